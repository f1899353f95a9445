use agent_identity_wasm::{AgentIdentity, AgentKey, AgentRuntimeId, AgentTaskId, ErrorCode, seal_task_id};
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
fn what_is_sealed_for_an_agent_it_alone_can_open() {
    let (agent, stranger) = (agent(1), agent(2));
    for id in ["t", "task-0001-é-雪", &"x".repeat(256)] {
        let sealed = seal_task_id(&AgentTaskId::new(id).unwrap(), &agent.public_key(), [9; 32]).unwrap();
        assert_eq!(open(&agent, &sealed).unwrap(), id);
        assert_eq!(open(&stranger, &sealed), Err(ErrorCode::SealedTaskIdUnopenable));
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_box_that_was_touched_stays_shut() {
    let agent = agent(1);
    let sealed = seal_task_id(&AgentTaskId::new("task-1").unwrap(), &agent.public_key(), [9; 32]).unwrap();
    for at in 0..sealed.len() {
        let mut bytes = sealed.clone().into_bytes();
        bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
        // The top bit of an X25519 key counts for nothing in the exchange, but for the nonce.
        assert!(open(&agent, std::str::from_utf8(&bytes).unwrap()).is_err(), "character {at}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn fresh_randomness_gives_another_box() {
    let (agent, id) = (agent(1), AgentTaskId::new("task-1").unwrap());
    let seal = |random| seal_task_id(&id, &agent.public_key(), [random; 32]).unwrap();
    assert_ne!(seal(1), seal(2));
}
