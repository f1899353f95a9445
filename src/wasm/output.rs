//! Converts Rust values to JavaScript objects.

use super::JsResult;
use crate::assertion::Assertion;
use crate::endpoint::Endpoints;
use crate::http::HttpRequest;
use crate::registration::TaskRegistration;
use crate::task::RegisteredAgentTask;
use crate::timestamp::Timestamp;
use js_sys::Date;
use serde::{Serialize, Serializer};
use wasm_bindgen::prelude::*;

#[wasm_bindgen(raw_module = "../src/assertions.js")]
extern "C" {
    #[wasm_bindgen(catch, js_name = makeAssertion)]
    fn make_assertion(
        signed_text: &str,
        issued_at: f64,
        signature: &[u8],
        unsigned_members: &str,
    ) -> JsResult<JsValue>;
}

#[wasm_bindgen(raw_module = "../src/foreign.js")]
extern "C" {
    /// Parses an object whose member names come from outside. The result has no prototype.
    #[wasm_bindgen(catch, js_name = parseForeignObject)]
    pub(super) fn parse_foreign_object(json: &str) -> JsResult<JsValue>;
}

pub(super) fn assertion(assertion: &Assertion) -> JsResult<JsValue> {
    make_assertion(
        assertion.signed_text(),
        float(assertion.timestamp().as_millis()),
        assertion.signature(),
        unsigned_members(assertion),
    )
}

/// Returns the unsigned members as JSON, or an empty text if there are none, so that JavaScript need not parse JSON
/// then.
pub(super) fn unsigned_members(assertion: &Assertion) -> &str {
    Some(assertion.unsigned_members()).filter(|members| *members != "{}").unwrap_or_default()
}

enum Value<'a> {
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

/// Collects the members of a JavaScript object. Its methods are never inlined, so that the module holds their code
/// once.
#[derive(Default)]
pub(super) struct Members<'a>(Vec<(&'static str, Value<'a>)>);

impl<'a> Members<'a> {
    #[inline(never)]
    pub(super) fn text(&mut self, name: &'static str, text: &'a str) {
        self.0.push((name, Value::Text(text)));
    }

    #[inline(never)]
    pub(super) fn optional_text(&mut self, name: &'static str, text: Option<&'a str>) {
        self.0.extend(text.map(|text| (name, Value::Text(text))));
    }

    #[inline(never)]
    pub(super) fn flag(&mut self, name: &'static str, flag: bool) {
        self.0.push((name, Value::Flag(flag)));
    }

    #[inline(never)]
    pub(super) fn js(&mut self, name: &'static str, value: impl Into<JsValue>) {
        self.0.push((name, Value::Js(value.into())));
    }

    #[inline(never)]
    pub(super) fn object(&self) -> JsResult {
        Ok(self.serialize(&serde_wasm_bindgen::Serializer::json_compatible())?)
    }
}

impl Serialize for Members<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}

pub(super) fn headers(headers: &[(&'static str, String)]) -> JsResult {
    let mut members = Members::default();
    headers.iter().for_each(|(name, value)| members.text(name, value));
    members.object()
}

pub(super) fn request(request: &HttpRequest) -> JsResult {
    let mut members = Members::default();
    members.text("url", &request.url);
    members.text("method", request.method);
    members.js("headers", headers(&request.headers)?);
    members.text("body", &request.body);
    members.object()
}

pub(super) fn endpoints(endpoints: &Endpoints) -> JsResult {
    let (registration, jwks) = (endpoints.agent_registration_url(), endpoints.jwks_url());
    let mut members = Members::default();
    members.text("chatgptBaseUrl", endpoints.chatgpt_base_url());
    members.text("authApiBaseUrl", endpoints.auth_api_base_url());
    members.text("agentRegistrationUrl", &registration);
    members.text("jwksUrl", &jwks);
    members.object()
}

pub(super) fn task(task: &RegisteredAgentTask) -> JsResult {
    let external_task_ref = task.external_task_ref.as_ref();
    let mut members = Members::default();
    members.text("agentRuntimeId", task.agent_runtime_id.as_str());
    members.text("taskId", task.task_id.as_str());
    members.text("kind", task.kind().as_str());
    members.optional_text("externalTaskRef", external_task_ref.map(AsRef::as_ref));
    members.object()
}

pub(super) fn task_registration(registration: &TaskRegistration) -> JsResult {
    let timestamp = registration.timestamp.to_string();
    let external_task_ref = registration.external_task_ref.as_ref();
    let mut members = Members::default();
    members.text("timestamp", &timestamp);
    members.optional_text("externalTaskRef", external_task_ref.map(AsRef::as_ref));
    members.object()
}

pub(super) fn date(timestamp: Timestamp) -> Date {
    Date::new(&number(timestamp.as_millis()))
}

pub(super) fn number(number: i64) -> JsValue {
    float(number).into()
}

#[expect(clippy::as_conversions, reason = "JavaScript rounds what is above 2^53 just so")]
pub(super) fn float(number: i64) -> f64 {
    number as f64
}
