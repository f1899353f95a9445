use super::JsResult;
use super::agent_public_key::AgentPublicKey;
use super::input::{self, Options, text_up_to};
use super::output;
use crate::assertion::{Assertion, MAX_HEADER_BYTES, VerifyOptions, verify};
use crate::error::ErrorCode;
use wasm_bindgen::prelude::*;

#[expect(clippy::as_conversions, reason = "8192, and no constant can call try_from")]
pub(super) const MAX_HEADER: u32 = MAX_HEADER_BYTES as u32;

#[wasm_bindgen(js_name = parseAssertion)]
pub fn parse_assertion(header: &JsValue) -> JsResult {
    Ok(output::assertion(&Assertion::parse(&header_text(header)?)?))
}

#[wasm_bindgen(js_name = verifyAssertion)]
pub fn verify_assertion(header: &JsValue, public_key: &AgentPublicKey, options: &JsValue) -> JsResult {
    let options = verify_options(options)?;
    Ok(output::assertion(&verify(&header_text(header)?, &public_key.0, &options)?))
}

pub(super) fn header_text(value: &JsValue) -> crate::Result<String> {
    text_up_to(value, "the header", MAX_HEADER, ErrorCode::AssertionTooLong)
}

pub(super) fn verify_options(value: &JsValue) -> JsResult<VerifyOptions> {
    let options = Options::optional(value, "options")?;
    Ok(VerifyOptions {
        now: input::now(&options)?,
        window: input::window(&options)?,
        expected_agent_runtime_id: options.optional_agent_runtime_id("expectedAgentRuntimeId")?,
        expected_task_id: options.optional_task_id("expectedTaskId")?,
    })
}
