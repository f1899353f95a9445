//! Counts the bytes that are examined, for the tests which check that the cost grows linearly.

#[cfg(test)]
thread_local! {
    static STEPS: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

/// Adds to the count in tests, and does nothing in other builds.
#[inline(always)]
pub(crate) fn count(steps: usize) {
    #[cfg(test)]
    STEPS.with(|counted| counted.set(counted.get().saturating_add(steps)));
    #[cfg(not(test))]
    let _ = steps;
}

/// Returns how many steps `work` takes.
#[cfg(test)]
pub(crate) fn of<T>(work: impl FnOnce() -> T) -> usize {
    let before = STEPS.with(std::cell::Cell::get);
    let _ = work();
    STEPS.with(std::cell::Cell::get).saturating_sub(before)
}

/// Returns the average number of steps per byte.
#[cfg(test)]
#[expect(clippy::as_conversions, reason = "the counts of a test are small enough for a float")]
pub(crate) fn per_byte(steps: usize, bytes: usize) -> f64 {
    steps as f64 / bytes as f64
}
