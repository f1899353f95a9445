use super::JsResult;
use super::error::{Code, Error};
use super::input::{self, MAX_BODY, MAX_FILE, MAX_KEY, MAX_TEXT, Options, json, text};
use super::output::{Members, number};
use crate::identity::{
    self, AgentIdentityClaims, AgentIdentityRecord, AuthSnapshot, SignedJwt, WriteAuthMode,
};
use crate::key::AgentKey;
use js_sys::{JSON, Uint8Array};
use wasm_bindgen::prelude::*;
use zeroize::Zeroizing;

#[wasm_bindgen(js_name = readAuthJson)]
pub fn read_auth_json(file: &JsValue) -> JsResult {
    let Some(identity) = identity::read_auth_json(&text(file, "auth.json", MAX_FILE)?)? else {
        return Ok(JsValue::UNDEFINED);
    };
    let mut members = Members::default();
    members.js("record", record_members(&identity.record).object()?);
    members.text("storedAs", identity.stored_as.as_str());
    members.optional_text("authMode", identity.auth_mode.as_deref());
    members.object()
}

#[wasm_bindgen(js_name = readAuth)]
pub fn read_auth(file: &JsValue) -> JsResult {
    let auth = identity::read_auth(&text(file, "auth.json", MAX_FILE)?)?;
    let mut members = Members::default();
    members.js("snapshot", snapshot(&auth.snapshot)?);
    members.optional_text("authMode", auth.auth_mode.as_deref());
    members.optional_text("accessToken", auth.access_token.as_deref().map(String::as_str));
    members.optional_text("storedAs", auth.stored_as.map(|form| form.as_str()));
    members.optional_text("agentIdentityJwt", auth.agent_identity_jwt.as_deref().map(String::as_str));
    members.object()
}

fn snapshot(snapshot: &AuthSnapshot) -> JsResult {
    let mut members = Members::default();
    members.text("mode", snapshot.mode());
    match snapshot {
        AuthSnapshot::AgentIdentity(record) => members.js("record", record_members(record).object()?),
        AuthSnapshot::ChatGpt(account) => {
            members.text("accountId", &account.account_id);
            members.text("chatgptUserId", &account.chatgpt_user_id);
            members.optional_text("planType", account.plan_type.as_deref());
            members.optional_text("email", account.email.as_deref());
            members.flag("fedramp", account.fedramp);
            if let Some(record) = &account.stored {
                members.js("stored", record_members(record).object()?);
            }
        }
        AuthSnapshot::Other(mode) => members.text("authMode", mode),
        AuthSnapshot::ApiKey | AuthSnapshot::None => {}
    }
    members.object()
}

#[wasm_bindgen(js_name = writeAuthJson)]
pub fn write_auth_json(file: &JsValue, record: &JsValue, options: &JsValue) -> JsResult<String> {
    let file = text(file, "auth.json", MAX_FILE)?;
    let auth_mode = write_auth_mode(&Options::optional(options, "options")?)?;
    let written = identity::write_auth_json(&file, &from_js(record, "record")?, auth_mode)?;
    Ok(input::ensure_length(written, "auth.json", MAX_FILE)?)
}

fn write_auth_mode(options: &Options) -> JsResult<WriteAuthMode> {
    match options.optional_text("authMode", MAX_TEXT)?.as_deref() {
        None => Ok(WriteAuthMode::default()),
        Some("agentIdentity") => Ok(WriteAuthMode::AgentIdentity),
        Some("keep") => Ok(WriteAuthMode::Keep),
        Some(_) => Err(Error::new(Code::WRONG_TYPE, "authMode must be \"agentIdentity\" or \"keep\"").into()),
    }
}

#[wasm_bindgen(js_name = decodeUnverifiedAgentIdentityJwt)]
pub fn decode_unverified_jwt(jwt: &JsValue) -> JsResult {
    claims(&read_jwt(jwt)?.unverified_claims()?)
}

/// Checks every property of a JWT that can be checked without a key.
#[wasm_bindgen(js_name = checkAgentIdentityJwt)]
pub fn check_jwt(jwt: &JsValue, options: &JsValue) -> JsResult<()> {
    let jwt = read_jwt(jwt)?;
    jwt.key_id()?;
    checked_claims(&jwt, options).map(drop)
}

/// Returns the data, the signature and the key with which the host's WebCrypto verifies a JWT.
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

/// Returns the claims of a JWT whose signature the host has verified.
#[wasm_bindgen(js_name = readVerifiedAgentIdentityJwt)]
pub fn read_verified_jwt(jwt: &JsValue, options: &JsValue) -> JsResult {
    claims(&checked_claims(&read_jwt(jwt)?, options)?)
}

fn checked_claims(jwt: &SignedJwt, options: &JsValue) -> JsResult<AgentIdentityClaims> {
    let options = Options::optional(options, "options")?;
    let tolerance = input::millis(
        options.get("clockToleranceSeconds")?,
        "clockToleranceSeconds",
        identity::CLOCK_TOLERANCE_MILLIS,
    )?;
    Ok(jwt.claims(input::now(&options)?, tolerance)?)
}

/// Refuses a text that is not a JWKS.
#[wasm_bindgen(js_name = checkJwks)]
pub fn check_jwks(jwks: &JsValue) -> JsResult<()> {
    Ok(identity::check_jwks(&text(jwks, "jwks", MAX_BODY)?)?)
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
    if let Some(nbf) = claims.nbf {
        members.js("nbf", number(nbf));
    }
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
