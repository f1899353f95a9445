use crate::{json, private_key, text, time_of};
use agent_identity_wasm::{
    AgentIdentity, AgentKey, AgentRuntimeId, AgentTaskId, Assertion, Endpoints, ErrorCode, FreshnessWindow,
    VerifyOptions, verify, verify_task_registration,
};
use serde_json::Value;
use wasm_bindgen_test::wasm_bindgen_test;

const RECORDINGS: [&str; 3] = [
    include_str!("../vectors/codex-cli-0.169.0-chatgpt.json"),
    include_str!("../vectors/codex-cli-0.169.0-chatgpt-fedramp.json"),
    include_str!("../vectors/codex-cli-0.169.0-jwt.json"),
];

struct Recording {
    key: AgentKey,
    agent: AgentIdentity,
    value: Value,
}

impl Recording {
    fn all() -> impl Iterator<Item = Self> {
        RECORDINGS.iter().map(|text| Self::read(json(text)))
    }

    fn read(value: Value) -> Self {
        let (stored, given) = (&value["auth_json_agent_identity"], &value["identity"]);
        let pkcs8 = stored["agent_private_key"].as_str().or(given["private_key_pkcs8_base64"].as_str());
        let runtime_id = stored["agent_runtime_id"].as_str().or(given["agent_runtime_id"].as_str());
        let key = private_key(pkcs8.unwrap());
        let agent = AgentIdentity::new(AgentRuntimeId::new(runtime_id.unwrap()).unwrap(), key.clone());
        Self { key, agent, value }
    }

    fn requests(&self) -> impl Iterator<Item = &Value> {
        self.value["requests"].as_array().unwrap().iter()
    }

    fn headers(&self) -> impl Iterator<Item = &str> {
        let authorizations =
            self.requests().filter_map(|request| request["headers"]["authorization"].as_str());
        authorizations.filter(|value| value.starts_with("AgentAssertion"))
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn the_recorded_headers_verify_and_are_reproduced() {
    let mut count = 0;
    for recording in Recording::all() {
        for header in recording.headers() {
            let assertion = Assertion::parse(header).unwrap();
            let now = time_of(&assertion.timestamp().to_string());
            verify(header, &recording.key.public_key(), &VerifyOptions::at(now)).unwrap();
            assert_eq!(recording.agent.authorization_header(assertion.task_id(), now), header);
            count += 1;
        }
    }
    assert_eq!(count, 21);
}

#[wasm_bindgen_test(unsupported = test)]
fn another_key_or_another_expected_id_is_refused() {
    let stranger = AgentKey::generate(&[3; 64]).public_key();
    for recording in Recording::all() {
        for header in recording.headers() {
            let assertion = Assertion::parse(header).unwrap();
            let options = VerifyOptions::at(time_of(&assertion.timestamp().to_string()));
            let code = |key, options| verify(header, &key, &options).unwrap_err().code();
            let own = recording.key.public_key();
            assert_eq!(code(stranger, options.clone()), ErrorCode::SignatureInvalid);
            let agent = AgentRuntimeId::new(format!("{}x", assertion.agent_runtime_id())).ok();
            let mut other = options.clone();
            other.expected_agent_runtime_id = agent;
            assert_eq!(code(own, other), ErrorCode::AgentRuntimeIdUnexpected);
            let task = AgentTaskId::new(format!("{}x", assertion.task_id())).ok();
            let mut other = options;
            other.expected_task_id = task;
            assert_eq!(code(own, other), ErrorCode::TaskIdUnexpected);
        }
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn task_registrations_are_the_recorded_bytes() {
    for recording in Recording::all() {
        let request =
            recording.requests().find(|request| text(request, "path").ends_with("/task/register")).unwrap();
        let body = text(request, "body");
        let now = time_of(text(&json(body), "timestamp"));
        let endpoints =
            Endpoints::resolve("https://gateway.example", Some("https://gateway.example/")).unwrap();
        let ours = recording.agent.task_registration_request(None, &endpoints, now);
        assert_eq!(ours.body, body);
        assert_eq!(ours.url, format!("https://gateway.example{}", text(request, "path")));
        let verdict = verify_task_registration(
            body,
            recording.agent.agent_runtime_id(),
            &recording.key.public_key(),
            now,
            FreshnessWindow::default(),
        );
        assert_eq!(verdict.unwrap().external_task_ref, None);
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn the_authority_s_answers_are_read() {
    for recording in Recording::all() {
        let body = recording.value["authority"]["task_response"].to_string();
        let task = recording.agent.read_task_registration_response(&body, None).unwrap();
        assert_eq!(task.task_id.as_str(), text(&recording.value["authority"], "task_id"));
    }
}
