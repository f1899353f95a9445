//! The assertion: what a program sends as `Authorization: AgentAssertion …` with every request.
//!
//! `envelope` is its JSON, `sign` writes it, `parse` and `verify` read and judge it.

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

/// A well-formed assertion. That it is well-formed says nothing about who signed it: see [`verify`].
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
    /// Puts an assertion together from its parts, as [`Self::parse`] would return it, without unsigned members.
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

    /// The agent that speaks.
    pub fn agent_runtime_id(&self) -> &AgentRuntimeId {
        &self.agent_runtime_id
    }

    /// The work for which it speaks.
    pub fn task_id(&self) -> &AgentTaskId {
        &self.task_id
    }

    /// When it signed, by its own clock.
    pub fn timestamp(&self) -> Timestamp {
        self.timestamp
    }

    /// R ‖ S, as in RFC 8032 §5.1.6.
    pub fn signature(&self) -> &[u8; 64] {
        &self.signature
    }

    /// What the signature covers: `<agent_runtime_id>:<task_id>:<timestamp>`.
    pub fn signed_text(&self) -> &str {
        &self.signed_text
    }

    /// Members of the envelope beyond the four, which nothing covers, as one JSON object; `{}` where there
    /// are none. Their values stand as they were written.
    pub fn unsigned_members(&self) -> &str {
        &self.unsigned_members
    }
}

/// Shows what is signed. The signature would make a header of it.
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
