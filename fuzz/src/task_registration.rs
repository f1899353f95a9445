//! Task registrations, as an authority receives them. The agent itself could have written every one that passes.

use super::given;
use agent_identity_wasm::verify_task_registration;

pub fn run(data: &[u8]) {
    given::utf8(data, |body| {
        let (options, agent) = (given::options(), &*given::AGENT);
        let (id, key) = (agent.agent_runtime_id(), agent.public_key());
        let verdict = verify_task_registration(body, id, &key, options.now, options.window);
        assert!(verdict.is_err() || body.contains("timestamp") || body.contains('\\'));
    });
}
