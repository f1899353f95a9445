use super::JsResult;
use super::agent_public_key::AgentPublicKey;
use super::error::Result;
use super::input::{self, MAX_BODY, MAX_TEXT, Options, json, text};
use super::{endpoints, output};
use crate::http::AccessToken;
use crate::registration::{self, AgentRegistration, BillOfMaterials, agent};
use crate::stack::zeroized;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(js_name = agentRegistrationRequest)]
pub fn agent_registration_request(options: &JsValue, public_key: &AgentPublicKey) -> JsResult {
    let options = Options::required(options, "options")?;
    let registration = AgentRegistration {
        public_key: public_key.0,
        bill_of_materials: bill_of_materials(&options.expect("billOfMaterials")?)?,
        capabilities: capabilities(&options)?,
        ttl_seconds: ttl_seconds(&options)?,
    };
    let token = AccessToken::new(options.text("accessToken", MAX_TEXT)?)?;
    let endpoints = endpoints::of_options(&options)?;
    output::request(&registration.request(&token, options.flag("fedramp")?, &endpoints)?)
}

fn bill_of_materials(value: &JsValue) -> JsResult<BillOfMaterials> {
    let bill = Options::required(value, "billOfMaterials")?;
    Ok(BillOfMaterials {
        agent_version: bill.text("agentVersion", MAX_TEXT)?,
        agent_harness_id: bill.text("agentHarnessId", MAX_TEXT)?,
        running_location: bill.text("runningLocation", MAX_TEXT)?,
    })
}

fn capabilities(options: &Options) -> JsResult<Vec<String>> {
    match options.get("capabilities")? {
        None => Ok(vec![agent::DEFAULT_CAPABILITY.to_owned()]),
        Some(list) => {
            let length = input::list_length(&list, "capabilities", 256)?;
            let capability = |index| input::item(&list, "capabilities", index);
            (0..length).map(|index| Ok(text(&capability(index)?, "a capability", MAX_TEXT)?)).collect()
        }
    }
}

fn ttl_seconds(options: &Options) -> JsResult<Option<u64>> {
    let given = options.get("ttlSeconds")?.filter(|value| !value.is_null());
    Ok(given.map(|value| input::whole_number(&value, "ttlSeconds", agent::MAX_TTL_SECONDS)).transpose()?)
}

#[wasm_bindgen(js_name = readAgentRegistrationResponse)]
pub fn read_agent_registration_response(body: &JsValue) -> JsResult<String> {
    let id = registration::read_agent_registration_response(&json(body, "the response", MAX_BODY)?)?;
    Ok(id.as_str().to_owned())
}

#[wasm_bindgen(js_name = verifyTaskRegistration)]
pub fn verify_task_registration(
    body: &JsValue,
    agent_runtime_id: &JsValue,
    public_key: &AgentPublicKey,
    options: &JsValue,
) -> JsResult {
    let options = Options::optional(options, "options")?;
    output::task_registration(&registration::verify_task_registration(
        &json(body, "the registration", MAX_BODY)?,
        &input::agent_runtime_id(agent_runtime_id, "agentRuntimeId")?,
        &public_key.0,
        input::now(&options)?,
        input::window(&options)?,
    )?)
}

#[wasm_bindgen(js_name = sealTaskId)]
pub fn seal_task_id(task_id: &JsValue, public_key: &AgentPublicKey) -> JsResult<String> {
    let task_id = input::task_id(task_id, "taskId")?;
    Ok(zeroized(|| -> Result<String> {
        let mut random = [0; 32];
        super::fill_random(&mut random)?;
        Ok(registration::seal_task_id(&task_id, &public_key.0, random)?)
    })?)
}
