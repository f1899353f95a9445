//! Rust values to JavaScript values.

use super::JsResult;
use crate::assertion::Assertion;
use crate::endpoint::Endpoints;
use crate::http::HttpRequest;
use crate::registration::TaskRegistration;
use crate::task::RegisteredAgentTask;
use js_sys::{Date, JSON, Object, Uint8Array};
use serde::{Serialize, Serializer};
use wasm_bindgen::prelude::*;

pub(super) fn object(value: &impl Serialize) -> JsResult {
    Ok(value.serialize(&serde_wasm_bindgen::Serializer::json_compatible())?)
}

type Headers = [(&'static str, String)];

fn as_map<S: Serializer>(headers: &&Headers, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(headers.iter().map(|(name, value)| (name, value)))
}

pub(super) fn headers(headers: &Headers) -> JsResult {
    #[derive(Serialize)]
    #[serde(transparent)]
    struct Map<'a>(#[serde(serialize_with = "as_map")] &'a Headers);
    object(&Map(headers))
}

pub(super) fn request(request: &HttpRequest) -> JsResult {
    #[derive(Serialize)]
    struct Out<'a> {
        url: &'a str,
        method: &'a str,
        #[serde(serialize_with = "as_map")]
        headers: &'a Headers,
        body: &'a str,
    }
    object(&Out { url: &request.url, method: request.method, headers: &request.headers, body: &request.body })
}

pub(super) fn endpoints(endpoints: &Endpoints) -> JsResult {
    #[derive(Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Out<'a> {
        chatgpt_base_url: &'a str,
        auth_api_base_url: &'a str,
        agent_registration_url: String,
        jwks_url: String,
    }
    object(&Out {
        chatgpt_base_url: endpoints.chatgpt_base_url(),
        auth_api_base_url: endpoints.auth_api_base_url(),
        agent_registration_url: endpoints.agent_registration_url(),
        jwks_url: endpoints.jwks_url(),
    })
}

pub(super) fn task(task: &RegisteredAgentTask) -> JsResult {
    #[derive(Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Out<'a> {
        agent_runtime_id: &'a str,
        task_id: &'a str,
        kind: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        external_task_ref: Option<&'a str>,
    }
    object(&Out {
        agent_runtime_id: task.agent_runtime_id.as_str(),
        task_id: task.task_id.as_str(),
        kind: task.kind().as_str(),
        external_task_ref: task.external_task_ref.as_ref().map(AsRef::as_ref),
    })
}

pub(super) fn task_registration(registration: &TaskRegistration) -> JsResult {
    #[derive(Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Out<'a> {
        timestamp: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        external_task_ref: Option<&'a str>,
    }
    object(&Out {
        timestamp: registration.timestamp.to_string(),
        external_task_ref: registration.external_task_ref.as_ref().map(AsRef::as_ref),
    })
}

pub(super) fn assertion(assertion: &Assertion) -> JsResult {
    #[derive(Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Out<'a> {
        agent_runtime_id: &'a str,
        task_id: &'a str,
        timestamp: String,
        #[serde(with = "serde_wasm_bindgen::preserve")]
        issued_at: Date,
        #[serde(with = "serde_wasm_bindgen::preserve")]
        signature: Uint8Array,
        signed_text: String,
        #[serde(with = "serde_wasm_bindgen::preserve")]
        unsigned_members: JsValue,
    }
    object(&Out {
        agent_runtime_id: assertion.agent_runtime_id().as_str(),
        task_id: assertion.task_id().as_str(),
        timestamp: assertion.timestamp().to_string(),
        issued_at: Date::new(&JsValue::from_f64(assertion.timestamp().as_millis() as f64)),
        signature: Uint8Array::from(assertion.signature().as_slice()),
        signed_text: assertion.signed_text(),
        unsigned_members: unsigned_members(assertion)?,
    })
}

pub(super) fn verdict(verdict: JsResult) -> JsResult {
    #[derive(Serialize)]
    struct Accepted {
        ok: bool,
        #[serde(with = "serde_wasm_bindgen::preserve")]
        assertion: JsValue,
    }
    #[derive(Serialize)]
    struct Refused {
        ok: bool,
        #[serde(with = "serde_wasm_bindgen::preserve")]
        error: JsValue,
    }
    match verdict {
        Ok(assertion) => object(&Accepted { ok: true, assertion }),
        Err(error) => object(&Refused { ok: false, error }),
    }
}

/// By way of JSON: `JSON.parse` makes every member the object's own, `__proto__` too.
fn unsigned_members(assertion: &Assertion) -> JsResult {
    match assertion.unsigned_members() {
        "{}" => Ok(Object::new().into()),
        members => JSON::parse(members),
    }
}
