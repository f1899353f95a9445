use crate::{json, public_key, text, time_of};
use agent_identity_wasm::{
    AgentRuntimeId, Document, DocumentContext, Severity, Span, UnixTime, VerifyOptions, inspect_document,
};
use serde_json::Value;
use wasm_bindgen_test::wasm_bindgen_test;

const DOCUMENTS: &str = include_str!("../vectors/documents.json");

fn inspect(table: &Value, case: &Value) -> Document {
    let now = case["now_ms"]
        .as_i64()
        .map_or_else(|| time_of(text(table, "now")), |now| UnixTime::from_millis(now).unwrap());
    let id = case["expected_agent_runtime_id"].as_str().map(|id| AgentRuntimeId::new(id).unwrap());
    let mut options = VerifyOptions::at(now);
    options.expected_agent_runtime_id = id;
    let key = case["public_key"].as_str().map(public_key);
    let context = DocumentContext { options: &options, key: key.as_ref(), others: &[], has_jwks: false };
    inspect_document(text(case, "text"), &context)
}

fn parts(document: &Document) -> Vec<String> {
    let mark = |secret| if secret { "!" } else { "" };
    document.parts.iter().map(|part| format!("{}{}", part.name, mark(part.secret))).collect()
}

#[wasm_bindgen_test(unsupported = test)]
fn every_document_is_explained() {
    let table = json(DOCUMENTS);
    let differing: Vec<String> =
        table["cases"].as_array().unwrap().iter().filter_map(|case| difference(&table, case)).collect();
    assert!(differing.is_empty(), "{}", differing.join("\n"));
}

fn difference(table: &Value, case: &Value) -> Option<String> {
    let document = inspect(table, case);
    let codes: Vec<&str> = document.findings.iter().map(|finding| finding.code).collect();
    let found = serde_json::json!({
        "kind": document.kind.as_str(),
        "valid": document.valid,
        "findings": codes,
        "parts": if case["parts"].is_null() { Value::Null } else { parts(&document).into() },
    });
    let expected = serde_json::json!({
        "kind": case["kind"],
        "valid": case["valid"],
        "findings": case["findings"],
        "parts": case["parts"],
    });
    (found != expected).then(|| format!("{}: expected {expected}\n  found {found}", case["name"]))
}

#[wasm_bindgen_test(unsupported = test)]
fn no_secret_is_in_any_part_or_message() {
    let table = json(DOCUMENTS);
    let secrets: Vec<&str> =
        table["secrets"].as_array().unwrap().iter().map(|secret| secret.as_str().unwrap()).collect();
    for case in table["cases"].as_array().unwrap() {
        let document = inspect(&table, case);
        let shown = document.parts.iter().flat_map(|part| [&part.name, &part.value]);
        for shown in shown.chain(document.findings.iter().map(|finding| &finding.message)) {
            assert!(!secrets.iter().any(|secret| shown.contains(secret)), "{}: {shown}", case["name"]);
        }
        assert!(
            document.parts.iter().all(|part| !part.secret || part.value.contains("[redacted]")),
            "{}",
            case["name"]
        );
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_span_is_the_range_of_the_value() {
    let table = json(DOCUMENTS);
    for case in table["cases"].as_array().unwrap() {
        let text = format!("\n  {}", text(case, "text"));
        let padded = serde_json::json!({ "text": text, "now_ms": case["now_ms"] });
        let document = inspect(&table, &padded);
        let inner = document
            .inspection
            .as_ref()
            .and_then(|inspection| inspection.json.as_deref())
            .unwrap_or_default();
        for part in document.parts.iter().filter(|part| !part.secret) {
            let standing = match &part.span {
                Some(Span::Text(range)) => &text[range.clone()],
                Some(Span::Json(range)) => &inner[range.clone()],
                _ => continue,
            };
            let value = serde_json::from_str::<String>(standing).unwrap_or_else(|_| standing.to_owned());
            assert_eq!(value, part.value, "{} {}", case["name"], part.name);
        }
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn errors_come_first_and_make_a_document_invalid() {
    let table = json(DOCUMENTS);
    for case in table["cases"].as_array().unwrap() {
        let document = inspect(&table, case);
        assert!(document.findings.iter().map(|finding| finding.severity).is_sorted(), "{}", case["name"]);
        let has_errors = document.findings.iter().any(|finding| finding.severity == Severity::Error);
        assert_eq!(document.valid == Some(false), has_errors, "{}", case["name"]);
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_document_shows_no_more_than_500_parts() {
    let table = json(DOCUMENTS);
    for count in [500, 501, 20_000] {
        let members: Vec<String> = (0..count).map(|index| format!("\"m{index}\":1")).collect();
        let document = inspect(&table, &serde_json::json!({ "text": format!("{{{}}}", members.join(",")) }));
        assert_eq!(document.parts.len(), 500);
        let is_cut = document.findings.iter().any(|finding| finding.code == "parts_left_out");
        assert_eq!(is_cut, count > 500);
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn truncated_and_modified_documents_are_explained_too() {
    let table = json(DOCUMENTS);
    for case in table["cases"].as_array().unwrap() {
        let whole = text(case, "text");
        for at in (0..whole.len()).filter(|at| whole.is_char_boundary(*at)).step_by(7) {
            for changed in [whole[..at].to_owned(), format!("{}\"{}", &whole[..at], &whole[at..])] {
                inspect(&table, &serde_json::json!({ "text": changed }));
            }
        }
    }
}
