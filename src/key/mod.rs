//! Ed25519 keys (RFC 8032) and the forms in which they are kept and sent, one file each.

mod der;
mod jwk;
mod pem;
mod pkcs8;
mod private;
mod public;
mod spki;
mod ssh;

pub use private::AgentKey;
pub use public::AgentPublicKey;
