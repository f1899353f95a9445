//! Replacing the agent identity of an `auth.json`.

use super::mode::{self, AuthMode};
use super::{AGENT_IDENTITY, AUTH_MODE, DOCUMENT};
use crate::error::Result;
use crate::identity::record::AgentIdentityRecord;
use crate::json::{Object, ObjectWriter, edit, quote};

/// How the file's `auth_mode` changes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WriteAuthMode {
    /// It becomes `agentIdentity` if the file holds no other credential, because the client ignores the identity
    /// otherwise. It stays as it is if there is another credential.
    #[default]
    IfOnlyCredential,
    /// It becomes `agentIdentity`.
    AgentIdentity,
    /// It stays as it is.
    Keep,
}

/// Returns the file with `record` as its agent identity. Every other byte stays as it is, including what a stored
/// record has beyond the known members; `auth_mode` is set as `auth_mode` says.
pub fn write_auth_json(text: &str, record: &AgentIdentityRecord, auth_mode: WriteAuthMode) -> Result<String> {
    let file = Object::parse(DOCUMENT, text)?;
    let stored = file.get(AGENT_IDENTITY).filter(|value| value.starts_with('{'));
    let written = match stored {
        Some(stored) => update(stored, record)?,
        None => new_object(record),
    };
    let with_mode = match changes_mode(&file, auth_mode) {
        true => edit(DOCUMENT, text, &[(AUTH_MODE, Some(quote(AuthMode::AgentIdentity.as_str())))])?,
        false => text.to_owned(),
    };
    edit(DOCUMENT, &with_mode, &[(AGENT_IDENTITY, Some(written))])
}

fn changes_mode(file: &Object, auth_mode: WriteAuthMode) -> bool {
    let is_set =
        mode::written(file).is_ok_and(|mode| mode.as_deref() == Some(AuthMode::AgentIdentity.as_str()));
    !is_set
        && match auth_mode {
            WriteAuthMode::IfOnlyCredential => mode::of_credentials(file).is_none(),
            WriteAuthMode::AgentIdentity => true,
            WriteAuthMode::Keep => false,
        }
}

/// Leaves a member alone that already has the value it should have.
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
