use agent_identity_wasm::{AgentIdentity, AgentKey, AgentRuntimeId, AgentTaskId, ErrorCode, seal_task_id};
use base64ct::{Base64, Encoding};
use crypto_box::aead::rand_core::{CryptoRng, Error, RngCore, impls};
use wasm_bindgen_test::wasm_bindgen_test;

fn agent(random: u8) -> AgentIdentity {
    AgentIdentity::new(AgentRuntimeId::new("agent-1").unwrap(), AgentKey::generate(&[random; 64]))
}

fn open(agent: &AgentIdentity, sealed: &str) -> Result<String, ErrorCode> {
    let body = format!(r#"{{"encryptedTaskId":"{sealed}"}}"#);
    let task = agent.read_task_registration_response(&body, None);
    task.map(|task| task.task_id.to_string()).map_err(|error| error.code())
}

#[wasm_bindgen_test(unsupported = test)]
fn only_the_agent_can_open_a_task_id_sealed_for_it() {
    let (agent, stranger) = (agent(1), agent(2));
    for id in ["t", "task-0001-é-雪", &"x".repeat(256)] {
        let sealed = seal_task_id(&AgentTaskId::new(id).unwrap(), &agent.public_key(), [9; 32]).unwrap();
        assert_eq!(open(&agent, &sealed).unwrap(), id);
        assert_eq!(open(&stranger, &sealed), Err(ErrorCode::SealedTaskIdUnopenable));
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_modified_box_cannot_be_opened() {
    let agent = agent(1);
    let sealed = seal_task_id(&AgentTaskId::new("task-1").unwrap(), &agent.public_key(), [9; 32]).unwrap();
    for at in 0..sealed.len() {
        let mut bytes = sealed.clone().into_bytes();
        bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
        // X25519 ignores the top bit of a public key, but the nonce depends on it.
        assert!(open(&agent, std::str::from_utf8(&bytes).unwrap()).is_err(), "character {at}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn fresh_randomness_gives_another_box() {
    let (agent, id) = (agent(1), AgentTaskId::new("task-1").unwrap());
    let seal = |random| seal_task_id(&id, &agent.public_key(), [random; 32]).unwrap();
    assert_ne!(seal(1), seal(2));
}

/// A random number generator that counts, for boxes whose contents need not be secret.
struct Counting(u64);

impl CryptoRng for Counting {}

impl RngCore for Counting {
    fn next_u32(&mut self) -> u32 {
        impls::next_u32_via_fill(self)
    }

    fn next_u64(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(1);
        self.0
    }

    fn fill_bytes(&mut self, dest: &mut [u8]) {
        impls::fill_bytes_via_next(self, dest);
    }

    fn try_fill_bytes(&mut self, dest: &mut [u8]) -> Result<(), Error> {
        self.fill_bytes(dest);
        Ok(())
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_task_id_sealed_by_crypto_box_is_opened_and_checked() {
    use ErrorCode::*;
    let (agent, mut numbers) = (agent(1), Counting(0));
    let public = ed25519_dalek::VerifyingKey::from_bytes(&agent.public_key().to_bytes()).unwrap();
    let recipient = crypto_box::PublicKey::from(public.to_montgomery().to_bytes());
    for (content, outcome) in [
        (&b"task-1"[..], Ok("task-1")),
        (b"", Err(TaskIdInvalid)),
        (b"a\nb", Err(TaskIdInvalid)),
        (&[b'x'; 257], Err(TaskIdInvalid)),
        (b"task\xff", Err(SealedTaskIdMalformed)),
        (b"\xed\xa0\x80", Err(SealedTaskIdMalformed)),
    ] {
        let sealed = recipient.seal(&mut numbers, content).unwrap();
        let opened = open(&agent, &Base64::encode_string(&sealed));
        assert_eq!(opened, outcome.map(str::to_owned), "{content:?}");
    }
}
