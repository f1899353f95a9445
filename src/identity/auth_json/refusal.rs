//! The reasons for which the released client refuses a whole `auth.json`, PROTOCOL §8.

use super::mode::AuthMode;
use super::{AGENT_IDENTITY, AUTH_MODE, DOCUMENT, TOKENS, tokens};
use crate::error::{Error, ErrorCode, Result};
use crate::identity::record::AgentIdentityRecord;
use crate::json::Object;

/// Says why the released client refuses a whole file that [`super::read_auth`] can use: any member that it knows has the
/// wrong type, whether the mode selects it or not. Returns `None` if it reads the file.
pub fn client_refusal(text: &str) -> Option<String> {
    let file = Object::parse(DOCUMENT, text).ok()?;
    check(&file).err().map(|error| error.message().to_owned())
}

fn check(file: &Object) -> Result<()> {
    let mode = file.nullable_string(AUTH_MODE)?;
    if mode.is_some_and(|mode| AuthMode::from_name(&mode).is_none()) {
        return Err(wrong("auth_mode is not a mode that it knows"));
    }
    for name in ["OPENAI_API_KEY", "personal_access_token", "last_refresh"] {
        file.nullable_string(name)?;
    }
    if value(file, "bedrock_api_key").is_some_and(|key| !key.starts_with('{')) {
        return Err(wrong("bedrock_api_key is not an object"));
    }
    if let Some(written) = value(file, TOKENS) {
        Object::parse(TOKENS, written)?.string("refresh_token")?;
        match tokens::read(written) {
            // The client misses the account and the user only when it uses the tokens.
            Err(error) if error.code() != ErrorCode::AuthModeUnusable => return Err(error),
            _ => {}
        }
    }
    let record = value(file, AGENT_IDENTITY).filter(|value| !value.starts_with('"'));
    match record.map(AgentIdentityRecord::read) {
        // The client looks at the types of a record's members, and at their contents only when it uses them.
        Some(Err(error)) if error.code() == ErrorCode::IdentityRecordInvalid => Err(error),
        Some(Err(error)) if error.code() == ErrorCode::JsonNotObject => Err(error),
        _ => Ok(()),
    }
}

fn value<'a>(file: &Object<'a>, name: &str) -> Option<&'a str> {
    file.get(name).filter(|value| *value != "null")
}

fn wrong(what: &'static str) -> Error {
    Error::new(ErrorCode::AuthModeUnusable, what)
}
