use super::JsResult;
use super::assertion::verify_options;
use super::input::{MAX_FILE, text};
use super::output::{Value, date, object};
use crate::inspect::{self, Finding, Freshness, Inspection, Parts, SignatureStatus, Span};
use crate::key::AgentPublicKey;
use js_sys::{Array, JSON, Uint8Array};
use wasm_bindgen::prelude::*;

/// Keys come as their bytes, one after the other: references to objects cannot be optional, or many.
#[wasm_bindgen(js_name = inspectAssertion)]
pub fn inspect_assertion(value: &JsValue, key: &[u8], others: &[u8], options: &JsValue) -> JsResult {
    let text = text(value, "the text", MAX_FILE)?;
    let options = verify_options(options)?;
    to_js(&text, &inspect::inspect_with_others(&text, keys(key)?.first(), &keys(others)?, &options))
}

fn keys(bytes: &[u8]) -> crate::Result<Vec<AgentPublicKey>> {
    let (keys, _) = bytes.as_chunks();
    keys.iter().map(AgentPublicKey::from_bytes).collect()
}

fn to_js(text: &str, inspection: &Inspection) -> JsResult {
    let mut members = vec![
        ("valid", Value::Flag(inspection.valid)),
        ("signature", Value::Text(signature(inspection.signature))),
        ("freshness", Value::Text(freshness(inspection.freshness))),
    ];
    let signed_by = inspection.signed_by.as_ref().map(AgentPublicKey::fingerprint);
    members.extend(signed_by.as_ref().map(|fingerprint| ("signedBy", Value::Text(fingerprint))));
    members.extend(inspection.header.as_ref().map(|header| ("header", Value::Text(header))));
    members.extend(inspection.json.as_ref().map(|json| ("json", Value::Text(json))));
    if inspection.json.is_some() {
        members.push(("assertion", Value::Js(parts(&inspection.parts)?)));
    }
    let age = inspection.age_millis.map(|millis| JsValue::from_f64(millis as f64 / 1000.0));
    members.extend(age.map(|age| ("ageSeconds", Value::Js(age))));
    let json = inspection.json.as_deref().unwrap_or_default();
    let findings = inspection.findings.iter().map(|found| finding(found, text, json));
    members.push(("findings", Value::Js(findings.collect::<JsResult<Array>>()?.into())));
    object(&members)
}

fn parts(parts: &Parts) -> JsResult {
    let (timestamp, signed_text) =
        (parts.timestamp.map(|timestamp| timestamp.to_string()), parts.signed_text());
    let mut members = Vec::new();
    members.extend(parts.agent_runtime_id.as_ref().map(|id| ("agentRuntimeId", Value::Text(id.as_str()))));
    members.extend(parts.task_id.as_ref().map(|id| ("taskId", Value::Text(id.as_str()))));
    members.extend(timestamp.as_ref().map(|text| ("timestamp", Value::Text(text))));
    members.extend(parts.timestamp.map(|timestamp| ("issuedAt", Value::Js(date(timestamp)))));
    let signature = parts.signature.map(|bytes| Uint8Array::from(bytes.as_slice()));
    members.extend(signature.map(|bytes| ("signature", Value::Js(bytes.into()))));
    members.extend(signed_text.as_ref().map(|text| ("signedText", Value::Text(text))));
    let unsigned = parts.unsigned_members.as_ref().and_then(|members| JSON::parse(members).ok());
    members.extend(unsigned.map(|unsigned| ("unsignedMembers", Value::Js(unsigned))));
    object(&members)
}

fn finding(finding: &Finding, text: &str, json: &str) -> JsResult {
    let mut members = vec![
        ("severity", Value::Text(finding.severity.as_str())),
        ("code", Value::Text(finding.code)),
        ("message", Value::Text(&finding.message)),
    ];
    let span = finding.span.as_ref().map(|place| match place {
        Span::Text(bytes) => span("text", text, bytes),
        Span::Json(bytes) => span("json", json, bytes),
    });
    members.extend(span.transpose()?.map(|span| ("span", Value::Js(span))));
    object(&members)
}

fn span(place: &str, text: &str, bytes: &std::ops::Range<usize>) -> JsResult {
    let utf16 = |end| {
        let before = text.get(..end).unwrap_or(text);
        Value::Js(JsValue::from_f64(before.encode_utf16().count() as f64))
    };
    object(&[("in", Value::Text(place)), ("start", utf16(bytes.start)), ("end", utf16(bytes.end))])
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
