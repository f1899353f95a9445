use super::Assertion;
use crate::error::{Error, ErrorCode, Result};
use crate::freshness::FreshnessWindow;
use crate::id::{AgentRuntimeId, AgentTaskId};
use crate::key::AgentPublicKey;
use crate::text::shown;
use crate::timestamp::UnixTime;

/// What a verifier knows beside the header and the key.
#[derive(Clone, Debug)]
pub struct VerifyOptions {
    /// The verifier's clock.
    pub now: UnixTime,
    /// How far the timestamp may be from it.
    pub window: FreshnessWindow,
    /// Where given, the only agent that is accepted.
    pub expected_agent_runtime_id: Option<AgentRuntimeId>,
    /// Where given, the only task that is accepted.
    pub expected_task_id: Option<AgentTaskId>,
}

impl VerifyOptions {
    /// 300 seconds each way, any agent, any task.
    pub fn at(now: UnixTime) -> Self {
        Self {
            now,
            window: FreshnessWindow::default(),
            expected_agent_runtime_id: None,
            expected_task_id: None,
        }
    }
}

/// Reads a header value and refuses it unless every check passes: form, signature, freshness, expected ids,
/// in this order.
///
/// A captured header passes until it is stale: the protocol has no nonce.
///
/// ```
/// use agent_identity_wasm::{AgentIdentity, AgentKey, AgentRuntimeId, AgentTaskId, UnixTime, VerifyOptions, verify};
///
/// let key = AgentKey::generate(&[7; 64]); // from a secure source, in earnest
/// let agent = AgentIdentity::new(AgentRuntimeId::new("agent-1").unwrap(), key);
/// let now = UnixTime::from_millis(1_795_328_169_000).unwrap();
/// let header = agent.authorization_header(&AgentTaskId::new("task-1").unwrap(), now);
///
/// let assertion = verify(&header, &agent.public_key(), &VerifyOptions::at(now)).unwrap();
/// assert_eq!(assertion.signed_text(), "agent-1:task-1:2026-11-22T06:16:09Z");
/// ```
pub fn verify(header: &str, key: &AgentPublicKey, options: &VerifyOptions) -> Result<Assertion> {
    let assertion = Assertion::parse(header)?;
    assertion.verify(key, options)?;
    Ok(assertion)
}

impl Assertion {
    /// Judges signature, freshness and expected ids, in this order.
    pub fn verify(&self, key: &AgentPublicKey, options: &VerifyOptions) -> Result<()> {
        key.verify(self.signed_text(), self.signature())?;
        options.window.check(self.timestamp(), options.now)?;
        expect(
            ErrorCode::AgentRuntimeIdUnexpected,
            self.agent_runtime_id(),
            options.expected_agent_runtime_id.as_ref(),
        )?;
        expect(ErrorCode::TaskIdUnexpected, self.task_id(), options.expected_task_id.as_ref())
    }
}

pub(crate) fn expect<Id: PartialEq + AsRef<str>>(
    code: ErrorCode,
    found: &Id,
    expected: Option<&Id>,
) -> Result<()> {
    match expected.filter(|expected| *expected != found) {
        Some(expected) => {
            let (found, expected) = (shown(found.as_ref()), shown(expected.as_ref()));
            let message = format!("the assertion is for {found}, not for {expected}");
            Err(Error::new(code, message))
        }
        None => Ok(()),
    }
}
