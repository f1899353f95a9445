//! An agent that signs: its id, its key, and the requests that it sends.

use crate::assertion;
use crate::endpoint::Endpoints;
use crate::error::{Error, ErrorCode, Result};
use crate::http::{AccountId, HttpRequest, fedramp_header};
use crate::id::{AgentRuntimeId, AgentTaskId, ExternalTaskRef};
use crate::key::{AgentKey, AgentPublicKey};
use crate::registration;
use crate::secret::quoted;
use crate::stack::zeroized;
use crate::task::RegisteredAgentTask;
use crate::timestamp::{Timestamp, UnixTime};
use std::fmt;
use std::sync::{Mutex, PoisonError};

/// A registered agent with its key.
#[derive(Debug)]
pub struct AgentIdentity {
    agent_runtime_id: AgentRuntimeId,
    key: AgentKey,
    latest: Mutex<Option<Latest>>,
}

/// The header that was signed last. Ed25519 is deterministic (RFC 8032 §5.1.6), so a task has the same header for a
/// whole second, and it need not be signed again.
struct Latest {
    task_id: AgentTaskId,
    timestamp: Timestamp,
    header: String,
}

/// Redacts the header, which is a credential while it is fresh.
impl fmt::Debug for Latest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<redacted>")
    }
}

impl Clone for AgentIdentity {
    fn clone(&self) -> Self {
        Self::new(self.agent_runtime_id.clone(), self.key.clone())
    }
}

impl AgentIdentity {
    /// Makes an agent that the authority has registered with `agent_runtime_id` and the public half of `key`.
    pub fn new(agent_runtime_id: AgentRuntimeId, key: AgentKey) -> Self {
        Self { agent_runtime_id, key, latest: Mutex::new(None) }
    }

    /// Returns the authority's id of this agent.
    pub fn agent_runtime_id(&self) -> &AgentRuntimeId {
        &self.agent_runtime_id
    }

    /// Returns the agent's public key.
    pub fn public_key(&self) -> AgentPublicKey {
        self.key.public_key()
    }

    /// Returns the header value `AgentAssertion …`, signed for the second that contains `now`.
    pub fn authorization_header(&self, task_id: &AgentTaskId, now: UnixTime) -> String {
        let timestamp = Timestamp::from(now);
        let mut latest = self.latest.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(latest) = &*latest
            && latest.timestamp == timestamp
            && latest.task_id == *task_id
        {
            return latest.header.clone();
        }
        let header = assertion::header(&self.key, &self.agent_runtime_id, task_id, timestamp);
        *latest = Some(Latest { task_id: task_id.clone(), timestamp, header: header.clone() });
        header
    }

    /// Returns the task's id. It is an error if the task belongs to another agent.
    pub fn own_task<'a>(&self, task: &'a RegisteredAgentTask) -> Result<&'a AgentTaskId> {
        if task.agent_runtime_id == self.agent_runtime_id {
            return Ok(&task.task_id);
        }
        let (theirs, own) = (quoted(task.agent_runtime_id.as_str()), quoted(self.agent_runtime_id.as_str()));
        Err(Error::new(
            ErrorCode::TaskOfOtherAgent,
            format!("the task belongs to agent {theirs}, not to {own}"),
        ))
    }

    /// Returns the headers `Authorization`, `ChatGPT-Account-ID` and, for a FedRAMP account, `X-OpenAI-Fedramp`.
    pub fn request_headers(
        &self,
        task_id: &AgentTaskId,
        account_id: &AccountId,
        fedramp: bool,
        now: UnixTime,
    ) -> Vec<(&'static str, String)> {
        let mut headers = vec![
            ("Authorization", self.authorization_header(task_id, now)),
            ("ChatGPT-Account-ID", account_id.as_str().into()),
        ];
        headers.extend(fedramp_header(fedramp));
        headers
    }

    /// Returns the request that registers a task. The task is that of a thread if an external reference is given, and a
    /// background task otherwise. The reference comes from the public design; the released client does not send it.
    pub fn task_registration_request(
        &self,
        external_task_ref: Option<&ExternalTaskRef>,
        endpoints: &Endpoints,
        now: UnixTime,
    ) -> HttpRequest {
        let url = endpoints.task_registration_url(&self.agent_runtime_id);
        let timestamp = Timestamp::from(now);
        let body = registration::task::body(&self.key, &self.agent_runtime_id, timestamp, external_task_ref);
        HttpRequest::post_json(url, Vec::new(), body)
    }

    /// Reads the task from the authority's response. Its id may be plain or sealed for this agent's key.
    pub fn read_task_registration_response(
        &self,
        body: &str,
        external_task_ref: Option<ExternalTaskRef>,
    ) -> Result<RegisteredAgentTask> {
        let task_id = zeroized(|| registration::task::read_response(body, &self.key))?;
        Ok(RegisteredAgentTask {
            agent_runtime_id: self.agent_runtime_id.clone(),
            task_id,
            external_task_ref,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_latest_header_is_given_again_for_its_task_and_second_alone() {
        let agent = AgentIdentity::new(AgentRuntimeId::new("agent-1").unwrap(), AgentKey::generate(&[7; 64]));
        let at = |task, millis| {
            let (task, now) = (AgentTaskId::new(task).unwrap(), UnixTime::from_millis(millis).unwrap());
            (agent.authorization_header(&task, now), agent.clone().authorization_header(&task, now))
        };
        for (task, millis) in [("a", 0), ("a", 999), ("a", 1000), ("b", 1000), ("a", 1000), ("a", 0)] {
            let (ours, anew) = at(task, millis);
            assert_eq!(ours, anew, "{task} at {millis}");
        }
        assert!(!format!("{agent:?}").contains("AgentAssertion"));
    }
}
