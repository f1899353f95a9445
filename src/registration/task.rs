//! The registration of a task (PROTOCOL §4), and the authority's check of it.

use super::sealed;
use crate::assertion::read_signature;
use crate::base64;
use crate::error::{Error, ErrorCode, Result};
use crate::freshness::FreshnessWindow;
use crate::id::{AgentRuntimeId, AgentTaskId, ExternalTaskRef};
use crate::json::{Object, ObjectWriter};
use crate::key::{AgentKey, AgentPublicKey};
use crate::timestamp::{Timestamp, UnixTime};

/// Returns the text that the agent signs. It can never be the signed text of an assertion, because a runtime id does
/// not contain `:`.
fn signed_text(agent_runtime_id: &AgentRuntimeId, timestamp: Timestamp) -> String {
    format!("{agent_runtime_id}:{timestamp}")
}

pub(crate) fn body(
    key: &AgentKey,
    agent_runtime_id: &AgentRuntimeId,
    timestamp: Timestamp,
    external_task_ref: Option<&ExternalTaskRef>,
) -> String {
    let signature = key.sign(signed_text(agent_runtime_id, timestamp).as_bytes());
    let body = ObjectWriter::new()
        .string("timestamp", &timestamp.to_string())
        .string("signature", &base64::encode_standard(&signature));
    match external_task_ref {
        Some(external_task_ref) => body.string("external_task_ref", external_task_ref.as_str()).finish(),
        None => body.finish(),
    }
}

/// Reads the task id from the authority's response. If there are several, a plain id takes precedence over a sealed
/// one, and a name in snake_case over one in camelCase.
pub(crate) fn read_response(body: &str, key: &AgentKey) -> Result<AgentTaskId> {
    let response = Object::parse("the response", body)?;
    for name in ["task_id", "taskId"] {
        if let Some(task_id) = response.nullable_string(name)? {
            return AgentTaskId::new(task_id);
        }
    }
    for name in ["encrypted_task_id", "encryptedTaskId"] {
        if let Some(sealed) = response.nullable_string(name)? {
            return sealed::open_task_id(&sealed, key);
        }
    }
    let what = "the response has none of task_id, taskId, encrypted_task_id, encryptedTaskId";
    Err(Error::new(ErrorCode::TaskIdMissing, what))
}

/// A task registration whose signature and age the authority has checked.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TaskRegistration {
    /// The time of signing, by the agent's clock.
    pub timestamp: Timestamp,
    /// The caller's name for the work. The signature does not cover it.
    pub external_task_ref: Option<ExternalTaskRef>,
}

/// Checks the body of a task registration, as an authority does.
///
/// The form, the signature and the freshness are checked in this order. Unknown members are ignored.
pub fn verify_task_registration(
    body: &str,
    agent_runtime_id: &AgentRuntimeId,
    key: &AgentPublicKey,
    now: UnixTime,
    window: FreshnessWindow,
) -> Result<TaskRegistration> {
    let (registration, signature) = read_registration(body)?;
    key.verify(&signed_text(agent_runtime_id, registration.timestamp), &signature)?;
    window.check(registration.timestamp, now)?;
    Ok(registration)
}

/// Checks the form and the freshness of a task registration, but not its signature.
pub(crate) fn check_task_registration(
    body: &str,
    now: UnixTime,
    window: FreshnessWindow,
) -> Result<TaskRegistration> {
    let (registration, _) = read_registration(body)?;
    window.check(registration.timestamp, now)?;
    Ok(registration)
}

fn read_registration(body: &str) -> Result<(TaskRegistration, [u8; 64])> {
    let body = Object::parse("the registration", body)?;
    body.require("timestamp")?;
    body.require("signature")?;
    let (timestamp, signature) = (body.string("timestamp")?, body.string("signature")?);
    let external_task_ref = body.optional_string("external_task_ref")?;
    let external_task_ref = external_task_ref.map(ExternalTaskRef::new).transpose()?;
    let timestamp: Timestamp = timestamp.parse()?;
    Ok((TaskRegistration { timestamp, external_task_ref }, read_signature(&signature)?))
}
