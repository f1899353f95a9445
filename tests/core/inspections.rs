use crate::{at, json, public_key, text, time_of};
use agent_identity_wasm::{
    AgentIdentity, AgentKey, AgentPublicKey, AgentRuntimeId, AgentTaskId, Finding, Freshness, InputForm,
    Inspection, Severity, SignatureStatus, Span, VerifyOptions, inspect, inspect_with_others, verify,
};
use base64ct::{Base64UrlUnpadded, Encoding};
use wasm_bindgen_test::wasm_bindgen_test;

const HEADERS: &str = include_str!("../vectors/headers.json");
const NOW: i64 = 1_795_328_169_000;

fn agent() -> AgentIdentity {
    AgentIdentity::new(AgentRuntimeId::new("agent-1").unwrap(), AgentKey::generate(&[1; 64]))
}

fn header() -> String {
    agent().authorization_header(&AgentTaskId::new("task-1").unwrap(), at(NOW))
}

fn inspected(text: &str) -> Inspection {
    inspect(text, Some(&agent().public_key()), &VerifyOptions::at(at(NOW)))
}

fn codes(inspection: &Inspection) -> Vec<&'static str> {
    inspection.findings.iter().map(|finding| finding.code).collect()
}

/// Inspects a header with `json` as its envelope.
fn inspect_envelope(json: &str) -> Inspection {
    inspected(&format!("AgentAssertion {}", Base64UrlUnpadded::encode_string(json.as_bytes())))
}

fn good_json() -> String {
    inspected(&header()).json.unwrap()
}

#[wasm_bindgen_test(unsupported = test)]
fn inspect_and_verify_never_disagree() {
    let table = json(HEADERS);
    for case in table["cases"].as_array().unwrap() {
        let key = AgentPublicKey::parse(case["public_key"].as_str().unwrap_or(text(&table, "public_key")));
        let id = |member: &str| case[member].as_str();
        let now = case["now_ms"].as_i64().map_or_else(|| time_of(text(&table, "now")), at);
        let mut options = VerifyOptions::at(now);
        options.window = crate::window_of(case);
        options.expected_agent_runtime_id =
            id("expected_agent_runtime_id").and_then(|id| AgentRuntimeId::new(id).ok());
        options.expected_task_id = id("expected_task_id").and_then(|id| AgentTaskId::new(id).ok());
        let (Ok(key), header) = (key, text(case, "header")) else { continue };
        let inspection = inspect(header, Some(&key), &options);
        let is_whole = header.trim_ascii() == header && inspection.form == Some(InputForm::HeaderValue);
        if inspection.header.as_deref() != Some(header.trim_ascii()) {
            // If only a part of the text was checked, a finding says so.
            assert!(!inspection.findings.is_empty(), "{}", case["name"]);
        }
        if !is_whole || inspection.header.as_deref() != Some(header) {
            continue;
        }
        let verdict = verify(header, &key, &options);
        assert_eq!(inspection.valid, verdict.is_ok(), "{}", case["name"]);
        let errors = inspection.findings.iter().filter(|finding| finding.severity == Severity::Error);
        match verdict {
            Ok(_) => assert_eq!(errors.count(), 0, "{}: {:?}", case["name"], inspection.findings),
            Err(error) => {
                let first = inspection.findings.first().map(|finding| finding.code);
                assert!(
                    codes(&inspection).contains(&error.code().as_str()),
                    "{}: {first:?} {error}",
                    case["name"]
                );
            }
        }
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn every_form_is_found() {
    let header = header();
    let token = header.strip_prefix("AgentAssertion ").unwrap();
    for (text, form, note) in [
        (header.clone(), InputForm::HeaderValue, None),
        (token.to_owned(), InputForm::Token, Some("form_token")),
        (format!(" {header}\n"), InputForm::HeaderValue, None),
        (format!("authorization: {header}"), InputForm::HeaderLine, Some("form_header_line")),
        (format!("curl -H 'Authorization: {header}' https://x.example"), InputForm::Curl, Some("form_curl")),
        (format!("curl \\\n  -H \"authorization:{header}\" \\\n x"), InputForm::Curl, Some("form_curl")),
        (
            format!("GET / HTTP/1.1\r\nAuthorization: {header}\r\nX: y"),
            InputForm::Embedded,
            Some("form_embedded"),
        ),
        (format!("{{\"value\":\"{header}\"}}"), InputForm::Embedded, Some("form_embedded")),
        (header.replacen("AgentA", "agenta", 1), InputForm::HeaderValue, Some("scheme_case")),
        (header.replacen(' ', "   ", 1), InputForm::HeaderValue, Some("scheme_spaces")),
    ] {
        let inspection = inspected(&text);
        assert_eq!((inspection.form, inspection.valid), (Some(form), true), "{text}");
        assert_eq!(codes(&inspection), Vec::from_iter(note), "{text}");
    }
    let both = inspected(&header.replacen("AgentAssertion ", "agentassertion  ", 1));
    assert_eq!((both.valid, codes(&both)), (true, vec!["scheme_case", "scheme_spaces"]));
    for text in [
        format!("badAgentAssertion x; Authorization: {header}"),
        format!("the AgentAssertion header was: Authorization: {header}"),
    ] {
        let inspection = inspected(&text);
        assert_eq!((inspection.header.as_deref(), inspection.valid), (Some(header.as_str()), true), "{text}");
    }
    let without_space = header.replacen(' ', "", 1);
    for text in [without_space.as_str(), "", "hello world", "Bearer eyJh.eyJh", "AgentAssertion", "short"] {
        let inspection = inspected(text);
        assert_eq!((inspection.form, codes(&inspection)), (None, vec!["assertion_scheme_invalid"]), "{text}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn all_errors_are_reported_with_their_places() {
    let json = r#"{"task_id":5,"agent_runtime_id":"a:b","timestamp":"2026-02-30T00:00:00Z","x":1,"x":2} ?"#;
    let inspection = inspect_envelope(json);
    let told: Vec<_> = inspection.findings.iter().map(|f| (f.code, spanned(json, f))).collect();
    assert_eq!(
        told,
        [
            ("json_trailing_data", Some("?")),
            ("json_member_duplicate", Some("\"x\":2")),
            ("agent_runtime_id_invalid", Some("\"a:b\"")),
            ("json_member_missing", None),
            ("json_member_not_string", Some("5")),
            ("timestamp_impossible", Some("\"2026-02-30T00:00:00Z\"")),
            ("signed_text_ambiguous", Some("\"a:b\"")),
            ("unsigned_member", Some("\"x\":1")),
            ("unsigned_member", Some("\"x\":2")),
            ("member_order", None),
        ]
    );
    let severities: Vec<_> = inspection.findings.iter().map(|finding| finding.severity.as_str()).collect();
    assert_eq!(severities.join(" "), "error error error error error error warning warning warning info");
    assert!(!inspection.valid);
    assert_eq!(inspection.signature, SignatureStatus::Unchecked);
    let escaped = inspect_envelope(r#"{"agent_runtime_id":"a\u003ab"}"#);
    assert!(codes(&escaped).contains(&"signed_text_ambiguous"));
}

fn spanned<'a>(json: &'a str, finding: &Finding) -> Option<&'a str> {
    match &finding.span {
        Some(Span::Json(span)) => json.get(span.clone()),
        _ => None,
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn unusual_but_valid_forms_are_reported_and_accepted() {
    let good = good_json();
    let reordered = good
        .replacen(r#"{"agent_runtime_id":"agent-1","#, "{", 1)
        .replace('}', r#","agent_runtime_id":"agent-1"}"#);
    for (json, expected) in [
        (good.clone(), vec![]),
        (format!(" {good}"), vec!["json_white_space"]),
        (format!("{good}\n"), vec!["json_white_space"]),
        (good.replace("\":", "\" :"), vec!["json_white_space"]),
        (good.replace("task-1", "t\\u0061sk-1"), vec!["json_escapes"]),
        (good.replace("task_id", "t\\u0061sk_id"), vec!["json_escapes"]),
        (reordered, vec!["member_order"]),
        (good.replace('}', ",\"y\":[1]}"), vec!["unsigned_member"]),
    ] {
        let inspection = inspect_envelope(&json);
        assert_eq!((inspection.valid, codes(&inspection)), (true, expected), "{json}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_token_that_is_not_quite_base64url_is_shown_all_the_same() {
    let header = header();
    let inspection = inspected(&format!("{header}="));
    assert_eq!(codes(&inspection), ["assertion_base64url_invalid"]);
    assert!(!inspection.valid);
    assert_eq!(inspection.json, Some(good_json()));
    assert_eq!(inspection.signature, SignatureStatus::Valid);
}

#[wasm_bindgen_test(unsupported = test)]
fn without_a_key_nothing_is_valid_but_everything_else_is_checked() {
    let options = VerifyOptions::at(at(NOW + 301_000));
    let inspection = inspect(&header(), None, &options);
    assert_eq!((inspection.valid, inspection.signature), (false, SignatureStatus::Unchecked));
    assert_eq!((inspection.freshness, inspection.age_millis), (Freshness::Expired, Some(301_000)));
    assert_eq!(codes(&inspection), ["timestamp_expired"]);
    assert_eq!(inspection.parts.signed_text().unwrap(), "agent-1:task-1:2026-11-22T06:16:09Z");
    let ahead = inspect(&header(), None, &VerifyOptions::at(at(NOW - 301_000)));
    assert_eq!((ahead.freshness, codes(&ahead)), (Freshness::Future, vec!["timestamp_in_future"]));
}

#[wasm_bindgen_test(unsupported = test)]
fn a_signature_by_another_key_is_reported() {
    let line = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINdamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea";
    let inspection = inspect(&header(), Some(&public_key(line)), &VerifyOptions::at(at(NOW)));
    assert_eq!(codes(&inspection), ["signature_invalid"]);
    assert_eq!(inspection.signature, SignatureStatus::Invalid);
}

#[wasm_bindgen_test(unsupported = test)]
fn a_matching_other_key_is_reported_but_does_not_make_the_assertion_valid() {
    let keys: Vec<_> = (1..4).map(|byte| AgentKey::generate(&[byte; 64]).public_key()).collect();
    let options = VerifyOptions::at(at(NOW));
    let by = |key: Option<usize>, others: &[AgentPublicKey]| {
        let inspection = inspect_with_others(&header(), key.and_then(|key| keys.get(key)), others, &options);
        (inspection.valid, inspection.signature, inspection.signed_by, codes(&inspection))
    };
    let (signer, told) = (Some(keys[0]), "other_key_matches");
    assert_eq!(by(Some(0), &keys), (true, SignatureStatus::Valid, signer, vec![]));
    let expected = (false, SignatureStatus::Invalid, signer, vec!["signature_invalid", told]);
    assert_eq!(by(Some(1), &keys), expected);
    assert_eq!(by(None, &keys), (false, SignatureStatus::Unchecked, signer, vec![told]));
    assert_eq!(by(Some(1), &keys[1..]), (false, SignatureStatus::Invalid, None, vec!["signature_invalid"]));
}
