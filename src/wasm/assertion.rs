use super::JsResult;
use super::agent_public_key::AgentPublicKey;
use super::input::{self, Options, text_up_to};
use super::output;
use crate::assertion::{self, Assertion, MAX_HEADER_BYTES, VerifyOptions};
use crate::error::ErrorCode;
use wasm_bindgen::prelude::*;

/// The most headers that are taken in one call.
const MAX_HEADERS: u32 = 1_000_000;

#[expect(clippy::as_conversions, reason = "8192, and no constant can call try_from")]
const MAX_HEADER: u32 = MAX_HEADER_BYTES as u32;

#[wasm_bindgen(js_name = parseAssertion)]
pub fn parse_assertion(header: &JsValue) -> JsResult {
    output::assertion(&Assertion::parse(&header_text(header)?)?)
}

#[wasm_bindgen(js_name = verifyAssertion)]
pub fn verify_assertion(header: &JsValue, public_key: &AgentPublicKey, options: &JsValue) -> JsResult {
    judge(header, public_key, &verify_options(options)?)
}

#[wasm_bindgen(js_name = verifyAssertions)]
pub fn verify_assertions(
    headers: &JsValue,
    public_key: &AgentPublicKey,
    options: &JsValue,
) -> JsResult<Vec<JsValue>> {
    let options = verify_options(options)?;
    input::list(headers, "headers", MAX_HEADERS, |header| {
        output::verdict(judge(&header, public_key, &options))
    })
}

fn judge(header: &JsValue, public_key: &AgentPublicKey, options: &VerifyOptions) -> JsResult {
    output::assertion(&assertion::verify(&header_text(header)?, &public_key.0, options)?)
}

fn header_text(value: &JsValue) -> JsResult<String> {
    text_up_to(value, "the header", MAX_HEADER, ErrorCode::AssertionTooLong)
}

pub(super) fn verify_options(value: &JsValue) -> JsResult<VerifyOptions> {
    let options = Options::optional(value, "options")?;
    let id = |name| options.get(name);
    Ok(VerifyOptions {
        now: input::now(&options)?,
        window: input::window(&options)?,
        expected_agent_runtime_id: id("expectedAgentRuntimeId")?
            .map(|id| input::agent_runtime_id(&id, "expectedAgentRuntimeId"))
            .transpose()?,
        expected_task_id: id("expectedTaskId")?
            .map(|id| input::task_id(&id, "expectedTaskId"))
            .transpose()?,
    })
}
