//! The authority's responses, with plain and sealed task ids.

use super::given;
use agent_identity_wasm::read_agent_registration_response;

pub fn run(data: &[u8]) {
    given::utf8(data, |body| {
        let _ = read_agent_registration_response(body);
        if let Ok(task) = given::AGENT.read_task_registration_response(body, None) {
            assert_eq!(task.agent_runtime_id, *given::AGENT.agent_runtime_id());
        }
    });
}
