//! A task id that only the agent can read: base64 of a libsodium sealed box (`crypto_box_seal`).

use crate::base64;
use crate::error::{Error, ErrorCode, Result};
use crate::id::AgentTaskId;
use crate::key::{AgentKey, AgentPublicKey};
use rand_core::{CryptoRng, RngCore};
use zeroize::Zeroizing;

/// Seals a task id for the agent that has `key`, for whoever plays the authority.
///
/// `random` is 32 fresh random bytes, the ephemeral secret: whoever knows it can open the box.
///
/// ```
/// use agent_identity_wasm::{AgentIdentity, AgentKey, AgentRuntimeId, AgentTaskId, seal_task_id};
///
/// let agent = AgentIdentity::new(AgentRuntimeId::new("agent-1").unwrap(), AgentKey::generate(&[7; 64]));
/// let sealed = seal_task_id(&AgentTaskId::new("task-1").unwrap(), &agent.public_key(), [9; 32]).unwrap();
/// let task = agent.read_task_registration_response(&format!(r#"{{"encrypted_task_id":"{sealed}"}}"#), None).unwrap();
/// assert_eq!(task.task_id.as_str(), "task-1");
/// ```
pub fn seal_task_id(task_id: &AgentTaskId, key: &AgentPublicKey, random: [u8; 32]) -> Result<String> {
    let mut ephemeral = Given(Zeroizing::new(random));
    let sealed = key.sealing_key().seal(&mut ephemeral, task_id.as_str().as_bytes());
    sealed.map(|sealed| base64::encode_standard(&sealed)).map_err(|_| unopenable())
}

pub(super) fn open_task_id(sealed: &str, key: &AgentKey) -> Result<AgentTaskId> {
    let malformed =
        |what: String| Error::new(ErrorCode::SealedTaskIdMalformed, format!("the sealed task id {what}"));
    let bytes = base64::decode_standard(sealed).map_err(malformed)?;
    let opened = key.sealing_secret().unseal(&bytes).map_err(|_| unopenable())?;
    let text = String::from_utf8(opened).map_err(|_| malformed("is not UTF-8 once opened".into()))?;
    AgentTaskId::new(text)
}

fn unopenable() -> Error {
    Error::new(ErrorCode::SealedTaskIdUnopenable, "the sealed task id cannot be opened with this agent's key")
}

/// The random bytes that the caller gave, in the shape in which crypto_box takes randomness.
struct Given(Zeroizing<[u8; 32]>);

impl RngCore for Given {
    fn fill_bytes(&mut self, to: &mut [u8]) {
        to.iter_mut().zip(self.0.iter()).for_each(|(to, from)| *to = *from);
    }

    fn try_fill_bytes(&mut self, to: &mut [u8]) -> Result<(), rand_core::Error> {
        self.fill_bytes(to);
        Ok(())
    }

    fn next_u32(&mut self) -> u32 {
        rand_core::impls::next_u32_via_fill(self)
    }

    fn next_u64(&mut self) -> u64 {
        rand_core::impls::next_u64_via_fill(self)
    }
}

impl CryptoRng for Given {}
