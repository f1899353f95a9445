use crate::{at, check_all, json, public_key, text, time_of, window_of};
use agent_identity_wasm::{
    AgentPublicKey, AgentRuntimeId, AgentTaskId, Assertion, Result, SCHEME, VerifyOptions, verify,
};
use serde::de::IgnoredAny;
use serde_json::Value;
use std::collections::BTreeMap;
use wasm_bindgen_test::wasm_bindgen_test;

const HEADERS: &str = include_str!("../vectors/headers.json");

#[wasm_bindgen_test(unsupported = test)]
fn every_header_gets_the_verdict_of_its_row() {
    let table = json(HEADERS);
    check_all(&table["cases"], |case| {
        let key = AgentPublicKey::parse(case["public_key"].as_str().unwrap_or(text(&table, "public_key")))?;
        verify(text(case, "header"), &key, &options(&table, case)?).map(|_| ())
    });
}

fn options(table: &Value, case: &Value) -> Result<VerifyOptions> {
    let id = |member: &str| case[member].as_str();
    let now = case["now_ms"].as_i64().map_or_else(|| time_of(text(table, "now")), at);
    let mut options = VerifyOptions::at(now);
    options.window = window_of(case);
    options.expected_agent_runtime_id =
        id("expected_agent_runtime_id").map(AgentRuntimeId::new).transpose()?;
    options.expected_task_id = id("expected_task_id").map(AgentTaskId::new).transpose()?;
    Ok(options)
}

/// Every byte of a header is significant, except for the letter case of the scheme.
#[wasm_bindgen_test(unsupported = test)]
fn no_byte_of_a_header_can_be_changed() {
    let table = json(HEADERS);
    let (header, key) =
        (text(&table["cases"][0], "header"), public_key(text(&table["cases"][0], "public_key")));
    let options = VerifyOptions::at(at(table["cases"][0]["now_ms"].as_i64().unwrap()));
    assert!(verify(header, &key, &options).is_ok());
    for at in 0..header.len() {
        let own = header.as_bytes()[at];
        for byte in (b' '..=b'~').filter(|byte| *byte != own) {
            let mut bytes = header.as_bytes().to_vec();
            bytes[at] = byte;
            let changed = String::from_utf8(bytes).expect("still ASCII");
            let may_verify = at < SCHEME.len() && byte.eq_ignore_ascii_case(&own);
            assert_eq!(verify(&changed, &key, &options).is_ok(), may_verify, "byte {at}: {changed}");
        }
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn no_bit_of_a_key_can_be_changed() {
    let table = json(HEADERS);
    let (header, key) =
        (text(&table["cases"][0], "header"), public_key(text(&table["cases"][0], "public_key")));
    let options = VerifyOptions::at(at(table["cases"][0]["now_ms"].as_i64().unwrap()));
    for bit in 0..256 {
        let mut bytes = key.to_bytes();
        bytes[bit / 8] ^= 1 << (bit % 8);
        let verdict = AgentPublicKey::from_bytes(&bytes).and_then(|key| verify(header, &key, &options));
        assert!(verdict.is_err(), "bit {bit}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn the_debug_form_of_an_assertion_is_the_signed_text_alone() {
    let table = json(HEADERS);
    let assertion = Assertion::parse(text(&table["cases"][0], "header")).unwrap();
    assert_eq!(format!("{assertion:?}"), format!("Assertion({:?})", assertion.signed_text()));
}

#[wasm_bindgen_test(unsupported = test)]
fn unsigned_members_are_shown_as_they_were_written() {
    let table = json(HEADERS);
    let mut with_extra = 0;
    for case in table["cases"].as_array().unwrap().iter().filter(|case| case["code"].is_null()) {
        let assertion = Assertion::parse(text(case, "header")).unwrap();
        let members: BTreeMap<String, IgnoredAny> =
            serde_json::from_str(assertion.unsigned_members()).unwrap();
        for name in ["agent_runtime_id", "signature", "task_id", "timestamp"] {
            assert!(!members.contains_key(name), "{}", case["name"]);
        }
        with_extra += usize::from(!members.is_empty());
    }
    assert!(with_extra > 5);
}
