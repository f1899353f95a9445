use super::JsResult;
use super::agent_key::AgentKey;
use super::agent_public_key::AgentPublicKey;
use super::input::{self, MAX_BODY, MAX_TEXT, Options, json};
use super::{endpoints, output};
use crate::http::AccountId;
use crate::id::AgentTaskId;
use crate::task::RegisteredAgentTask;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
pub struct AgentIdentity(crate::AgentIdentity);

#[wasm_bindgen]
impl AgentIdentity {
    #[wasm_bindgen(constructor)]
    pub fn new(agent_runtime_id: &JsValue, key: &AgentKey) -> JsResult<AgentIdentity> {
        let agent_runtime_id = input::agent_runtime_id(agent_runtime_id, "agentRuntimeId")?;
        Ok(Self(crate::AgentIdentity::new(agent_runtime_id, key.0.clone())))
    }

    #[wasm_bindgen(js_name = agentRuntimeId)]
    pub fn agent_runtime_id(&self) -> JsResult<String> {
        input::ensure_working_memory()?;
        Ok(self.0.agent_runtime_id().as_str().to_owned())
    }

    #[wasm_bindgen(js_name = publicKey)]
    pub fn public_key(&self) -> JsResult<AgentPublicKey> {
        input::ensure_working_memory()?;
        Ok(AgentPublicKey(self.0.public_key()))
    }

    #[wasm_bindgen(js_name = authorizationHeader)]
    pub fn authorization_header(&self, task: &JsValue, options: &JsValue) -> JsResult<String> {
        let options = Options::optional(options, "options")?;
        Ok(self.0.authorization_header(&self.own_task(task)?, input::now(&options)?))
    }

    #[wasm_bindgen(js_name = requestHeaders)]
    pub fn request_headers(&self, task: &JsValue, options: &JsValue) -> JsResult {
        let options = Options::required(options, "options")?;
        let account_id = AccountId::new(options.text("accountId", MAX_TEXT)?)?;
        let (fedramp, now) = (options.flag("fedramp")?, input::now(&options)?);
        output::headers(&self.0.request_headers(&self.own_task(task)?, &account_id, fedramp, now))
    }

    #[wasm_bindgen(js_name = taskRegistrationRequest)]
    pub fn task_registration_request(&self, options: &JsValue) -> JsResult {
        let options = Options::optional(options, "options")?;
        let (external_task_ref, now) =
            (options.optional_external_task_ref("externalTaskRef")?, input::now(&options)?);
        let endpoints = endpoints::of_options(&options)?;
        output::request(&self.0.task_registration_request(external_task_ref.as_ref(), &endpoints, now))
    }

    #[wasm_bindgen(js_name = readTaskRegistrationResponse)]
    pub fn read_task_registration_response(&self, body: &JsValue, options: &JsValue) -> JsResult {
        let options = Options::optional(options, "options")?;
        let external_task_ref = options.optional_external_task_ref("externalTaskRef")?;
        let body = json(body, "the response", MAX_BODY)?;
        output::task(&self.0.read_task_registration_response(&body, external_task_ref)?)
    }

    fn own_task(&self, value: &JsValue) -> JsResult<AgentTaskId> {
        if value.is_string() {
            return Ok(input::task_id(value, "task")?);
        }
        let task = Options::required(value, "task")
            .map_err(|_| input::wrong_type("task", "a task id or a RegisteredAgentTask", value))?;
        let task = RegisteredAgentTask {
            agent_runtime_id: input::agent_runtime_id(
                &task.expect("agentRuntimeId")?,
                "task.agentRuntimeId",
            )?,
            task_id: input::task_id(&task.expect("taskId")?, "task.taskId")?,
            external_task_ref: None,
        };
        Ok(self.0.own_task(&task)?.clone())
    }
}
