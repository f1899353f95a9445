use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

/// What is made once it was asked for so often that making it would have paid.
pub(super) struct WhenItPays<T> {
    after: u32,
    asked: AtomicU32,
    made: OnceLock<T>,
    make: fn() -> T,
}

impl<T> WhenItPays<T> {
    pub(super) const fn new(after: u32, make: fn() -> T) -> Self {
        Self { after, asked: AtomicU32::new(0), made: OnceLock::new(), make }
    }

    pub(super) fn get(&self) -> Option<&T> {
        if self.asked.load(Relaxed) < self.after {
            self.asked.fetch_add(1, Relaxed);
            return self.made.get();
        }
        Some(self.get_now())
    }

    /// For whoever saves more by it than others.
    pub(super) fn get_now(&self) -> &T {
        self.made.get_or_init(self.make)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_pays_is_made_and_no_sooner() {
        let patient = WhenItPays::new(2, || 7);
        assert_eq!([patient.get(), patient.get(), patient.get()], [None, None, Some(&7)]);
        let hurried = WhenItPays::new(2, || 7);
        assert_eq!([hurried.get(), Some(hurried.get_now()), hurried.get()], [None, Some(&7), Some(&7)]);
    }
}
