//! A private key is refused, or it is written in the form that every program reads, with the same public key.

use agent_identity_wasm::AgentKey;

pub fn run(data: &[u8]) {
    let Ok(key) = AgentKey::from_pkcs8_bytes(data) else {
        return;
    };
    let written = key.to_pkcs8();
    let again = AgentKey::from_pkcs8(&written).expect("what we write we read");
    assert_eq!(again.public_key(), key.public_key());
    assert_eq!(again.to_pkcs8(), written);
}
