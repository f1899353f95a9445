use crate::{check_all, json, text};
use agent_identity_wasm::{
    AgentIdentityRecord, Auth, AuthSnapshot, ErrorCode, StoredAuth, StoredRecord, WriteAuthMode, read_auth,
    read_auth_json, write_auth_json,
};
use serde_json::{Value, json as value};
use wasm_bindgen_test::wasm_bindgen_test;

const AUTH: &str = include_str!("../vectors/auth.json");

fn summary(auth: &StoredAuth) -> Value {
    let mut summary = value!({
        "auth_mode": auth.auth_mode,
        "mode": auth.snapshot.mode(),
        "stored_as": auth.stored_as.map(|form| form.as_str()),
        "access_token": auth.access_token.as_deref(),
        "jwt": auth.agent_identity_jwt.as_deref(),
    });
    summary.as_object_mut().unwrap().extend(match &auth.snapshot {
        AuthSnapshot::AgentIdentity(record) => members(value!({
            "account_id": record.account_id,
            "chatgpt_user_id": record.chatgpt_user_id,
            "plan_type": record.plan_type,
            "email": record.email,
            "fedramp": record.fedramp,
            "task_id": record.task_id.as_ref().map(|id| id.as_str()),
        })),
        AuthSnapshot::ChatGpt(account) => members(value!({
            "account_id": account.account_id,
            "chatgpt_user_id": account.chatgpt_user_id,
            "plan_type": account.plan_type,
            "email": account.email,
            "fedramp": account.fedramp,
            "stored": account.stored.as_ref().map(|_| true),
        })),
        AuthSnapshot::Other(mode) => members(value!({ "other_mode": mode })),
        AuthSnapshot::ApiKey | AuthSnapshot::None => members(value!({})),
    });
    without_nulls(summary)
}

fn members(object: Value) -> serde_json::Map<String, Value> {
    object.as_object().unwrap().clone()
}

fn without_nulls(object: Value) -> Value {
    members(object).into_iter().filter(|(_, value)| !value.is_null()).collect()
}

#[wasm_bindgen_test(unsupported = test)]
fn every_file_is_interpreted_as_by_the_client() {
    check_all(&json(AUTH)["cases"], |case| {
        let auth = read_auth(text(case, "file"))?;
        assert_eq!(summary(&auth), without_nulls(case["expected"].clone()), "{}", case["name"]);
        Ok(())
    });
}

fn record() -> AgentIdentityRecord {
    let file = value!({ "agent_identity": json(AUTH)["record"] }).to_string();
    read_auth_json(&file).unwrap().unwrap().record
}

#[wasm_bindgen_test(unsupported = test)]
fn a_file_without_another_credential_gets_the_mode() {
    use WriteAuthMode::*;
    for (file, mode, expected) in [
        ("{}", IfOnlyCredential, Some("agentIdentity")),
        (r#"{"auth_mode":null}"#, IfOnlyCredential, Some("agentIdentity")),
        (r#"{"auth_mode":""}"#, IfOnlyCredential, Some("agentIdentity")),
        (r#"{"auth_mode":"chatgpt"}"#, IfOnlyCredential, Some("agentIdentity")),
        (r#"{"auth_mode":"apikey","OPENAI_API_KEY":null}"#, IfOnlyCredential, Some("agentIdentity")),
        (
            r#"{"OPENAI_API_KEY":"","tokens":null,"personal_access_token":""}"#,
            IfOnlyCredential,
            Some("agentIdentity"),
        ),
        (r#"{"agent_identity":"e30.e30.AAAA","x":1}"#, IfOnlyCredential, Some("agentIdentity")),
        (r#"{"OPENAI_API_KEY":"sk"}"#, IfOnlyCredential, None),
        (r#"{"auth_mode":"apikey","OPENAI_API_KEY":"sk"}"#, IfOnlyCredential, Some("apikey")),
        (r#"{"tokens":{"access_token":"t"}}"#, IfOnlyCredential, None),
        (r#"{"auth_mode":"chatgpt","tokens":{}}"#, IfOnlyCredential, Some("chatgpt")),
        (r#"{"personal_access_token":"at-1"}"#, IfOnlyCredential, None),
        (r#"{"bedrock_api_key":{"api_key":"k"}}"#, IfOnlyCredential, None),
        (r#"{"auth_mode":"chatgpt","tokens":{}}"#, AgentIdentity, Some("agentIdentity")),
        (r#"{"OPENAI_API_KEY":"sk"}"#, AgentIdentity, Some("agentIdentity")),
        ("{}", Keep, None),
        (r#"{"auth_mode":"chatgpt"}"#, Keep, Some("chatgpt")),
    ] {
        let written = write_auth_json(file, &record(), mode).unwrap();
        assert_eq!(json(&written)["auth_mode"].as_str().filter(|mode| !mode.is_empty()), expected, "{file}");
        assert_eq!(read_auth_json(&written).unwrap().unwrap().record, record(), "{file}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn the_written_identity_is_used_and_every_other_byte_stays() {
    let written = write_auth_json("{}", &record(), WriteAuthMode::default()).unwrap();
    assert_eq!(read_auth(&written).unwrap().snapshot, AuthSnapshot::AgentIdentity(Box::new(record())));
    assert!(written.starts_with("{\"auth_mode\":\"agentIdentity\",\"agent_identity\":{"), "{written}");

    let file = "{\n  \"auth_mode\" : \"chatgpt\",\n  \"x\": [ 1.50 ],\n  \"agent_identity\": null\n}\n";
    let identity = json(AUTH)["record"].clone();
    let written = write_auth_json(file, &record(), WriteAuthMode::AgentIdentity).unwrap();
    let (before, after) = written.split_once("null").unwrap_or((&written, ""));
    assert_eq!(after, "");
    assert!(
        before.starts_with(
            "{\n  \"auth_mode\" : \"agentIdentity\",\n  \"x\": [ 1.50 ],\n  \"agent_identity\": {"
        )
    );
    assert!(before.ends_with("}\n}\n"));
    assert_eq!(without_nulls(json(&written)["agent_identity"].clone()), identity);
    assert_eq!(write_auth_json(&written, &record(), WriteAuthMode::AgentIdentity).unwrap(), written);

    // A mode that has the right value already is not rewritten, even if it is written with escapes.
    let escaped = written.replace("agentIdentity", "agent\\u0049dentity");
    assert_eq!(write_auth_json(&escaped, &record(), WriteAuthMode::AgentIdentity).unwrap(), escaped);
}

#[wasm_bindgen_test(unsupported = test)]
fn a_task_of_white_space_stays_until_there_is_a_task() {
    let mut blank = json(AUTH)["record"].clone();
    blank["task_id"] = value!("  ");
    let file = value!({ "auth_mode": "agentIdentity", "agent_identity": blank }).to_string();
    assert_eq!(write_auth_json(&file, &record(), WriteAuthMode::default()).unwrap(), file);
    let task_id = agent_identity_wasm::AgentTaskId::new("task-2").ok();
    let updated =
        write_auth_json(&file, &AgentIdentityRecord { task_id, ..record() }, WriteAuthMode::default());
    assert_eq!(updated.unwrap(), file.replace("\"  \"", "\"task-2\""));
}

#[wasm_bindgen_test(unsupported = test)]
fn a_snapshot_is_converted_to_the_auth_for_the_decision() {
    let cases = json(AUTH);
    let auth_of = |name: &str| {
        let case = cases["cases"].as_array().unwrap().iter().find(|case| case["name"] == name).unwrap();
        Auth::from(&read_auth(text(case, "file")).unwrap().snapshot)
    };
    for (name, expected) in [
        ("agentIdentity", Auth::AgentIdentity),
        ("tokens", Auth::ChatGpt(StoredRecord::None)),
        ("a record beside tokens", Auth::ChatGpt(StoredRecord::Own)),
        ("another's record beside tokens", Auth::ChatGpt(StoredRecord::Foreign)),
        ("apikey", Auth::ApiKey),
        ("headers", Auth::Other),
        ("an empty object", Auth::None),
    ] {
        assert_eq!(auth_of(name), expected, "{name}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_message_says_why_and_quotes_no_secret() {
    for (file, message) in [
        (
            r#"{"auth_mode":"agentIdentity"}"#,
            "auth_mode agentIdentity cannot be used: the file has no agent_identity",
        ),
        (r#"{"auth_mode":"chatgpt"}"#, "auth_mode chatgpt cannot be used: the file has no tokens"),
        (
            r#"{"tokens":{"id_token":"secret","access_token":"secret"}}"#,
            "auth_mode chatgpt cannot be used: id_token is not a JWT",
        ),
        (
            r#"{"tokens":{"id_token":"a.e30.b","access_token":"secret"}}"#,
            "auth_mode chatgpt cannot be used: the tokens do not name an account and a user",
        ),
    ] {
        let error = read_auth(file).err().unwrap();
        assert_eq!((error.code(), error.message()), (ErrorCode::AuthModeUnusable, message));
    }
}
