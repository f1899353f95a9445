use crate::{json, text};
use agent_identity_wasm::{
    AccountId, AgentKey, AgentRegistration, AgentRuntimeId, AgentTaskId, AuthSnapshot, BillOfMaterials,
    ChatGptAccount, DocumentContext, Endpoints, ExternalTaskRef, RegisteredAgentTask, UnixTime,
    VerifyOptions, extract_assertions, find_secrets, inspect, inspect_document, redact_secrets,
};
use serde_json::Value;
use wasm_bindgen_test::wasm_bindgen_test;

const SECRETS: &str = include_str!("../vectors/secrets.json");
/// The text after a secret in a sentence.
const AFTER: &str = "\" (a sentence goes on)";

fn rows(table: &str) -> Vec<Value> {
    let rows = json(SECRETS)[table].as_array().expect("a list of texts").clone();
    assert!(!rows.is_empty());
    rows
}

/// Returns the first eight consecutive characters of `hidden` that `text` still contains.
fn leaked_part(hidden: &str, text: &str) -> Option<String> {
    let hidden: Vec<char> = hidden.chars().collect();
    let mut parts = hidden.windows(8).map(|part| part.iter().collect::<String>());
    parts.find(|part| text.contains(part) && part.chars().filter(char::is_ascii_alphanumeric).count() > 5)
}

fn check(rows: &[Value], fault: impl Fn(&Value) -> Option<String>) {
    let faults: Vec<_> =
        rows.iter().filter_map(|row| Some(format!("{}: {}", text(row, "name"), fault(row)?))).collect();
    assert!(faults.is_empty(), "{} of {} differ:\n{}", faults.len(), rows.len(), faults.join("\n"));
}

#[wasm_bindgen_test(unsupported = test)]
fn every_form_of_a_secret_is_found_and_redacted() {
    check(&rows("secrets"), |row| {
        let secret = text(row, "text");
        let kinds: Vec<_> = find_secrets(secret).iter().map(|found| found.kind.as_str()).collect();
        if !kinds.contains(&text(row, "kind")) {
            return Some(format!("{kinds:?}"));
        }
        leaked_part(text(row, "hidden"), &redact_secrets(secret, &[]))
    });
}

#[wasm_bindgen_test(unsupported = test)]
fn the_text_around_a_secret_is_kept() {
    let breaks_off = |row: &Value| {
        ["cut", "breaks off", "without its last line", "that is a key"]
            .iter()
            .any(|part| text(row, "name").contains(part))
    };
    let rows: Vec<_> = rows("secrets").into_iter().filter(|row| !breaks_off(row)).collect();
    check(&rows, |row| {
        let redacted = redact_secrets(&format!("Seen: {}{AFTER}", text(row, "text")), &[]);
        (!redacted.starts_with("Seen: ") || !redacted.ends_with(AFTER)).then_some(redacted)
    });
}

#[wasm_bindgen_test(unsupported = test)]
fn harmless_texts_stay_as_they_are() {
    check(&rows("harmless"), |row| {
        let harmless = text(row, "text");
        let redacted = redact_secrets(harmless, &[]);
        (redacted != harmless).then_some(redacted)
    });
}

/// Prints everything that takes text from outside, with this text in it.
fn prints(secret: &str) -> Vec<String> {
    let owned = || secret.to_owned();
    let options = VerifyOptions::at(UnixTime::from_millis(0).unwrap());
    let context = DocumentContext { options: &options, key: None, others: &[], has_jwks: false };
    let bill =
        BillOfMaterials { agent_version: owned(), agent_harness_id: owned(), running_location: owned() };
    let key =
        AgentKey::from_pkcs8("MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g").unwrap();
    let mut registration = AgentRegistration::new(key.public_key(), bill.clone());
    registration.capabilities = vec![owned()];
    let account = ChatGptAccount {
        account_id: owned(),
        chatgpt_user_id: owned(),
        plan_type: Some(owned()),
        email: Some(owned()),
        fedramp: false,
        stored: None,
    };
    let url = format!("https://a.example/{secret}");
    let envelope = serde_json::json!({ "x": secret, "task_id": secret, "signature": secret }).to_string();
    let log = format!("GET {url} {{\"authorization\":\"AgentAssertion {}\"}}\n", "e30".repeat(20));
    let mut prints = vec![
        format!("{bill:?}{registration:?}{account:?}{:?}", AuthSnapshot::Other(owned())),
        format!("{:?}", inspect(&format!("AgentAssertion {}", base64url(&envelope)), None, &options)),
        format!("{:?}", inspect_document(&serde_json::json!({ "auth_mode": secret }).to_string(), &context)),
        format!("{:?}", extract_assertions(log.as_bytes()).unwrap()),
        format!("{:?}{:?}", AccountId::new(secret), ExternalTaskRef::new(secret)),
        format!("{:?}", Endpoints::resolve(&url, Some(&url))),
    ];
    if let (Ok(agent_runtime_id), Ok(task_id)) = (AgentRuntimeId::new(secret), AgentTaskId::new(secret)) {
        prints.push(format!(
            "{:?}",
            RegisteredAgentTask { agent_runtime_id, task_id, external_task_ref: None }
        ));
    }
    prints
}

fn base64url(text: &str) -> String {
    use base64ct::Encoding;
    base64ct::Base64UrlUnpadded::encode_string(text.as_bytes())
}

#[wasm_bindgen_test(unsupported = test)]
fn no_debug_form_shows_a_secret() {
    let rows = rows("secrets")
        .into_iter()
        .filter(|row| text(row, "text").len() < 1_000 && !text(row, "name").contains("with spaces"))
        .step_by(3)
        .collect::<Vec<_>>();
    check(&rows, |row| {
        prints(text(row, "text")).iter().find_map(|print| {
            leaked_part(text(row, "hidden"), print).map(|part| format!("{part} in {print}"))
        })
    });
}
