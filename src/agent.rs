//! An agent that signs: its id and its key, and all that it sends.

use crate::assertion;
use crate::endpoint::Endpoints;
use crate::error::{Error, ErrorCode, Result};
use crate::http::{AccountId, HttpRequest, fedramp_header};
use crate::id::{AgentRuntimeId, AgentTaskId, ExternalTaskRef};
use crate::key::{AgentKey, AgentPublicKey};
use crate::registration;
use crate::secret::quoted;
use crate::task::RegisteredAgentTask;
use crate::timestamp::{Timestamp, UnixTime};
use crate::traces::wiped;
use std::fmt;
use std::sync::{Mutex, PoisonError};

/// A registered agent with its key.
#[derive(Debug)]
pub struct AgentIdentity {
    agent_runtime_id: AgentRuntimeId,
    key: AgentKey,
    latest: Mutex<Option<Latest>>,
}

/// The header that was signed last. Ed25519 is deterministic (RFC 8032 §5.1.6): within the second, the same task gets
/// the same header, so it need not be signed again.
struct Latest {
    task_id: AgentTaskId,
    timestamp: Timestamp,
    header: String,
}

/// A header is a credential while it is fresh.
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
    /// An agent that the authority knows by `agent_runtime_id` and by the public half of `key`.
    pub fn new(agent_runtime_id: AgentRuntimeId, key: AgentKey) -> Self {
        Self { agent_runtime_id, key, latest: Mutex::new(None) }
    }

    /// The authority's id of this agent.
    pub fn agent_runtime_id(&self) -> &AgentRuntimeId {
        &self.agent_runtime_id
    }

    /// The public half of the agent's key.
    pub fn public_key(&self) -> AgentPublicKey {
        self.key.public_key()
    }

    /// `AgentAssertion …`, signed for the second that `now` lies in.
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

    /// The task's id, if the task is this agent's.
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

    /// `Authorization`, `ChatGPT-Account-ID` and, for a FedRAMP account, `X-OpenAI-Fedramp`.
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

    /// Returns the request that registers a task: a thread's with an external reference, a background task without. The
    /// reference is the public design's form, which the released client does not send.
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

    /// The task that the authority's answer names, plainly or sealed for this agent's key.
    pub fn read_task_registration_response(
        &self,
        body: &str,
        external_task_ref: Option<ExternalTaskRef>,
    ) -> Result<RegisteredAgentTask> {
        let task_id = wiped(|| registration::task::read_response(body, &self.key))?;
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
