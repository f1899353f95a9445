use crate::{at, json, private_key, text};
use agent_identity_wasm::{
    AccessToken, AccountId, AgentIdentity, AgentKey, AgentRegistration, AgentRuntimeId, AgentTaskId,
    AgentTaskKind, BillOfMaterials, Endpoints, Environment, ErrorCode, ExternalTaskRef, MAX_TTL_SECONDS,
    RegisteredAgentTask, read_agent_registration_response,
};
use wasm_bindgen_test::wasm_bindgen_test;

fn agent() -> AgentIdentity {
    AgentIdentity::new(AgentRuntimeId::new("agent-1").unwrap(), AgentKey::generate(&[5; 64]))
}

fn registration(key: &AgentKey) -> AgentRegistration {
    let bill_of_materials = BillOfMaterials {
        agent_version: "0.169.0".into(),
        agent_harness_id: "codex-cli".into(),
        running_location: "exec-linux".into(),
    };
    AgentRegistration::new(key.public_key(), bill_of_materials)
}

#[wasm_bindgen_test(unsupported = test)]
fn agent_registrations_are_the_recorded_bytes() {
    for recording in [
        include_str!("../vectors/codex-cli-0.169.0-chatgpt.json"),
        include_str!("../vectors/codex-cli-0.169.0-chatgpt-fedramp.json"),
    ] {
        let recording = json(recording);
        let key = private_key(text(&recording["auth_json_agent_identity"], "agent_private_key"));
        let recorded = &recording["requests"][0];
        let token = AccessToken::new("<access token>").unwrap();
        let fedramp = recording["fedramp"].as_bool().unwrap();
        let ours = registration(&key).request(&token, fedramp, &Environment::Production.into()).unwrap();
        assert_eq!(ours.body, text(recorded, "body"));
        assert_eq!(ours.url, "https://auth.openai.com/api/accounts/v1/agent/register");
        for (name, value) in &ours.headers {
            assert_eq!(value, text(&recorded["headers"], &name.to_lowercase()));
        }
        assert_eq!(ours.headers.len(), if fedramp { 3 } else { 2 });
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn invalid_registrations_are_refused() {
    let key = AgentKey::generate(&[5; 64]);
    let token = AccessToken::new("t").unwrap();
    let code = |registration: AgentRegistration| {
        let request = registration.request(&token, false, &Environment::Production.into());
        request.err().map(|error| error.code())
    };
    let good = registration(&key);
    let changed = |change: &dyn Fn(&mut AgentRegistration)| {
        let mut registration = good.clone();
        change(&mut registration);
        code(registration)
    };
    assert_eq!(changed(&|it| it.ttl_seconds = Some(MAX_TTL_SECONDS)), None);
    assert_eq!(changed(&|it| it.capabilities.clear()), None);
    let too_long = changed(&|it| it.ttl_seconds = Some(MAX_TTL_SECONDS + 1));
    assert_eq!(too_long, Some(ErrorCode::NumberOutOfRange));
    for text in ["", "a\nb", &"x".repeat(257)] {
        let capability = changed(&|it| it.capabilities = vec![text.into()]);
        assert_eq!(capability, Some(ErrorCode::RegistrationTextInvalid), "{text:?}");
        let version = changed(&|it| it.bill_of_materials.agent_version = text.into());
        assert_eq!(version, Some(ErrorCode::RegistrationTextInvalid), "{text:?}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn the_reference_is_the_last_member_and_is_optional() {
    let (agent, endpoints) = (agent(), Endpoints::from(Environment::Staging));
    let reference = ExternalTaskRef::new("thread \"é\"").unwrap();
    let with = agent.task_registration_request(Some(&reference), &endpoints, at(0)).body;
    let without = agent.task_registration_request(None, &endpoints, at(0)).body;
    let start = without.strip_suffix('}').unwrap();
    assert_eq!(with, format!(r#"{start},"external_task_ref":"thread \"é\""}}"#));
    assert!(without.starts_with(r#"{"timestamp":"1970-01-01T00:00:00Z","signature":""#));
    for text in ["", " a", "a\n", &"x".repeat(513)] {
        assert_eq!(ExternalTaskRef::new(text).unwrap_err().code(), ErrorCode::ExternalTaskRefInvalid);
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn headers_of_a_first_party_request() {
    let (agent, task, account) = (agent(), AgentTaskId::new("t").unwrap(), AccountId::new("acc").unwrap());
    let names = |fedramp| {
        let headers = agent.request_headers(&task, &account, fedramp, at(0));
        headers.iter().map(|(name, _)| *name).collect::<Vec<_>>()
    };
    assert_eq!(names(false), ["Authorization", "ChatGPT-Account-ID"]);
    assert_eq!(names(true), ["Authorization", "ChatGPT-Account-ID", "X-OpenAI-Fedramp"]);
    let headers = agent.request_headers(&task, &account, true, at(0));
    assert_eq!(headers[0].1, agent.authorization_header(&task, at(0)));
    assert_eq!((headers[1].1.as_str(), headers[2].1.as_str()), ("acc", "true"));
}

#[wasm_bindgen_test(unsupported = test)]
fn a_task_has_a_kind_and_an_owner() {
    let agent = agent();
    let task = agent.read_task_registration_response(r#"{"task_id":"t"}"#, None).unwrap();
    assert_eq!((task.kind(), agent.own_task(&task).unwrap().as_str()), (AgentTaskKind::Background, "t"));
    let thread = RegisteredAgentTask { external_task_ref: ExternalTaskRef::new("x").ok(), ..task.clone() };
    assert_eq!(thread.kind().as_str(), "thread");
    let foreign = RegisteredAgentTask { agent_runtime_id: AgentRuntimeId::new("agent-2").unwrap(), ..task };
    assert_eq!(agent.own_task(&foreign).unwrap_err().code(), ErrorCode::TaskOfOtherAgent);
}

#[wasm_bindgen_test(unsupported = test)]
fn the_first_id_that_is_present_wins() {
    use ErrorCode::*;
    let agent = agent();
    let read = |body| agent.read_task_registration_response(body, None).map(|task| task.task_id.to_string());
    assert_eq!(read(r#"{"taskId":"b","task_id":"a"}"#).unwrap(), "a");
    assert_eq!(read(r#"{"encrypted_task_id":"x","taskId":"b"}"#).unwrap(), "b");
    assert_eq!(read(r#"{"task_id":null,"taskId":"b","status":[1]}"#).unwrap(), "b");
    for (body, code) in [
        (r#"{}"#, TaskIdMissing),
        (r#"{"task_id":null}"#, TaskIdMissing),
        (r#"{"task_id":""}"#, TaskIdInvalid),
        (r#"{"task_id":5}"#, JsonMemberNotString),
        (r#"{"task_id":"a","task_id":"b"}"#, JsonMemberDuplicate),
        (r#"{"encryptedTaskId":"x"}"#, SealedTaskIdMalformed),
        (r#"{"encryptedTaskId":""}"#, SealedTaskIdUnopenable),
        (r#"{"encryptedTaskId":"AAAA"}"#, SealedTaskIdUnopenable),
        ("[]", JsonNotObject),
        ("<html>", JsonInvalid),
    ] {
        assert_eq!(read(body).unwrap_err().code(), code, "{body}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_new_agent_s_id_is_read() {
    let id = read_agent_registration_response(r#"{"agent_runtime_id":"agent-9","x":1}"#).unwrap();
    assert_eq!(id.as_str(), "agent-9");
    for body in ["{}", r#"{"agent_runtime_id":null}"#, r#"{"agent_runtime_id":"a:b"}"#, "", "null"] {
        assert!(read_agent_registration_response(body).is_err(), "{body}");
    }
}
