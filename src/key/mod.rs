//! Ed25519 keys (RFC 8032) and the forms in which they are kept and sent.
//!
//! `codec` reads and writes each form. `pasted` undoes what copying does to a text, and `foreign` knows the keys of other
//! programs. `private` and `public` are the types, which decide what a text is.

mod codec;
mod foreign;
mod pasted;
mod private;
mod public;

pub use private::AgentKey;
pub use public::AgentPublicKey;
