use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

/// A value that is computed once it has been asked for more than `uses_before` times, when computing it pays off. If it
/// cannot be computed for lack of memory, there is none, and the next use tries again.
pub(super) struct AmortizedLazy<T> {
    uses_before: u32,
    uses: AtomicU32,
    value: OnceLock<T>,
    compute: fn() -> Option<T>,
}

impl<T> AmortizedLazy<T> {
    pub(super) const fn new(uses_before: u32, compute: fn() -> Option<T>) -> Self {
        Self { uses_before, uses: AtomicU32::new(0), value: OnceLock::new(), compute }
    }

    /// Counts a use. Returns the value if it has been computed or now pays off.
    pub(super) fn get(&self) -> Option<&T> {
        if self.uses.load(Relaxed) < self.uses_before {
            self.uses.fetch_add(1, Relaxed);
            return self.value.get();
        }
        self.get_now()
    }

    /// Returns the value and computes it if necessary. It is for a caller for whom computing the value pays off at
    /// once.
    pub(super) fn get_now(&self) -> Option<&T> {
        if self.value.get().is_none() {
            let value = (self.compute)()?;
            return Some(self.value.get_or_init(|| value));
        }
        self.value.get()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_value_is_computed_on_the_third_use_or_on_demand() {
        let patient = AmortizedLazy::new(2, || Some(7));
        assert_eq!([patient.get(), patient.get(), patient.get()], [None, None, Some(&7)]);
        let hurried = AmortizedLazy::new(2, || Some(7));
        assert_eq!([hurried.get(), hurried.get_now(), hurried.get()], [None, Some(&7), Some(&7)]);
    }

    #[test]
    fn without_memory_there_is_no_value() {
        let poor = AmortizedLazy::<u8>::new(0, || None);
        assert_eq!([poor.get(), poor.get_now()], [None, None]);
    }
}
