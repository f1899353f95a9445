use super::{SCHEME, envelope, signed_text};
use crate::base64;
use crate::id::{AgentRuntimeId, AgentTaskId};
use crate::key::AgentKey;
use crate::timestamp::Timestamp;

/// Returns the header value, which is byte for byte the one that the Codex client would write.
pub(crate) fn header(
    key: &AgentKey,
    agent_runtime_id: &AgentRuntimeId,
    task_id: &AgentTaskId,
    timestamp: Timestamp,
) -> String {
    let signature = key.sign(signed_text(agent_runtime_id, task_id, timestamp).as_bytes());
    let envelope = envelope::write(agent_runtime_id, &signature, task_id, timestamp);
    [SCHEME, &base64::encode_url(envelope.as_bytes())].join(" ")
}
