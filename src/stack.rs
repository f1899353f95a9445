//! Overwrites the stack that work on secrets has used. The compiler leaves copies of secrets there, and no destructor
//! knows of them.

/// The bytes of the stack that are overwritten. No work on secrets takes as many; `tests/node/trust/memory.test.mjs`
/// searches the memory for secrets that would remain if one did.
const ZEROIZED_BYTES: usize = 16_384;

/// Runs a closure in a stack frame of its own, and then overwrites the stack it used.
pub(crate) fn zeroized<T>(work: impl FnOnce() -> T) -> T {
    let result = in_own_frame(work);
    overwrite();
    result
}

#[inline(never)]
fn in_own_frame<T>(work: impl FnOnce() -> T) -> T {
    work()
}

/// Fills a stack frame in the same place with zeros. The black box keeps the compiler from removing this.
#[inline(never)]
fn overwrite() {
    std::hint::black_box(&mut [0_u8; ZEROIZED_BYTES]);
}
