use crate::{at, check_all, json, public_key, text, window_of};
use agent_identity_wasm::{AgentRuntimeId, verify_task_registration};
use wasm_bindgen_test::wasm_bindgen_test;

const REGISTRATIONS: &str = include_str!("../vectors/registrations.json");

#[wasm_bindgen_test(unsupported = test)]
fn every_registration_gets_the_verdict_of_its_row() {
    let table = json(REGISTRATIONS);
    check_all(&table["cases"], |case| {
        let key = public_key(case["public_key"].as_str().unwrap_or(text(&table, "public_key")));
        let agent_runtime_id = AgentRuntimeId::new(text(case, "agent_runtime_id"))?;
        let now = at(case["now_ms"].as_i64().unwrap());
        let registration =
            verify_task_registration(text(case, "body"), &agent_runtime_id, &key, now, window_of(case))?;
        let found = registration.external_task_ref.as_ref().map(AsRef::as_ref);
        assert_eq!(found, case["external_task_ref"].as_str(), "{}", case["name"]);
        Ok(())
    });
}
