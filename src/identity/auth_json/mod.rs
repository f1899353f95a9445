//! The Codex client's `auth.json`, PROTOCOL §8.
//!
//! `mode` says which credential a file selects, `read` gives what the client would use, `tokens` reads ChatGPT's
//! tokens, `stored` has the types of both, and `write` replaces the agent identity.

mod mode;
mod read;
mod stored;
mod tokens;
mod write;

pub use mode::AuthMode;
pub(crate) use read::client_refuses;
pub use read::{read_auth, read_auth_json};
pub use stored::{AuthSnapshot, ChatGptAccount, StoredAs, StoredAuth, StoredIdentity};
pub use write::{WriteAuthMode, write_auth_json};

/// The name of the file in messages.
const DOCUMENT: &str = "auth.json";
const AUTH_MODE: &str = "auth_mode";
const AGENT_IDENTITY: &str = "agent_identity";
const TOKENS: &str = "tokens";
