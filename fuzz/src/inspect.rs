//! `inspect` accepts any text, and agrees with `verify` and with the extraction. `inspect_document` accepts any text,
//! too: a document with errors is not valid, and a secret part does not have its value.

use super::given;
use agent_identity_wasm::{
    DocumentContext, Severity, Span, extract_assertions, inspect, inspect_document, verify,
};

pub fn run(data: &[u8]) {
    given::utf8(data, |text| {
        let (options, key) = (given::options(), given::AGENT.public_key());
        let inspection = inspect(text, Some(&key), &options);
        let errors = || inspection.findings.iter().filter(|found| found.severity == Severity::Error);
        match inspection.header.as_deref().map(|header| verify(header, &key, &options)) {
            None => assert!(!inspection.valid && errors().next().is_some()),
            Some(Ok(_)) => assert!(inspection.valid && errors().next().is_none()),
            Some(Err(error)) => {
                assert!(!inspection.valid);
                assert!(errors().any(|found| found.code == error.code().as_str()), "{error}");
            }
        }
        // Only the extraction reads UTF-16.
        let found = extract_assertions(text.as_bytes()).unwrap_or_default();
        if let Some(first) = found.first().filter(|_| !text.contains('\0')) {
            assert_eq!(inspection.header.as_ref(), Some(&first.header));
        }
        let json = inspection.json.as_deref().unwrap_or_default();
        for span in inspection.findings.iter().filter_map(|found| found.span.as_ref()) {
            let (range, whole) = match span {
                Span::Text(range) => (range, text),
                Span::Json(range) => (range, json),
                other => panic!("a span in an unknown document: {other:?}"),
            };
            assert!(whole.get(range.clone()).is_some(), "{range:?} of {} bytes", whole.len());
        }
        assert!(!inspect(text, None, &options).valid);
        explain(text);
    });
}

fn explain(text: &str) {
    let (options, key) = (given::options(), given::AGENT.public_key());
    let context = DocumentContext { options: &options, key: Some(&key), others: &[], has_jwks: true };
    let document = inspect_document(text, &context);
    let has_errors = document.findings.iter().any(|found| found.severity == Severity::Error);
    assert_eq!(document.valid == Some(false), has_errors);
    assert!(document.findings.iter().map(|found| found.severity).is_sorted());
    for part in &document.parts {
        assert!(!part.secret || part.value.contains("[redacted]"), "{part:?}");
        if let Some(Span::Text(range)) = &part.span {
            assert!(text.get(range.clone()).is_some(), "{part:?}");
        }
    }
}
