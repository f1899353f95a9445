//! Reading an `auth.json` as the client does.

use super::mode::{self, AuthMode};
use super::stored::{AuthSnapshot, StoredAs, StoredAuth, StoredIdentity};
use super::{AGENT_IDENTITY, DOCUMENT, TOKENS, tokens};
use crate::error::{Error, ErrorCode, Result};
use crate::identity::record::AgentIdentityRecord;
use crate::identity::{AgentIdentityClaims, SignedJwt};
use crate::json::{Object, text};
use zeroize::Zeroizing;

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
