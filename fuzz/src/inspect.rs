//! `inspect` takes any text, and never disagrees with `verify`.

use super::given;
use agent_identity_wasm::{Severity, Span, inspect, verify};

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
    });
}
