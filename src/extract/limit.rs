//! How many extractors may be open at the same time: as many as there is memory for, whatever they are given.

use crate::error::{Error, ErrorCode, Result};
use std::sync::atomic::{AtomicUsize, Ordering};

/// An extractor takes up to 512 KiB, so all of them take a quarter of the memory that a WebAssembly module can have.
pub(super) const MAX_OPEN: usize = 2048;

static OPEN: AtomicUsize = AtomicUsize::new(0);

/// Counts an extractor as open for as long as it lives.
pub(super) struct Permit(());

impl Permit {
    pub(super) fn take() -> Result<Self> {
        if OPEN.fetch_add(1, Ordering::Relaxed) < MAX_OPEN {
            return Ok(Self(()));
        }
        OPEN.fetch_sub(1, Ordering::Relaxed);
        let message = format!("{MAX_OPEN} extractors are open; free those that are no longer needed");
        Err(Error::new(ErrorCode::MemoryExhausted, message))
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        OPEN.fetch_sub(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_too_many_is_refused_and_a_freed_one_makes_room() {
        let mut open: Vec<_> = (0..MAX_OPEN).map(|_| Permit::take().unwrap()).collect();
        assert_eq!(Permit::take().err().map(|error| error.code()), Some(ErrorCode::MemoryExhausted));
        open.pop();
        assert!(Permit::take().is_ok());
    }
}
