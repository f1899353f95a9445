use super::envelope::Envelope;
use super::{SCHEME, signed_text};
use crate::base64;
use crate::id::{AgentRuntimeId, AgentTaskId};
use crate::key::AgentKey;
use crate::timestamp::Timestamp;

/// The header value, byte for byte what the Codex client would write.
pub(crate) fn header(
    key: &AgentKey,
    agent_runtime_id: &AgentRuntimeId,
    task_id: &AgentTaskId,
    timestamp: Timestamp,
) -> String {
    let signature = key.sign(&signed_text(agent_runtime_id, task_id, timestamp));
    let envelope = Envelope {
        agent_runtime_id: agent_runtime_id.as_str(),
        signature: &base64::encode_standard(&signature),
        task_id: task_id.as_str(),
        timestamp: &timestamp.to_string(),
    };
    format!("{SCHEME} {}", base64::encode_url(crate::json::write(&envelope).as_bytes()))
}
