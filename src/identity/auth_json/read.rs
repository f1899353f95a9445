//! Reading an `auth.json` as the client does.

use super::mode::{self, AuthMode};
use super::{AGENT_IDENTITY, DOCUMENT, TOKENS, tokens};
use crate::error::{Error, ErrorCode, Result};
use crate::identity::record::AgentIdentityRecord;
use crate::identity::{AgentIdentityClaims, SignedJwt};
use crate::json::{Object, text};
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
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct StoredIdentity {
    /// The identity, its private key checked.
    pub record: AgentIdentityRecord,
    /// How it is stored.
    pub stored_as: StoredAs,
    /// The file's `auth_mode`, if it has one.
    pub auth_mode: Option<String>,
}

/// The credential that the client would use.
#[derive(Clone, Debug, PartialEq, Eq)]
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

/// A ChatGPT account, as its tokens describe it.
#[derive(Clone, Debug, PartialEq, Eq)]
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

/// A whole `auth.json`. It holds secrets: do not print it.
#[derive(Clone)]
pub struct StoredAuth {
    /// The credential that the client would use.
    pub snapshot: AuthSnapshot,
    /// The file's `auth_mode` as it is written, if it has one.
    pub auth_mode: Option<String>,
    /// ChatGPT's access token in mode `chatgpt`: what registers an agent.
    pub access_token: Option<Zeroizing<String>>,
    /// How the identity in `snapshot` is stored, if there is one.
    pub stored_as: Option<StoredAs>,
    /// The JWT from which the identity in `snapshot` was decoded, so that the caller can verify it.
    pub agent_identity_jwt: Option<Zeroizing<String>>,
}

/// Reads a whole `auth.json` as the released client would: the mode decides (PROTOCOL §8).
///
/// The claims of an identity that is stored as a JWT, and those of ChatGPT's tokens, are decoded and not verified.
/// A mode that cannot be used gives [`ErrorCode::AuthModeUnusable`].
///
/// ```
/// use agent_identity_wasm::{AuthSnapshot, read_auth};
///
/// let auth = read_auth(r#"{"auth_mode":"apikey","OPENAI_API_KEY":"sk-…"}"#).unwrap();
/// assert_eq!(auth.snapshot, AuthSnapshot::ApiKey);
/// // Without a mode the client ignores an agent identity.
/// assert_eq!(read_auth(r#"{"agent_identity":"e30.e30.AAAA"}"#).unwrap().snapshot, AuthSnapshot::None);
/// ```
pub fn read_auth(text: &str) -> Result<StoredAuth> {
    let file = Object::parse(DOCUMENT, text)?;
    let auth_mode = mode::written(&file)?.map(|mode| mode.into_owned());
    let mode = auth_mode.as_deref().map_or_else(|| mode::of_credentials(&file), AuthMode::from_name);
    let mut auth = StoredAuth {
        snapshot: AuthSnapshot::None,
        auth_mode,
        access_token: None,
        stored_as: None,
        agent_identity_jwt: None,
    };
    auth.snapshot = match mode {
        Some(mode @ AuthMode::AgentIdentity) => {
            agent_identity(&file, &mut auth).map_err(|error| unusable(mode, error.message()))?
        }
        Some(mode @ AuthMode::ChatGpt) => {
            chatgpt(&file, &mut auth).map_err(|error| unusable(mode, error.message()))?
        }
        Some(AuthMode::ApiKey) => AuthSnapshot::ApiKey,
        Some(other) => AuthSnapshot::Other(other.as_str().into()),
        None => auth.auth_mode.clone().map_or(AuthSnapshot::None, AuthSnapshot::Other),
    };
    Ok(auth)
}

fn agent_identity(file: &Object, auth: &mut StoredAuth) -> Result<AuthSnapshot> {
    let Some((stored_as, record)) = stored_identity(file)? else {
        return Err(absent("the file has no agent_identity"));
    };
    auth.stored_as = Some(stored_as);
    if stored_as == StoredAs::Jwt {
        auth.agent_identity_jwt = file.get(AGENT_IDENTITY).and_then(text).map(Zeroizing::new);
    }
    Ok(AuthSnapshot::AgentIdentity(record))
}

fn chatgpt(file: &Object, auth: &mut StoredAuth) -> Result<AuthSnapshot> {
    let Some(tokens) = file.get(TOKENS).filter(|tokens| !matches!(*tokens, "null" | "\"\"")) else {
        return Err(absent("the file has no tokens"));
    };
    let (mut account, access_token) = tokens::read(tokens)?;
    auth.access_token = access_token;
    // The client registers a new agent if it cannot read the record, or if a JWT is stored.
    if let Ok(Some((StoredAs::Record, record))) = stored_identity(file) {
        auth.stored_as = Some(StoredAs::Record);
        account.stored = Some(record);
    }
    Ok(AuthSnapshot::ChatGpt(account))
}

fn absent(what: &'static str) -> Error {
    Error::new(ErrorCode::AuthModeUnusable, what)
}

#[inline(never)]
fn unusable(mode: AuthMode, why: &str) -> Error {
    Error::new(ErrorCode::AuthModeUnusable, format!("auth_mode {} cannot be used: {why}", mode.as_str()))
}

/// True if the released client refuses the whole file, whichever credential its mode selects: an unknown mode, an
/// incomplete record, or tokens that are not JWTs. [`read_auth`] reads the selected credential alone.
pub(crate) fn client_refuses(text: &str) -> bool {
    let Ok(file) = Object::parse(DOCUMENT, text) else { return true };
    let mode = mode::written(&file).ok().flatten();
    let record =
        file.get(AGENT_IDENTITY).filter(|value| value.starts_with('{')).map(AgentIdentityRecord::read);
    let tokens = file.get(TOKENS).filter(|value| *value != "null").map(tokens::read);
    // The client looks at the contents of a record and of tokens only when it uses them.
    mode.is_some_and(|mode| AuthMode::from_name(&mode).is_none())
        || record
            .is_some_and(|read| read.is_err_and(|error| error.code() == ErrorCode::IdentityRecordInvalid))
        || tokens.is_some_and(|read| read.is_err_and(|error| error.code() != ErrorCode::AuthModeUnusable))
}

/// Returns the agent identity of an `auth.json` in either form, whatever the mode; `None` if the file has none.
///
/// Whether the client would use this identity is a question for [`read_auth`].
pub fn read_auth_json(text: &str) -> Result<Option<StoredIdentity>> {
    let file = Object::parse(DOCUMENT, text)?;
    let Some((stored_as, record)) = stored_identity(&file)? else {
        return Ok(None);
    };
    let auth_mode = mode::written(&file)?.map(|mode| mode.into_owned());
    Ok(Some(StoredIdentity { record: *record, stored_as, auth_mode }))
}

#[inline(never)]
fn stored_identity(file: &Object) -> Result<Option<(StoredAs, Box<AgentIdentityRecord>)>> {
    match file.get(AGENT_IDENTITY) {
        None | Some("null" | "\"\"") => Ok(None),
        Some(value) if value.starts_with('"') => {
            Ok(Some((StoredAs::Jwt, Box::new(read_jwt(&file.string(AGENT_IDENTITY)?)?))))
        }
        Some(value) if value.starts_with('{') => {
            Ok(Some((StoredAs::Record, Box::new(AgentIdentityRecord::read(value)?))))
        }
        Some(_) => {
            let what = "agent_identity is neither an object nor a JWT";
            Err(Error::new(ErrorCode::IdentityRecordInvalid, what))
        }
    }
}

fn read_jwt(jwt: &str) -> Result<AgentIdentityRecord> {
    SignedJwt::parse(jwt)?.unverified_claims().map(AgentIdentityClaims::into_record)
}
