use super::JsResult;
use super::input::{self, MAX_BODY, MAX_FILE, MAX_KEY, MAX_TEXT, Options, json, text};
use super::output::{Value, number, object};
use crate::identity::{self, AgentIdentityClaims, AgentIdentityRecord, SignedJwt, StoredAs};
use crate::key::AgentKey;
use js_sys::{JSON, Uint8Array};
use wasm_bindgen::prelude::*;
use zeroize::Zeroizing;

#[wasm_bindgen(js_name = readAuthJson)]
pub fn read_auth_json(file: &JsValue) -> JsResult {
    let Some(identity) = identity::read_auth_json(&text(file, "auth.json", MAX_FILE)?)? else {
        return Ok(JsValue::UNDEFINED);
    };
    let stored_as = match identity.stored_as {
        StoredAs::Record => "record",
        StoredAs::Jwt => "jwt",
    };
    let mut members =
        vec![("record", Value::Js(to_js(&identity.record)?)), ("storedAs", Value::Text(stored_as))];
    members.extend(identity.auth_mode.as_ref().map(|mode| ("authMode", Value::Text(mode))));
    object(&members)
}

#[wasm_bindgen(js_name = writeAuthJson)]
pub fn write_auth_json(file: &JsValue, record: &JsValue) -> JsResult<String> {
    let file = text(file, "auth.json", MAX_FILE)?;
    Ok(identity::write_auth_json(&file, &from_js(record, "record")?)?)
}

#[wasm_bindgen(js_name = decodeUnverifiedAgentIdentityJwt)]
pub fn decode_unverified_jwt(jwt: &JsValue) -> JsResult {
    claims(&read_jwt(jwt)?.unverified_claims()?)
}

/// What the host's WebCrypto is to verify, and with which key.
#[wasm_bindgen(js_name = prepareAgentIdentityJwt)]
pub fn prepare_jwt(jwt: &JsValue, jwks: &JsValue) -> JsResult {
    let jwt = read_jwt(jwt)?;
    let jwk = jwt.key(&json(jwks, "jwks", MAX_BODY)?)?;
    object(&[
        ("jwk", Value::Js(JSON::parse(&jwk)?)),
        ("signed", Value::Js(Uint8Array::from(jwt.signed_text().as_bytes()).into())),
        ("signature", Value::Js(Uint8Array::from(jwt.signature()).into())),
    ])
}

/// For a JWT whose signature the host has verified.
#[wasm_bindgen(js_name = readVerifiedAgentIdentityJwt)]
pub fn read_verified_jwt(jwt: &JsValue, options: &JsValue) -> JsResult {
    let now = input::now(&Options::optional(options, "options")?)?;
    claims(&read_jwt(jwt)?.claims(now)?)
}

fn read_jwt(jwt: &JsValue) -> JsResult<SignedJwt> {
    Ok(SignedJwt::parse(&text(jwt, "the JWT", MAX_TEXT)?)?)
}

fn claims(claims: &AgentIdentityClaims) -> JsResult {
    let record = claims.record();
    let mut members = vec![
        ("iss", Value::Text(&claims.iss)),
        ("aud", Value::Text(&claims.aud)),
        ("iat", Value::Js(number(claims.iat))),
        ("exp", Value::Js(number(claims.exp))),
    ];
    members.extend(record_members(record));
    object(&members)
}

fn to_js(record: &AgentIdentityRecord) -> JsResult {
    object(&record_members(record))
}

fn record_members(record: &AgentIdentityRecord) -> Vec<(&'static str, Value<'_>)> {
    let mut members = vec![
        ("agentRuntimeId", Value::Text(record.agent_runtime_id.as_str())),
        ("agentPrivateKey", Value::Text(&record.agent_private_key)),
        ("accountId", Value::Text(&record.account_id)),
        ("chatgptUserId", Value::Text(&record.chatgpt_user_id)),
        ("planType", Value::Text(&record.plan_type)),
        ("fedramp", Value::Flag(record.fedramp)),
    ];
    members.extend(record.email.as_ref().map(|email| ("email", Value::Text(email))));
    members.extend(record.task_id.as_ref().map(|id| ("taskId", Value::Text(id.as_str()))));
    members
}

pub(super) fn from_js(value: &JsValue, name: &str) -> JsResult<AgentIdentityRecord> {
    let given = Options::required(value, name)?;
    let required = |name| text(&given.expect(name)?, name, MAX_TEXT);
    let private_key = Zeroizing::new(text(&given.expect("agentPrivateKey")?, "agentPrivateKey", MAX_KEY)?);
    AgentKey::from_pkcs8(&private_key)?;
    let email = input::optional_text(&given.expect("email")?, "email", MAX_TEXT)?;
    let task_id = given.get("taskId")?.map(|id| input::task_id(&id, "taskId")).transpose()?;
    Ok(AgentIdentityRecord {
        agent_runtime_id: input::agent_runtime_id(&given.expect("agentRuntimeId")?, "agentRuntimeId")?,
        agent_private_key: private_key,
        account_id: required("accountId")?,
        chatgpt_user_id: required("chatgptUserId")?,
        email: email.filter(|email| !email.is_empty()),
        plan_type: required("planType")?,
        fedramp: input::boolean(&given.expect("fedramp")?, "fedramp")?,
        task_id,
    })
}
