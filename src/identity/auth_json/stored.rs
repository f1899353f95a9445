//! The contents of an `auth.json`, as the client interprets them.

use crate::identity::record::AgentIdentityRecord;
use crate::secret::Quoted;
use std::fmt;
use zeroize::Zeroizing;

/// The form in which `auth.json` holds an identity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum StoredAs {
    /// An object.
    Record,
    /// A JWT. Its signature has not been verified.
    Jwt,
}

impl StoredAs {
    /// `record` or `jwt`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Record => "record",
            Self::Jwt => "jwt",
        }
    }
}

/// The agent identity of an `auth.json`.
#[derive(Clone)]
#[non_exhaustive]
pub struct StoredIdentity {
    /// The identity, its private key checked.
    pub record: AgentIdentityRecord,
    /// How it is stored.
    pub stored_as: StoredAs,
    /// The file's `auth_mode`, if it has one.
    pub auth_mode: Option<String>,
}

impl fmt::Debug for StoredIdentity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StoredIdentity")
            .field("record", &self.record)
            .field("stored_as", &self.stored_as)
            .field("auth_mode", &self.auth_mode.as_deref().map(Quoted))
            .finish()
    }
}

/// The credential that the client would use.
#[derive(Clone, PartialEq, Eq)]
pub enum AuthSnapshot {
    /// An agent identity.
    AgentIdentity(Box<AgentIdentityRecord>),
    /// A ChatGPT account.
    ChatGpt(Box<ChatGptAccount>),
    /// An API key.
    ApiKey,
    /// A mode of this name that never uses an agent identity, or that is not known.
    Other(String),
    /// Nothing.
    None,
}

impl AuthSnapshot {
    /// `agentIdentity`, `chatgpt`, `apiKey`, `other` or `none`.
    pub const fn mode(&self) -> &'static str {
        match self {
            Self::AgentIdentity(_) => "agentIdentity",
            Self::ChatGpt(_) => "chatgpt",
            Self::ApiKey => "apiKey",
            Self::Other(_) => "other",
            Self::None => "none",
        }
    }
}

impl fmt::Debug for AuthSnapshot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AgentIdentity(record) => record.fmt(f),
            Self::ChatGpt(account) => account.fmt(f),
            Self::ApiKey => f.write_str("ApiKey"),
            Self::Other(mode) => f.debug_tuple("Other").field(&Quoted(mode)).finish(),
            Self::None => f.write_str("None"),
        }
    }
}

/// A ChatGPT account, as its tokens describe it.
#[derive(Clone, PartialEq, Eq)]
pub struct ChatGptAccount {
    /// The account.
    pub account_id: String,
    /// The user of that account.
    pub chatgpt_user_id: String,
    /// The plan, if the tokens name one.
    pub plan_type: Option<String>,
    /// The user's address, if the tokens name one.
    pub email: Option<String>,
    /// True if the account is a FedRAMP account.
    pub fedramp: bool,
    /// The agent identity that is stored beside the tokens.
    pub stored: Option<Box<AgentIdentityRecord>>,
}

impl fmt::Debug for ChatGptAccount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ChatGptAccount")
            .field("account_id", &Quoted(&self.account_id))
            .field("chatgpt_user_id", &Quoted(&self.chatgpt_user_id))
            .field("plan_type", &self.plan_type.as_deref().map(Quoted))
            .field("email", &self.email.as_deref().map(Quoted))
            .field("fedramp", &self.fedramp)
            .field("stored", &self.stored)
            .finish()
    }
}

/// A whole `auth.json`. It holds secrets: do not print it.
#[derive(Clone)]
pub struct StoredAuth {
    /// The credential that the client would use.
    pub snapshot: AuthSnapshot,
    /// The file's `auth_mode` as it is written, if it has one.
    pub auth_mode: Option<String>,
    /// ChatGPT's access token in mode `chatgpt`, which authorises the registration of an agent.
    pub access_token: Option<Zeroizing<String>>,
    /// How the identity in `snapshot` is stored, if there is one.
    pub stored_as: Option<StoredAs>,
    /// The JWT from which the identity in `snapshot` was decoded, so that the caller can verify it.
    pub agent_identity_jwt: Option<Zeroizing<String>>,
}
