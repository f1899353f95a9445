//! The Codex client's `auth.json`, PROTOCOL §8.

use super::record::AgentIdentityRecord;
use super::{AgentIdentityClaims, SignedJwt};
use crate::error::{Error, ErrorCode, Result};
use crate::json::{Object, ObjectWriter, edit};

const DOCUMENT: &str = "auth.json";
const MEMBER: &str = "agent_identity";

/// The form in which `auth.json` holds an identity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum StoredAs {
    /// An object.
    Record,
    /// A JWT, which nobody has verified.
    Jwt,
}

/// What `auth.json` holds.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct StoredIdentity {
    /// The identity, its private key checked.
    pub record: AgentIdentityRecord,
    /// How it is stored.
    pub stored_as: StoredAs,
    /// The file's `auth_mode`, where it has one.
    pub auth_mode: Option<String>,
}

/// The agent identity inside an `auth.json`, whichever form it is stored in; none where there is none.
pub fn read_auth_json(text: &str) -> Result<Option<StoredIdentity>> {
    let file = Object::parse(DOCUMENT, text)?;
    let (stored_as, record) = match file.get(MEMBER) {
        None | Some("null") => return Ok(None),
        Some(value) if value.starts_with('"') => (StoredAs::Jwt, read_jwt(&file.string(MEMBER)?)?),
        Some(value) if value.starts_with('{') => (StoredAs::Record, AgentIdentityRecord::read(value)?),
        Some(_) => {
            let what = "agent_identity is neither an object nor a JWT";
            return Err(Error::new(ErrorCode::IdentityRecordInvalid, what));
        }
    };
    let auth_mode = file.nullable_string("auth_mode")?.map(|mode| mode.into_owned());
    Ok(Some(StoredIdentity { record, stored_as, auth_mode }))
}

fn read_jwt(jwt: &str) -> Result<AgentIdentityRecord> {
    SignedJwt::parse(jwt)?.unverified_claims().map(AgentIdentityClaims::into_record)
}

/// The same file with `record` in the place of its agent identity; every other byte stays as it was, what a
/// stored record has beyond the known members included.
pub fn write_auth_json(text: &str, record: &AgentIdentityRecord) -> Result<String> {
    let file = Object::parse(DOCUMENT, text)?;
    let stored = file.get(MEMBER).filter(|value| value.starts_with('{'));
    let written = match stored {
        Some(stored) => update(stored, record)?,
        None => new_object(record),
    };
    edit(DOCUMENT, text, &[(MEMBER, Some(written))])
}

/// Leaves a member alone that already says what it should.
fn update(stored: &str, record: &AgentIdentityRecord) -> Result<String> {
    let known = AgentIdentityRecord::read(stored).ok().map(|stored| stored.members());
    let changed = |name: &str, value: &Option<String>| {
        !known.as_ref().is_some_and(|known| known.iter().any(|(n, v)| *n == name && v == value))
    };
    let changes: Vec<_> = record.members().into_iter().filter(|(name, value)| changed(name, value)).collect();
    edit("the stored identity", stored, &changes)
}

fn new_object(record: &AgentIdentityRecord) -> String {
    let members = record.members().into_iter().filter_map(|(name, value)| Some((name, value?)));
    members.fold(ObjectWriter::new(), |writer, (name, value)| writer.json(name, &value)).finish()
}
