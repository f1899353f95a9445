use crate::{at, json, text};
use agent_identity_wasm::{
    AgentIdentityRecord, AgentTaskId, Auth, AuthPlan, CLOCK_TOLERANCE_MILLIS, ErrorCode, FEATURES, Policy,
    SignedJwt, StoredAs, StoredRecord, UnchangedReason, WriteAuthMode, plan_auth, read_auth_json,
};
use wasm_bindgen_test::wasm_bindgen_test;

const CHATGPT: &str = include_str!("../vectors/codex-cli-0.169.0-chatgpt.json");
const JWT: &str = include_str!("../vectors/codex-cli-0.169.0-jwt.json");

/// Returns an `auth.json` in the client's layout, with some unknown members.
fn auth_json(agent_identity: &str) -> String {
    format!(
        "{{\n  \"auth_mode\": \"chatgpt\",\n  \"OPENAI_API_KEY\": null,\n  \"agent_identity\": {agent_identity},\n  \
         \"last_refresh\": 1.7950e9,\n  \"x\": [ 1 , 2]\n}}\n"
    )
}

fn recorded() -> String {
    json(CHATGPT)["auth_json_agent_identity"].to_string()
}

/// Writes a record without changing the mode.
fn write_auth_json(file: &str, record: &AgentIdentityRecord) -> agent_identity_wasm::Result<String> {
    agent_identity_wasm::write_auth_json(file, record, WriteAuthMode::Keep)
}

fn stored(text: &str) -> AgentIdentityRecord {
    read_auth_json(text).unwrap().unwrap().record
}

#[wasm_bindgen_test(unsupported = test)]
fn the_recorded_record_is_read() {
    let identity = read_auth_json(&auth_json(&recorded())).unwrap().unwrap();
    assert_eq!(identity.stored_as, StoredAs::Record);
    assert_eq!(identity.auth_mode.as_deref(), Some("chatgpt"));
    let record = identity.record;
    assert_eq!(record.agent_runtime_id.as_str(), "agent-runtime-0001");
    assert_eq!((record.account_id.as_str(), record.chatgpt_user_id.as_str()), ("account-0001", "user-0001"));
    assert_eq!((record.email.as_deref(), record.plan_type.as_str()), (Some("agent@example.com"), "pro"));
    assert_eq!((record.fedramp, record.task_id.unwrap().as_str()), (false, "task-0001"));
}

#[wasm_bindgen_test(unsupported = test)]
fn the_recorded_jwt_is_read_and_its_claims_are_checked() {
    let recording = json(JWT);
    let jwt = text(&recording["authority"], "jwt");
    let identity = read_auth_json(&auth_json(&format!("\"{jwt}\""))).unwrap().unwrap();
    assert_eq!(identity.stored_as, StoredAs::Jwt);
    assert_eq!(identity.record.account_id, "account-0001");

    let parsed = SignedJwt::parse(jwt).unwrap();
    assert!(jwt.starts_with(parsed.signed_text()) && parsed.signature().len() == 256);
    let key = parsed.key(&recording["authority"]["jwks"].to_string()).unwrap();
    assert_eq!(json(&key)["n"], recording["authority"]["jwks"]["keys"][0]["n"]);
    let claims = parsed.claims(at(1_795_328_102_000), CLOCK_TOLERANCE_MILLIS).unwrap();
    assert_eq!((claims.iat, claims.exp), (1_795_328_102, 4_102_444_800));
    assert!(parsed.claims(at(4_102_444_800_000 - 1), 0).is_ok());
    let expired = parsed.claims(at(4_102_444_800_000), 0).unwrap_err();
    assert_eq!(expired.code(), ErrorCode::JwtExpired);
    assert!(!format!("{parsed:?}{claims:?}").contains("MC4C"));
}

#[wasm_bindgen_test(unsupported = test)]
fn a_file_without_an_identity_has_none() {
    for text in [
        "{}",
        r#"{"agent_identity":null}"#,
        r#"{"agent_identity":""}"#,
        r#"{"auth_mode":"apikey","OPENAI_API_KEY":"k"}"#,
    ] {
        assert!(read_auth_json(text).unwrap().is_none(), "{text}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_broken_identity_is_refused_as_a_whole() {
    use ErrorCode::*;
    let good = recorded();
    for (text, code) in [
        (auth_json("5"), IdentityRecordInvalid),
        (auth_json("[]"), IdentityRecordInvalid),
        (auth_json("{}"), IdentityRecordInvalid),
        (
            auth_json(&good.replace("\"account_id\":\"account-0001\"", "\"account_id\":5")),
            IdentityRecordInvalid,
        ),
        (auth_json(&good.replace("_fedramp\":false", "_fedramp\":\"no\"")), IdentityRecordInvalid),
        (auth_json(&good.replace("agent-runtime-0001", "a:b")), AgentRuntimeIdInvalid),
        (auth_json(&good.replace("MFEC", "MFED")), PrivateKeyMalformed),
        (auth_json("\"a.b\""), JwtMalformed),
        (auth_json("\"e30.e30.AAAA\""), JwtClaimInvalid),
        (auth_json(&good.replace("{", "{\"task_id\":\"x\",")), JsonMemberDuplicate),
        ("[]".into(), JsonNotObject),
        ("{".into(), JsonInvalid),
    ] {
        assert_eq!(read_auth_json(&text).unwrap_err().code(), code, "{text}");
    }
}

/// Secrets, in forms to which a careless program may have converted them.
const SECRETS: [&str; 4] = [
    "MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g",
    "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
    "nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=",
    "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A",
];

#[wasm_bindgen_test(unsupported = test)]
fn a_secret_instead_of_a_name_is_not_quoted() {
    for secret in SECRETS {
        let twice = format!(r#"{{"{secret}":1,"{secret}":2}}"#);
        for file in [twice.clone(), auth_json(&twice)] {
            let error = read_auth_json(&file).unwrap_err();
            assert_eq!(error.code(), ErrorCode::JsonMemberDuplicate);
            assert!(!error.message().contains(secret), "{error}");
        }
    }
    let error = read_auth_json(r#"{"last_refresh":1,"last_refresh":2}"#).unwrap_err();
    assert_eq!(error.message(), "auth.json: member \"last_refresh\" is there twice");
    for (name, shown) in [
        ("x-1_a", "member \"x-1_a\""),
        (&"x".repeat(32), &format!("member \"{}\"", "x".repeat(32))),
        (&"x".repeat(33), "the member at byte 45"),
        ("x 1", "the member at byte 15"),
        ("é", "the member at byte 14"),
    ] {
        let error = read_auth_json(&format!(r#"{{"a":1,"{name}":1,"{name}":2}}"#)).unwrap_err();
        assert_eq!(error.message(), format!("auth.json: {shown} is there twice"));
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn writing_does_not_change_any_other_byte() {
    let file = auth_json(&recorded().replace("{", "{\"new\":1.50,"));
    let record = stored(&file);
    assert_eq!(write_auth_json(&file, &record).unwrap(), file);

    let task_id = AgentTaskId::new("task-2").ok();
    let updated = write_auth_json(&file, &AgentIdentityRecord { task_id, ..record.clone() }).unwrap();
    assert_eq!(updated, file.replace("task-0001", "task-2"));
    let without = write_auth_json(&file, &AgentIdentityRecord { task_id: None, ..record.clone() }).unwrap();
    assert_eq!(without, file.replace(",\"task_id\":\"task-0001\"", ""));
    assert_eq!(write_auth_json(&without, &record).unwrap(), file);
}

#[wasm_bindgen_test(unsupported = test)]
fn a_record_replaces_a_jwt_or_is_added() {
    let record = stored(&auth_json(&recorded()));
    for before in [auth_json("null"), auth_json("\"a.b.c\""), "{}".into()] {
        let after = write_auth_json(&before, &record).unwrap();
        assert_eq!(stored(&after), record, "{before}");
        assert!(before == "{}" || after.contains("\"last_refresh\": 1.7950e9,\n  \"x\": [ 1 , 2]\n}\n"));
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn aliases_of_plans_are_not_resolved_in_a_stored_record() {
    for plan in ["hc", "education", "new plan", ""] {
        let file = auth_json(&recorded().replace("\"pro\"", &format!("\"{plan}\"")));
        let record = stored(&file);
        assert_eq!(record.plan_type, plan);
        assert_eq!(write_auth_json(&file, &record).unwrap(), file);
    }
}

fn plan_in_words(auth: Auth, policy: Policy, first_party: bool) -> &'static str {
    match plan_auth(auth, policy, first_party) {
        AuthPlan::UseGiven => "use it",
        AuthPlan::UseStored => "use the stored identity",
        AuthPlan::Register { replaces_foreign: false } => "register",
        AuthPlan::Register { replaces_foreign: true } => "register, replacing it",
        AuthPlan::Unchanged(because) => because.as_str(),
        other => panic!("{other:?} is not in the table"),
    }
}

fn decision_table() -> String {
    let auths = [
        ("agent identity", Auth::AgentIdentity),
        ("ChatGPT, nothing stored", Auth::ChatGpt(StoredRecord::None)),
        ("ChatGPT, own record stored", Auth::ChatGpt(StoredRecord::Own)),
        ("ChatGPT, another account's or user's record stored", Auth::ChatGpt(StoredRecord::Foreign)),
        ("API key", Auth::ApiKey),
        ("another mode", Auth::Other),
        ("none", Auth::None),
    ];
    let mut table = String::from(
        "| auth | first party, feature off | first party, feature on | not first party |\n|---|---|---|---|\n",
    );
    for (name, auth) in auths {
        let [off, on] = [false, true].map(|flag| plan_in_words(auth, Policy::of(flag), true));
        let elsewhere = [false, true].map(|flag| plan_in_words(auth, Policy::of(flag), false));
        assert_eq!(elsewhere, [UnchangedReason::NotFirstParty.as_str(); 2]);
        table += &format!("| {name} | {off} | {on} | {} |\n", elsewhere[0]);
    }
    table
}

#[wasm_bindgen_test(unsupported = test)]
fn the_decision_table_is_the_documented_one() {
    let table = decision_table();
    assert!(include_str!("../../docs/OPTING-IN.md").contains(&table), "{table}");
}

#[wasm_bindgen_test(unsupported = test)]
fn the_feature_is_off_by_default() {
    assert_eq!(FEATURES.iter().map(|feature| feature.key).collect::<Vec<_>>(), ["use_agent_identity"]);
    assert!(FEATURES.iter().all(|feature| !feature.default_enabled && feature.stage == "experimental"));
}

#[wasm_bindgen_test(unsupported = test)]
fn a_record_is_own_for_the_same_account_and_user() {
    for (record, expected) in [
        (None, StoredRecord::None),
        (Some(("a", "u")), StoredRecord::Own),
        (Some(("b", "u")), StoredRecord::Foreign),
        (Some(("a", "v")), StoredRecord::Foreign),
    ] {
        assert_eq!(StoredRecord::of(record, "a", "u"), expected);
    }
}
