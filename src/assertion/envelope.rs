//! The JSON object inside the token.

use super::{Assertion, signed_text};
use crate::base64;
use crate::error::{Error, ErrorCode, Result};
use crate::id::{AgentRuntimeId, AgentTaskId};
use crate::json::{Object, ObjectWriter};
use crate::timestamp::Timestamp;

/// In the order in which the Codex client writes them: sorted by name.
pub(crate) const MEMBERS: [&str; 4] = ["agent_runtime_id", "signature", "task_id", "timestamp"];

pub(super) fn write(
    agent_runtime_id: &AgentRuntimeId,
    signature: &[u8; 64],
    task_id: &AgentTaskId,
    timestamp: Timestamp,
) -> String {
    let values = [
        agent_runtime_id.as_str(),
        &base64::encode_standard(signature),
        task_id.as_str(),
        &timestamp.to_string(),
    ];
    let members = MEMBERS.into_iter().zip(values);
    members.fold(ObjectWriter::new(), |writer, (name, value)| writer.string(name, value)).finish()
}

pub(super) fn read(json: &str) -> Result<Assertion> {
    let object = Object::parse("the envelope", json)?;
    for name in MEMBERS {
        object.require(name)?;
    }
    let [agent_runtime_id, signature, task_id, timestamp] = MEMBERS.map(|name| object.string(name));
    let (agent_runtime_id, signature, task_id, timestamp) =
        (agent_runtime_id?, signature?, task_id?, timestamp?);
    let agent_runtime_id = AgentRuntimeId::new(agent_runtime_id)?;
    let task_id = AgentTaskId::new(task_id)?;
    let timestamp = timestamp.parse()?;
    Ok(Assertion {
        signature: read_signature(&signature)?,
        signed_text: signed_text(&agent_runtime_id, &task_id, timestamp),
        agent_runtime_id,
        task_id,
        timestamp,
        unsigned_members: object.others(&MEMBERS),
    })
}

pub(crate) fn read_signature(text: &str) -> Result<[u8; 64]> {
    let malformed = |what: String| Error::new(ErrorCode::SignatureMalformed, format!("signature {what}"));
    let bytes = base64::decode_standard(text).map_err(malformed)?;
    <[u8; 64]>::try_from(bytes).map_err(|bytes| malformed(format!("has {} bytes, not 64", bytes.len())))
}
