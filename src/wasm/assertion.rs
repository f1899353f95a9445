use super::JsResult;
use super::agent_public_key::AgentPublicKey;
use super::error::Result;
use super::input::{self, MAX_TEXT, Options, text, text_up_to};
use super::output;
use crate::assertion::{Assertion, MAX_HEADER_BYTES, VerifyOptions, verify};
use crate::error::ErrorCode;
use crate::id::{AgentRuntimeId, AgentTaskId};
use std::cell::Cell;
use wasm_bindgen::prelude::*;

thread_local! {
    /// The assertion that `parseFreshAssertion` returned last. Its signature can be judged without passing it in again.
    static LATEST: Cell<Option<Assertion>> = const { Cell::new(None) };
}

#[expect(clippy::as_conversions, reason = "8192, and no constant can call try_from")]
pub(super) const MAX_HEADER: u32 = MAX_HEADER_BYTES as u32;

#[wasm_bindgen(js_name = parseAssertion)]
pub fn parse_assertion(header: &JsValue) -> JsResult {
    output::assertion(&Assertion::parse(&header_text(header)?)?)
}

#[wasm_bindgen(js_name = parseFreshAssertion)]
pub fn parse_fresh_assertion(
    header: &JsValue,
    max_age_seconds: Option<JsValue>,
    max_skew_seconds: Option<JsValue>,
    now: Option<JsValue>,
) -> JsResult {
    let window = input::window_of(max_age_seconds, max_skew_seconds)?;
    let now = input::time(now)?;
    let assertion = Assertion::parse(&header_text(header)?)?;
    window.check(assertion.timestamp(), now)?;
    let object = output::assertion(&assertion)?;
    LATEST.set(Some(assertion));
    Ok(object)
}

#[wasm_bindgen(js_name = verifyAssertion)]
pub fn verify_assertion(header: &JsValue, public_key: &AgentPublicKey, options: &JsValue) -> JsResult {
    let options = verify_options(options)?;
    output::assertion(&verify(&header_text(header)?, &public_key.0, &options)?)
}

/// Judges the assertion that was read last if `fields` is undefined, as `replay_id` does.
#[wasm_bindgen(js_name = isSignedBy)]
pub fn is_signed_by(fields: &JsValue, signature: &JsValue, public_key: &AgentPublicKey) -> JsResult<bool> {
    judge(fields, signature, |assertion| assertion.is_signed_by(&public_key.0))
}

#[wasm_bindgen(js_name = replayId)]
pub fn replay_id(
    fields: &JsValue,
    signature: &JsValue,
    public_key: &AgentPublicKey,
) -> JsResult<Option<String>> {
    judge(fields, signature, |assertion| assertion.replay_id(&public_key.0))
}

fn judge<T>(fields: &JsValue, signature: &JsValue, judge: impl FnOnce(&Assertion) -> T) -> JsResult<T> {
    let Some(latest) = fields.is_undefined().then(|| LATEST.take()).flatten() else {
        return Ok(judge(&from_fields(fields, signature)?));
    };
    let verdict = judge(&latest);
    LATEST.set(Some(latest));
    Ok(verdict)
}

/// `fields` has the runtime id, the task id and the timestamp, a line each: no id contains the end of a line.
fn from_fields(fields: &JsValue, signature: &JsValue) -> Result<Assertion> {
    let fields = text(fields, "the assertion", MAX_TEXT)?;
    let mut lines = fields.splitn(3, '\n');
    let mut next = || lines.next().unwrap_or_default();
    Ok(Assertion::from_parts(
        AgentRuntimeId::new(next())?,
        AgentTaskId::new(next())?,
        next().parse()?,
        input::fixed_bytes(signature, "assertion.signature")?,
    ))
}

pub(super) fn header_text(value: &JsValue) -> Result<String> {
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
