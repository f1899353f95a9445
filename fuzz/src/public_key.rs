//! A public key is refused, or it is read back unchanged from every form in which it can be written.

use agent_identity_wasm::AgentPublicKey;

pub fn run(data: &[u8]) {
    let Ok(key) = AgentPublicKey::parse_bytes(data) else {
        return;
    };
    let ssh = key.to_ssh(Some("a comment")).expect("a comment without control characters");
    for written in [ssh, key.to_jwk(), key.to_spki_pem()] {
        assert_eq!(AgentPublicKey::parse(&written).as_ref(), Ok(&key), "{written}");
    }
    assert_eq!(AgentPublicKey::from_bytes(&key.to_bytes()), Ok(key));
}
