use super::JsResult;
use super::input::{self, MAX_BODY, MAX_FILE, MAX_KEY, MAX_TEXT, Options, json, text};
use super::output::{Members, number};
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
    let mut members = Members::default();
    members.js("record", record_members(&identity.record).object()?);
    members.text("storedAs", stored_as);
    members.optional_text("authMode", identity.auth_mode.as_deref());
    members.object()
}

#[wasm_bindgen(js_name = writeAuthJson)]
pub fn write_auth_json(file: &JsValue, record: &JsValue) -> JsResult<String> {
    let file = text(file, "auth.json", MAX_FILE)?;
    let written = identity::write_auth_json(&file, &from_js(record, "record")?)?;
    Ok(input::no_longer(written, "auth.json", MAX_FILE)?)
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
    let mut members = Members::default();
    members.js("jwk", JSON::parse(&jwk)?);
    members.js("signed", Uint8Array::from(jwt.signed_text().as_bytes()));
    members.js("signature", Uint8Array::from(jwt.signature()));
    members.object()
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
    let mut members = record_members(claims.record());
    members.text("iss", &claims.iss);
    members.text("aud", &claims.aud);
    members.js("iat", number(claims.iat));
    members.js("exp", number(claims.exp));
    members.object()
}

fn record_members(record: &AgentIdentityRecord) -> Members<'_> {
    let mut members = Members::default();
    members.text("agentRuntimeId", record.agent_runtime_id.as_str());
    members.text("agentPrivateKey", &record.agent_private_key);
    members.text("accountId", &record.account_id);
    members.text("chatgptUserId", &record.chatgpt_user_id);
    members.text("planType", &record.plan_type);
    members.flag("fedramp", record.fedramp);
    members.optional_text("email", record.email.as_deref());
    members.optional_text("taskId", record.task_id.as_ref().map(AsRef::as_ref));
    members
}

pub(super) fn from_js(value: &JsValue, name: &str) -> JsResult<AgentIdentityRecord> {
    let given = Options::required(value, name)?;
    let private_key = Zeroizing::new(given.text("agentPrivateKey", MAX_KEY)?);
    AgentKey::from_pkcs8(&private_key)?;
    let email = given.optional_text("email", MAX_TEXT)?;
    let task_id = given.optional_task_id("taskId")?;
    Ok(AgentIdentityRecord {
        agent_runtime_id: given.agent_runtime_id("agentRuntimeId")?,
        agent_private_key: private_key,
        account_id: given.text("accountId", MAX_TEXT)?,
        chatgpt_user_id: given.text("chatgptUserId", MAX_TEXT)?,
        email: email.filter(|email| !email.is_empty()),
        plan_type: given.text("planType", MAX_TEXT)?,
        fedramp: input::boolean(&given.expect("fedramp")?, "fedramp")?,
        task_id,
    })
}
