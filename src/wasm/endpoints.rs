use super::JsResult;
use super::input::{MAX_URL, Options, optional_text};
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

/// Reads the options `endpoints` and `authApiBaseUrl` of a call.
pub(super) fn of_options(options: &Options) -> JsResult<Endpoints> {
    resolve(&options.expect("endpoints")?, options)
}

/// Resolves `value`, which is the name of an environment, a base URL, or an object that [`endpoints`] returned.
fn resolve(value: &JsValue, overrides: &Options) -> JsResult<Endpoints> {
    let auth_api = overrides.optional_text("authApiBaseUrl", MAX_URL)?;
    if !value.is_object() {
        let base = optional_text(value, "endpoints", MAX_URL)?;
        return Ok(Endpoints::resolve(base.as_deref().unwrap_or("production"), auth_api.as_deref())?);
    }
    let given = Options::required(value, "endpoints")?;
    let auth_api = auth_api.map_or_else(|| given.text("authApiBaseUrl", MAX_URL), Ok)?;
    Ok(Endpoints::resolve(&given.text("chatgptBaseUrl", MAX_URL)?, Some(&auth_api))?)
}
