//! Rust values to JavaScript objects.

use super::JsResult;
use crate::assertion::Assertion;
use crate::endpoint::Endpoints;
use crate::http::HttpRequest;
use crate::registration::TaskRegistration;
use crate::task::RegisteredAgentTask;
use crate::timestamp::Timestamp;
use js_sys::{Date, JSON, Object, Uint8Array};
use serde::{Serialize, Serializer};
use wasm_bindgen::prelude::*;

/// A member of an object. One type for all, so that the module holds the code for it once.
pub(super) enum Value<'a> {
    Text(&'a str),
    Flag(bool),
    Js(JsValue),
}

impl Serialize for Value<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Flag(flag) => serializer.serialize_bool(*flag),
            Self::Js(value) => serde_wasm_bindgen::preserve::serialize(value, serializer),
        }
    }
}

struct Members<'a>(&'a [(&'a str, Value<'a>)]);

impl Serialize for Members<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}

pub(super) fn object(members: &[(&str, Value)]) -> JsResult {
    Ok(Members(members).serialize(&serde_wasm_bindgen::Serializer::json_compatible())?)
}

pub(super) fn headers(headers: &[(&'static str, String)]) -> JsResult {
    let members: Vec<_> = headers.iter().map(|(name, value)| (*name, Value::Text(value))).collect();
    object(&members)
}

pub(super) fn request(request: &HttpRequest) -> JsResult {
    object(&[
        ("url", Value::Text(&request.url)),
        ("method", Value::Text(request.method)),
        ("headers", Value::Js(headers(&request.headers)?)),
        ("body", Value::Text(&request.body)),
    ])
}

pub(super) fn endpoints(endpoints: &Endpoints) -> JsResult {
    object(&[
        ("chatgptBaseUrl", Value::Text(endpoints.chatgpt_base_url())),
        ("authApiBaseUrl", Value::Text(endpoints.auth_api_base_url())),
        ("agentRegistrationUrl", Value::Text(&endpoints.agent_registration_url())),
        ("jwksUrl", Value::Text(&endpoints.jwks_url())),
    ])
}

pub(super) fn task(task: &RegisteredAgentTask) -> JsResult {
    let mut members = vec![
        ("agentRuntimeId", Value::Text(task.agent_runtime_id.as_str())),
        ("taskId", Value::Text(task.task_id.as_str())),
        ("kind", Value::Text(task.kind().as_str())),
    ];
    members
        .extend(task.external_task_ref.as_ref().map(|text| ("externalTaskRef", Value::Text(text.as_str()))));
    object(&members)
}

pub(super) fn task_registration(registration: &TaskRegistration) -> JsResult {
    let timestamp = registration.timestamp.to_string();
    let mut members = vec![("timestamp", Value::Text(&timestamp))];
    let external_task_ref = registration.external_task_ref.as_ref();
    members.extend(external_task_ref.map(|text| ("externalTaskRef", Value::Text(text.as_str()))));
    object(&members)
}

pub(super) fn assertion(assertion: &Assertion) -> JsResult {
    object(&[
        ("agentRuntimeId", Value::Text(assertion.agent_runtime_id().as_str())),
        ("taskId", Value::Text(assertion.task_id().as_str())),
        ("timestamp", Value::Text(&assertion.timestamp().to_string())),
        ("issuedAt", Value::Js(date(assertion.timestamp()))),
        ("signature", Value::Js(Uint8Array::from(assertion.signature().as_slice()).into())),
        ("signedText", Value::Text(&assertion.signed_text())),
        ("unsignedMembers", Value::Js(unsigned_members(assertion)?)),
    ])
}

pub(super) fn date(timestamp: Timestamp) -> JsValue {
    Date::new(&number(timestamp.as_millis())).into()
}

#[expect(clippy::as_conversions, reason = "JavaScript rounds what is above 2^53 just so")]
pub(super) fn number(number: i64) -> JsValue {
    JsValue::from_f64(number as f64)
}

/// By way of JSON: `JSON.parse` makes every member the object's own, `__proto__` too.
fn unsigned_members(assertion: &Assertion) -> JsResult {
    match assertion.unsigned_members() {
        "{}" => Ok(Object::new().into()),
        members => JSON::parse(members),
    }
}

pub(super) fn verdict(verdict: JsResult) -> JsResult {
    match verdict {
        Ok(assertion) => object(&[("ok", Value::Flag(true)), ("assertion", Value::Js(assertion))]),
        Err(error) => object(&[("ok", Value::Flag(false)), ("error", Value::Js(error))]),
    }
}
