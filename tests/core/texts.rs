//! Compares the assertions that extraction and inspection find in each text of the table with those that it expects.

use crate::{at, json, public_key, text, time_of};
use agent_identity_wasm::{
    AssertionExtractor, ExtractedAssertion, UnixTime, VerifyOptions, extract_assertions, inspect,
};
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

const TEXTS: &str = include_str!("../vectors/texts.json");

/// Returns an extracted assertion in the form in which the table lists it.
fn row(found: &ExtractedAssertion) -> Value {
    let mut row = json!({"header": found.header, "line": found.line});
    let optional = [
        ("entry", found.entry.map(Value::from)),
        ("url", found.url.as_deref().map(Value::from)),
        ("method", found.method.as_deref().map(Value::from)),
        ("sent_at", found.sent_at.map(|time: UnixTime| Value::from(time.as_millis()))),
        ("status", found.status.map(Value::from)),
    ];
    for (name, value) in optional {
        if let Some(value) = value {
            row[name] = value;
        }
    }
    row
}

fn cases() -> Vec<Value> {
    let cases = json(TEXTS)["cases"].as_array().unwrap().clone();
    assert!(cases.len() > 200);
    cases
}

#[wasm_bindgen_test(unsupported = test)]
fn the_expected_assertions_are_found_in_each_text() {
    let mut failures = Vec::new();
    for case in cases() {
        let found: Vec<_> =
            extract_assertions(text(&case, "text").as_bytes()).unwrap().iter().map(row).collect();
        if Value::from(found.clone()) != case["found"] {
            failures.push(format!(
                "{}\n expected {}\n found    {}",
                case["name"],
                case["found"],
                Value::from(found)
            ));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[wasm_bindgen_test(unsupported = test)]
fn the_result_does_not_depend_on_where_a_text_is_split() {
    for case in cases() {
        let bytes = text(&case, "text").as_bytes();
        let whole = extract_assertions(bytes).unwrap();
        for size in [1, 7, 100] {
            let mut extractor = AssertionExtractor::default();
            let mut found = Vec::new();
            for piece in bytes.chunks(size) {
                found.extend(extractor.push(piece).unwrap());
            }
            found.extend(extractor.finish().unwrap());
            assert_eq!(found, whole, "{} in pieces of {size}", case["name"]);
        }
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn an_inspection_shows_the_assertion_that_extraction_finds() {
    let table = json(TEXTS);
    let (key, now) = (public_key(text(&table, "public_key")), time_of(text(&table, "now")));
    let mut failures = Vec::new();
    for case in cases() {
        let inspection = inspect(text(&case, "text"), Some(&key), &VerifyOptions::at(at(now.as_millis())));
        let header = case["inspected"].as_str().or(case["found"][0]["header"].as_str());
        let codes: Vec<_> = inspection.findings.iter().map(|finding| finding.code).collect();
        let notes = case["notes"].as_array().cloned().unwrap_or_default();
        let has_notes = notes.iter().all(|note| codes.contains(&note.as_str().unwrap()));
        if inspection.header.as_deref() != header
            || Some(inspection.valid) != case["valid"].as_bool()
            || !has_notes
        {
            failures
                .push(format!("{}: {:?} {} {codes:?}", case["name"], inspection.header, inspection.valid));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
