//! The assertion, which a program sends as `Authorization: AgentAssertion …` with every request.
//!
//! `envelope` reads and writes its JSON, `sign` writes it, `parse` reads it, and `verify` checks it.

mod envelope;
mod parse;
mod sign;
mod verify;

pub(crate) use envelope::{MEMBERS, read_signature};
pub(crate) use parse::{check_length, decode_token};
pub(crate) use sign::header;
pub(crate) use verify::expect;
pub use verify::{VerifyOptions, verify};

use crate::id::{AgentRuntimeId, AgentTaskId};
use crate::secret::quoted;
use crate::timestamp::Timestamp;
use std::fmt;

/// The scheme of the `Authorization` header.
pub const SCHEME: &str = "AgentAssertion";

/// The longest header value that is read, in bytes.
pub const MAX_HEADER_BYTES: usize = 8192;

/// A well-formed assertion. Its signature is not checked yet: see [`verify`].
#[derive(Clone)]
pub struct Assertion {
    agent_runtime_id: AgentRuntimeId,
    task_id: AgentTaskId,
    timestamp: Timestamp,
    signature: [u8; 64],
    signed_text: String,
    unsigned_members: String,
}

impl Assertion {
    /// Makes an assertion from its parts, as [`Self::parse`] would return it, without unsigned members.
    pub fn from_parts(
        agent_runtime_id: AgentRuntimeId,
        task_id: AgentTaskId,
        timestamp: Timestamp,
        signature: [u8; 64],
    ) -> Self {
        let signed_text = signed_text(&agent_runtime_id, &task_id, timestamp);
        let unsigned_members = "{}".into();
        Self { agent_runtime_id, task_id, timestamp, signature, signed_text, unsigned_members }
    }

    /// Returns the id of the agent that signed.
    pub fn agent_runtime_id(&self) -> &AgentRuntimeId {
        &self.agent_runtime_id
    }

    /// Returns the id of the task for which the agent signed.
    pub fn task_id(&self) -> &AgentTaskId {
        &self.task_id
    }

    /// Returns the time of signing, by the agent's clock.
    pub fn timestamp(&self) -> Timestamp {
        self.timestamp
    }

    /// Returns the signature R ‖ S (RFC 8032 §5.1.6).
    pub fn signature(&self) -> &[u8; 64] {
        &self.signature
    }

    /// Returns the text that the signature covers: `<agent_runtime_id>:<task_id>:<timestamp>`.
    pub fn signed_text(&self) -> &str {
        &self.signed_text
    }

    /// Returns the members of the envelope that the signature does not cover, as a JSON object with the values as they
    /// were written. Returns `{}` if there are none.
    pub fn unsigned_members(&self) -> &str {
        &self.unsigned_members
    }
}

/// Shows the signed text, but not the signature: together they would be a credential.
impl fmt::Debug for Assertion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Assertion({})", quoted(&self.signed_text))
    }
}

pub(crate) fn signed_text(
    agent_runtime_id: &AgentRuntimeId,
    task_id: &AgentTaskId,
    timestamp: Timestamp,
) -> String {
    let timestamp = timestamp.to_ascii();
    let timestamp = std::str::from_utf8(&timestamp).unwrap_or_default();
    [agent_runtime_id.as_str(), task_id.as_str(), timestamp].join(":")
}
