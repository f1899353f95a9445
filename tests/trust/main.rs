//! Tests of the promises in SECURITY.md. Those that need only the library also run as WebAssembly, where the arithmetic
//! uses different code (32-bit limbs).
#![expect(
    clippy::arithmetic_side_effects,
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test that panics fails, as it should"
)]

#[cfg(not(target_family = "wasm"))]
mod corpus;
#[cfg(not(target_family = "wasm"))]
mod differential;
mod edge_cases;
#[cfg(not(target_family = "wasm"))]
mod mutations;
#[cfg(not(target_family = "wasm"))]
mod properties;
mod rfc8032;
mod strict;
#[cfg(not(target_family = "wasm"))]
#[path = "../../fuzz/src/lib.rs"]
mod targets;
#[cfg(not(target_family = "wasm"))]
mod texts;
mod wycheproof_vectors;

use agent_identity_wasm::AgentPublicKey;

/// Prints the number of cases that were tried for a promise. `npm run verify:trust` adds these numbers up.
fn tried(promise: &str, cases: usize) {
    assert!(cases > 0, "{promise}: nothing was tried");
    println!("@tried {promise} {cases}");
}

fn hex(text: &str) -> Vec<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16).expect("a hexadecimal digit");
    let pairs = text.as_bytes().chunks_exact(2);
    pairs.map(|pair| u8::try_from(digit(pair[0]) << 4 | digit(pair[1])).unwrap()).collect()
}

/// Returns the verdict for the bytes of a key, a message and the bytes of a signature, as any library could be asked
/// for it.
fn accepts(key: &[u8], message: &[u8], signature: &[u8]) -> bool {
    let key = key.try_into().ok().and_then(|key| AgentPublicKey::from_bytes(key).ok());
    let signature = signature.try_into().ok();
    key.zip(signature).is_some_and(|(key, signature)| key.verifies(message, signature))
}
