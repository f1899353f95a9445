//! A task id that only the agent can read: base64 of a libsodium sealed box (`crypto_box_seal`).

use crate::base64;
use crate::error::{Error, ErrorCode, Result};
use crate::id::AgentTaskId;
use crate::key::{AgentKey, AgentPublicKey};
use blake2::digest::consts::U24;
use blake2::{Blake2b, Digest};
use crypto_box::aead::Aead;
use crypto_box::{Nonce, PublicKey, SalsaBox, SecretKey};
use curve25519_dalek::constants::X25519_BASEPOINT;
use zeroize::Zeroizing;

/// The length of the ephemeral public key at the start of a sealed box.
const EPHEMERAL_BYTES: usize = 32;

/// Seals a task id for the agent that has `key`, as an authority does.
///
/// `random` is the ephemeral secret: 32 fresh random bytes. Anyone who knows it can open the box.
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
    let random = Zeroizing::new(random);
    let (recipient, secret) = (key.sealing_key(), SecretKey::from(*random));
    let ephemeral = PublicKey::from(X25519_BASEPOINT.mul_clamped(*random).to_bytes());
    let nonce = nonce(&ephemeral, &recipient);
    let sealed = SalsaBox::new(&recipient, &secret).encrypt(&nonce, task_id.as_str().as_bytes());
    let sealed = sealed.map_err(|_| unopenable())?;
    Ok(base64::encode_standard(&[ephemeral.as_bytes(), sealed.as_slice()].concat()))
}

pub(super) fn open_task_id(sealed: &str, key: &AgentKey) -> Result<AgentTaskId> {
    let malformed =
        |what: String| Error::new(ErrorCode::SealedTaskIdMalformed, format!("the sealed task id {what}"));
    let bytes = base64::decode_standard(sealed).map_err(malformed)?;
    let opened = open(&bytes, key).ok_or_else(unopenable)?;
    let text = String::from_utf8(opened).map_err(|_| malformed("is not UTF-8 once opened".into()))?;
    AgentTaskId::new(text)
}

fn open(bytes: &[u8], key: &AgentKey) -> Option<Vec<u8>> {
    let (ephemeral, sealed) = bytes.split_first_chunk::<EPHEMERAL_BYTES>()?;
    let ephemeral = PublicKey::from(*ephemeral);
    let nonce = nonce(&ephemeral, &key.public_key().sealing_key());
    SalsaBox::new(&ephemeral, &key.sealing_secret()).decrypt(&nonce, sealed).ok()
}

/// Returns the nonce: BLAKE2b-192 of the two public keys, as in libsodium.
fn nonce(ephemeral: &PublicKey, recipient: &PublicKey) -> Nonce {
    Blake2b::<U24>::new().chain_update(ephemeral.as_bytes()).chain_update(recipient.as_bytes()).finalize()
}

fn unopenable() -> Error {
    Error::new(ErrorCode::SealedTaskIdUnopenable, "the sealed task id cannot be opened with this agent's key")
}
