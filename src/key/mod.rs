//! Ed25519 keys (RFC 8032) and the forms in which they are stored and sent.
//!
//! `codec` reads and writes each form. `pasted` removes what copying adds to a text, and `foreign` recognizes keys in
//! the formats of other programs. `private` and `public` define the types, which determine the form of a text.

mod codec;
mod foreign;
mod pasted;
mod private;
mod public;

pub use private::AgentKey;
pub use public::AgentPublicKey;
