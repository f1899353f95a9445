//! The agent, the clock and the key that every target uses.

use agent_identity_wasm::{AgentIdentity, AgentKey, AgentRuntimeId, UnixTime, VerifyOptions};
use std::sync::LazyLock;

/// The private key with which `tests/vectors` are signed.
const SEED: &str = "MC4CAQAwBQYDK2VwBCIEIET2BXDt89dbmKyW3w63E/xGUNzpMe7RifbuqhkrPHnU";

pub static AGENT: LazyLock<AgentIdentity> = LazyLock::new(|| {
    let id = AgentRuntimeId::new("agent-runtime-0001").expect("a runtime id");
    AgentIdentity::new(id, AgentKey::from_pkcs8(SEED).expect("a private key"))
});

pub fn options() -> VerifyOptions {
    VerifyOptions::at(UnixTime::from_millis(1_795_328_169_000).expect("a time"))
}

pub fn utf8(data: &[u8], run: impl Fn(&str)) {
    if let Ok(text) = std::str::from_utf8(data) {
        run(text);
    }
}
