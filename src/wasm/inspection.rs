use super::JsResult;
use super::assertion::verify_options;
use super::input::{MAX_FILE, text};
use super::output::{Members, date, parse_foreign_object};
use crate::inspect::{self, DecodedParts, Finding, Freshness, Inspection, SignatureStatus, Span};
use crate::key::AgentPublicKey;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;

/// Inspects an assertion. The keys are passed as their concatenated bytes, because wasm-bindgen has no optional
/// references to objects and no lists of them.
#[wasm_bindgen(js_name = inspectAssertion)]
pub fn inspect_assertion(value: &JsValue, key: &[u8], others: &[u8], options: &JsValue) -> JsResult {
    let text = text(value, "the text", MAX_FILE)?;
    let options = verify_options(options)?;
    to_js(&text, &inspect::inspect_with_others(&text, keys(key)?.first(), &keys(others)?, &options))
}

pub(super) fn keys(bytes: &[u8]) -> crate::Result<Vec<AgentPublicKey>> {
    let (keys, _) = bytes.as_chunks();
    keys.iter().map(AgentPublicKey::from_bytes).collect()
}

pub(super) fn to_js(text: &str, inspection: &Inspection) -> JsResult {
    let signed_by = inspection.signed_by.as_ref().map(AgentPublicKey::fingerprint);
    let mut members = Members::default();
    members.flag("valid", inspection.valid);
    members.text("signature", signature(inspection.signature));
    members.text("freshness", freshness(inspection.freshness));
    members.optional_text("signedBy", signed_by.as_deref());
    members.optional_text("header", inspection.header.as_deref());
    members.optional_text("json", inspection.json.as_deref());
    if inspection.json.is_some() {
        members.js("assertion", parts(&inspection.parts)?);
    }
    if let Some(age) = inspection.age_millis {
        members.js("ageSeconds", seconds(age));
    }
    let json = inspection.json.as_deref().unwrap_or_default();
    let findings = inspection.findings.iter().map(|found| finding(found, text, json));
    members.js("findings", findings.collect::<JsResult<Array>>()?);
    members.object()
}

fn parts(parts: &DecodedParts) -> JsResult {
    let (timestamp, signed_text) =
        (parts.timestamp.map(|timestamp| timestamp.to_string()), parts.signed_text());
    let mut members = Members::default();
    members.optional_text("agentRuntimeId", parts.agent_runtime_id.as_ref().map(AsRef::as_ref));
    members.optional_text("taskId", parts.task_id.as_ref().map(AsRef::as_ref));
    members.optional_text("timestamp", timestamp.as_deref());
    if let Some(timestamp) = parts.timestamp {
        members.js("issuedAt", date(timestamp));
    }
    if let Some(signature) = &parts.signature {
        members.js("signature", Uint8Array::from(signature.as_slice()));
    }
    members.optional_text("signedText", signed_text.as_deref());
    let unsigned = parts.unsigned_members.as_ref();
    if let Some(unsigned) = unsigned.and_then(|json| parse_foreign_object(json).ok()) {
        members.js("unsignedMembers", unsigned);
    }
    members.object()
}

pub(super) fn finding(finding: &Finding, text: &str, json: &str) -> JsResult {
    let mut members = Members::default();
    members.text("severity", finding.severity.as_str());
    members.text("code", finding.code);
    members.text("message", &finding.message);
    if let Some(span) = &finding.span {
        members.js("span", place(span, text, json)?);
    }
    members.object()
}

pub(super) fn place(place: &Span, text: &str, json: &str) -> JsResult {
    match place {
        Span::Text(bytes) => span("text", text, bytes),
        Span::Json(bytes) => span("json", json, bytes),
    }
}

fn span(place: &'static str, text: &str, bytes: &std::ops::Range<usize>) -> JsResult {
    let utf16 = |end| text.get(..end).unwrap_or(text).encode_utf16().count();
    let mut members = Members::default();
    members.text("in", place);
    members.js("start", utf16(bytes.start));
    members.js("end", utf16(bytes.end));
    members.object()
}

#[expect(clippy::as_conversions, reason = "exact: an age is below 2^53 milliseconds")]
fn seconds(millis: i64) -> JsValue {
    JsValue::from_f64(millis as f64 / 1000.0)
}

fn signature(status: SignatureStatus) -> &'static str {
    match status {
        SignatureStatus::Valid => "valid",
        SignatureStatus::Invalid => "invalid",
        SignatureStatus::Unchecked => "unchecked",
    }
}

fn freshness(freshness: Freshness) -> &'static str {
    match freshness {
        Freshness::Fresh => "fresh",
        Freshness::Expired => "expired",
        Freshness::Future => "future",
        Freshness::Unknown => "unknown",
    }
}
