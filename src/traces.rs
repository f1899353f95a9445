//! What work on secrets leaves behind on the stack: copies that the compiler made, which no destructor knows of.

/// More than any such work takes; `tests/node/trust/memory.test.mjs` searches for what this would miss.
const DEPTH: usize = 16_384;

/// Does the work in a stack frame of its own, and wipes that and all below it.
pub(crate) fn wiped<T>(work: impl FnOnce() -> T) -> T {
    let result = below(work);
    wipe();
    result
}

#[inline(never)]
fn below<T>(work: impl FnOnce() -> T) -> T {
    work()
}

/// A frame as large, in the same place, full of zeros. The black box keeps the compiler from leaving it out.
#[inline(never)]
fn wipe() {
    std::hint::black_box(&mut [0_u8; DEPTH]);
}
