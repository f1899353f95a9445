use super::Assertion;
use crate::base64;
use crate::error::{Error, ErrorCode, Result};
use crate::freshness::FreshnessWindow;
use crate::id::{AgentRuntimeId, AgentTaskId};
use crate::key::AgentPublicKey;
use crate::secret::quoted;
use crate::timestamp::UnixTime;
use sha2::{Digest, Sha256};

/// The conditions under which a verifier accepts an assertion.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct VerifyOptions {
    /// The verifier's clock.
    pub now: UnixTime,
    /// The distance that the timestamp may have from the clock.
    pub window: FreshnessWindow,
    /// The only agent that is accepted, if one is given.
    pub expected_agent_runtime_id: Option<AgentRuntimeId>,
    /// The only task that is accepted, if one is given.
    pub expected_task_id: Option<AgentTaskId>,
}

impl VerifyOptions {
    /// Accepts any agent and any task within 300 seconds each way.
    pub fn at(now: UnixTime) -> Self {
        Self {
            now,
            window: FreshnessWindow::default(),
            expected_agent_runtime_id: None,
            expected_task_id: None,
        }
    }
}

/// Reads a header value and checks its form, signature, freshness and expected ids, in this order. Returns an error if
/// a check fails.
///
/// A captured header passes until it expires, because the protocol does not have a nonce.
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
    /// True if `key` made the signature. The age and the ids are not judged: see [`Self::verify`].
    pub fn is_signed_by(&self, key: &AgentPublicKey) -> bool {
        key.verifies(self.signed_text().as_bytes(), self.signature())
    }

    /// Identifies the assertion to a guard against replays: base64url(SHA-256(public key ‖ signed text)), 43
    /// characters. Returns `None` if `key` did not make the signature, because only a verified assertion is worth
    /// remembering.
    ///
    /// The envelope is not part of the id, so another encoding of the same assertion has the same id.
    ///
    /// ```
    /// use agent_identity_wasm::{AgentIdentity, AgentKey, AgentRuntimeId, AgentTaskId, Assertion, UnixTime};
    ///
    /// let agent = AgentIdentity::new(AgentRuntimeId::new("agent-1").unwrap(), AgentKey::generate(&[7; 64]));
    /// let header = agent.authorization_header(&AgentTaskId::new("task-1").unwrap(), UnixTime::from_millis(0).unwrap());
    /// let assertion = Assertion::parse(&header).unwrap();
    /// assert_eq!(assertion.replay_id(&agent.public_key()).unwrap().len(), 43);
    /// ```
    pub fn replay_id(&self, key: &AgentPublicKey) -> Option<String> {
        let digest = Sha256::new().chain_update(key.to_bytes()).chain_update(self.signed_text());
        self.is_signed_by(key).then(|| base64::encode_url(&digest.finalize()))
    }

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
            let (found, expected) = (quoted(found.as_ref()), quoted(expected.as_ref()));
            let message = format!("the assertion is for {found}, not for {expected}");
            Err(Error::new(code, message))
        }
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::AgentKey;
    use crate::timestamp::Timestamp;

    fn signed(task_id: &str, by: &AgentKey) -> Assertion {
        let agent = AgentRuntimeId::new("agent-1").unwrap();
        let task = AgentTaskId::new(task_id).unwrap();
        let now = UnixTime::from_millis(1_795_328_169_000).unwrap();
        let header = super::super::header(by, &agent, &task, now.into());
        Assertion::parse(&header).unwrap()
    }

    #[test]
    fn an_assertion_survives_being_taken_apart() {
        let key = AgentKey::generate(&[7; 64]);
        let assertion = signed("task:1 é", &key);
        let again = Assertion::from_parts(
            assertion.agent_runtime_id().clone(),
            assertion.task_id().clone(),
            assertion.timestamp(),
            *assertion.signature(),
        );
        assert_eq!(again.signed_text(), assertion.signed_text());
        assert_eq!(again.unsigned_members(), assertion.unsigned_members());
        assert!(again.is_signed_by(&key.public_key()));
    }

    #[test]
    fn only_the_signer_and_the_signed_text_fit() {
        let (key, other) = (AgentKey::generate(&[7; 64]), AgentKey::generate(&[8; 64]));
        let assertion = signed("task-1", &key);
        assert!(assertion.is_signed_by(&key.public_key()));
        assert!(!assertion.is_signed_by(&other.public_key()));
        let later: Timestamp = "2026-11-22T06:16:10Z".parse().unwrap();
        let moved = Assertion::from_parts(
            assertion.agent_runtime_id().clone(),
            assertion.task_id().clone(),
            later,
            *assertion.signature(),
        );
        assert!(!moved.is_signed_by(&key.public_key()));
    }

    #[test]
    fn the_replay_id_is_of_key_and_signed_text() {
        let key = AgentKey::generate(&[7; 64]);
        let id = |task_id, key: &AgentKey| signed(task_id, key).replay_id(&key.public_key()).unwrap();
        let signed_text = "agent-1:task-1:2026-11-22T06:16:09Z";
        let expected =
            Sha256::digest([key.public_key().to_bytes().as_slice(), signed_text.as_bytes()].concat());
        assert_eq!(id("task-1", &key), base64::encode_url(&expected));
        assert_ne!(id("task-1", &key), id("task-2", &key));
        assert_ne!(id("task-1", &key), id("task-1", &AgentKey::generate(&[8; 64])));
    }

    #[test]
    fn an_assertion_of_another_key_has_no_replay_id() {
        let (key, other) = (AgentKey::generate(&[7; 64]), AgentKey::generate(&[8; 64]));
        assert_eq!(signed("task-1", &key).replay_id(&other.public_key()), None);
    }
}
