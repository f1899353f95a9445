//! Tests of the core's public API. They run natively, and as WebAssembly in Node and in Chromium.
#![expect(
    clippy::arithmetic_side_effects,
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test that panics fails, as it should"
)]

mod auth;
mod documents;
mod endpoints;
mod extractions;
mod headers;
mod identities;
mod inspections;
mod jwts;
mod keys;
mod recordings;
mod registrations;
mod requests;
mod sealing;
mod secrets;
mod texts;

use agent_identity_wasm::{AgentKey, AgentPublicKey, FreshnessWindow, UnixTime};
use serde_json::Value;

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("the vectors are JSON")
}

fn text<'a>(value: &'a Value, member: &str) -> &'a str {
    value[member].as_str().unwrap_or_else(|| panic!("{member} is not a string in {value}"))
}

fn public_key(line: &str) -> AgentPublicKey {
    AgentPublicKey::parse(line).expect("a public key")
}

fn private_key(pkcs8: &str) -> AgentKey {
    AgentKey::from_pkcs8(pkcs8).expect("a private key")
}

fn at(millis: i64) -> UnixTime {
    UnixTime::from_millis(millis).expect("a time between the years 0000 and 9999")
}

fn time_of(timestamp: &str) -> UnixTime {
    at(timestamp.parse::<agent_identity_wasm::Timestamp>().expect("a timestamp").as_millis())
}

fn window_of(case: &Value) -> FreshnessWindow {
    let default = FreshnessWindow::default();
    let millis = |member, default| case[member].as_u64().map_or(default, |seconds: u64| seconds * 1000);
    FreshnessWindow {
        max_age_millis: millis("max_age_seconds", default.max_age_millis),
        max_skew_millis: millis("max_skew_seconds", default.max_skew_millis),
    }
}

/// Compares the result of every case with the code that its row expects, and shows all rows that differ.
fn check_all(cases: &Value, verdict: impl Fn(&Value) -> agent_identity_wasm::Result<()>) {
    let cases = cases.as_array().expect("a list of cases");
    assert!(!cases.is_empty());
    let differing: Vec<String> = cases.iter().filter_map(|case| difference(case, verdict(case))).collect();
    assert!(differing.is_empty(), "{} of {} differ:\n{}", differing.len(), cases.len(), differing.join("\n"));
}

fn difference(case: &Value, verdict: agent_identity_wasm::Result<()>) -> Option<String> {
    let found = verdict.as_ref().err().map(|error| error.code().as_str());
    let message = verdict.as_ref().err().map_or("", |error| error.message());
    let expected = case["code"].as_str();
    (found != expected).then(|| format!("{}: expected {expected:?}, found {found:?} {message}", case["name"]))
}
