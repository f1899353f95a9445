use super::JsResult;
use super::input::{MAX_URL, Options, optional_text, text};
use super::output;
use crate::endpoint::Endpoints;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
pub fn endpoints(environment_or_base_url: &JsValue, overrides: &JsValue) -> JsResult {
    let overrides = Options::optional(overrides, "overrides")?;
    output::endpoints(&resolve(environment_or_base_url, &overrides)?)
}

#[wasm_bindgen(js_name = taskRegistrationUrl)]
pub fn task_registration_url(endpoints: &JsValue, agent_runtime_id: &JsValue) -> JsResult<String> {
    let endpoints = resolve(endpoints, &Options::optional(&JsValue::UNDEFINED, "overrides")?)?;
    Ok(endpoints.task_registration_url(&super::input::agent_runtime_id(agent_runtime_id, "agentRuntimeId")?))
}

/// The members `endpoints` and `authApiBaseUrl` of a call's options.
pub(super) fn of_options(options: &Options) -> JsResult<Endpoints> {
    resolve(&options.expect("endpoints")?, options)
}

/// `value` is an environment's name, a base URL, or what [`endpoints`] returned.
fn resolve(value: &JsValue, overrides: &Options) -> JsResult<Endpoints> {
    let auth_api = optional_text(&overrides.expect("authApiBaseUrl")?, "authApiBaseUrl", MAX_URL)?;
    if !value.is_object() {
        let base = optional_text(value, "endpoints", MAX_URL)?;
        return Ok(Endpoints::resolve(base.as_deref().unwrap_or("production"), auth_api.as_deref())?);
    }
    let given = Options::required(value, "endpoints")?;
    let url = |name| text(&given.expect(name)?, name, MAX_URL);
    let auth_api = auth_api.map_or_else(|| url("authApiBaseUrl"), Ok)?;
    Ok(Endpoints::resolve(&url("chatgptBaseUrl")?, Some(&auth_api))?)
}
