//! Limits the number of extractors that are open at the same time, so that there is enough memory for all of them.

use crate::error::{Error, ErrorCode, Result};
use std::sync::atomic::{AtomicUsize, Ordering};

/// The most extractors that can be open. Each takes up to 512 KiB, so all of them take up to 1 GiB, which is a quarter
/// of the memory that a WebAssembly module can have.
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
    fn opening_too_many_fails_until_one_is_freed() {
        let mut open: Vec<_> = (0..MAX_OPEN).map(|_| Permit::take().unwrap()).collect();
        assert_eq!(Permit::take().err().map(|error| error.code()), Some(ErrorCode::MemoryExhausted));
        open.pop();
        assert!(Permit::take().is_ok());
    }
}
