use crate::{json, text};
use agent_identity_wasm::{find_secrets, redact_secrets};
use serde_json::Value;
use wasm_bindgen_test::wasm_bindgen_test;

const SECRETS: &str = include_str!("../vectors/secrets.json");
/// What follows a secret in a sentence.
const AFTER: &str = "\" (a sentence goes on)";

fn rows(table: &str) -> Vec<Value> {
    let rows = json(SECRETS)[table].as_array().expect("a list of texts").clone();
    assert!(!rows.is_empty());
    rows
}

/// The first part of `hidden`, eight characters long, that is left in `text`.
fn left_of(hidden: &str, text: &str) -> Option<String> {
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
        left_of(text(row, "hidden"), &redact_secrets(secret, &[]))
    });
}

#[wasm_bindgen_test(unsupported = test)]
fn what_stands_around_a_secret_stays() {
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
