use crate::{check_all, json, text};
use agent_identity_wasm::{AgentRuntimeId, Endpoints};
use wasm_bindgen_test::wasm_bindgen_test;

const ENDPOINTS: &str = include_str!("../vectors/endpoints.json");

#[wasm_bindgen_test(unsupported = test)]
fn every_base_gives_the_urls_of_its_row() {
    check_all(&json(ENDPOINTS)["cases"], |case| {
        let base = case["base"].as_str().unwrap_or("production");
        let endpoints = Endpoints::resolve(base, case["auth_api_base"].as_str())?;
        let agent_runtime_id = AgentRuntimeId::new(text(case, "agent_runtime_id"))?;
        let expected = &case["expected"];
        assert_eq!(endpoints.chatgpt_base_url(), text(expected, "chatgpt_base_url"));
        assert_eq!(endpoints.auth_api_base_url(), text(expected, "auth_api_base_url"));
        assert_eq!(endpoints.jwks_url(), text(expected, "jwks_url"));
        assert_eq!(endpoints.agent_registration_url(), text(expected, "agent_registration_url"));
        assert_eq!(
            endpoints.task_registration_url(&agent_runtime_id),
            text(expected, "task_registration_url")
        );
        Ok(())
    });
}
