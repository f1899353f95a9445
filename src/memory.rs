//! The memory that WebAssembly has left. An allocation that fails ends the instance, so what is large asks first.

/// Below this many pages of 64 KiB, the memory is assumed to be able to grow.
const UNCHECKED_PAGES: usize = 2048;

/// Returns true if `bytes` bytes can be allocated in one piece.
pub(crate) fn has_room_for(bytes: usize) -> bool {
    pages() < UNCHECKED_PAGES || Vec::<u8>::new().try_reserve_exact(bytes).is_ok()
}

#[cfg(target_family = "wasm")]
fn pages() -> usize {
    core::arch::wasm32::memory_size::<0>()
}

#[cfg(not(target_family = "wasm"))]
fn pages() -> usize {
    0
}
