//! Signing and verifying a text of a header's length, with nothing around it.

use agent_identity_wasm::{AgentKey, AgentPublicKey};
use std::hint::black_box;
use std::sync::LazyLock;

const MESSAGE: &[u8; 68] = b"agent-runtime-0001:task-0001-0001-0001-0001-001:2026-11-22T06:16:09Z";
/// More than the keys that can have a table of their own at a time.
const MANY: u8 = 200;

static KEYS: LazyLock<Vec<(AgentKey, AgentPublicKey, [u8; 64])>> = LazyLock::new(|| {
    let key = |name| AgentKey::generate(&[name; 64]);
    (0..MANY).map(key).map(|key| (key.clone(), key.public_key(), key.sign(MESSAGE))).collect()
});

#[unsafe(no_mangle)]
pub extern "C" fn sign(name: usize) {
    black_box(KEYS[name % KEYS.len()].0.sign(black_box(MESSAGE)));
}

#[unsafe(no_mangle)]
pub extern "C" fn verify(name: usize) {
    let (_, key, signature) = &KEYS[name % KEYS.len()];
    assert!(key.verifies(black_box(MESSAGE), signature));
}
