//! A HAR file or a log is searched whole, and in pieces, with the same result; the first byte says how large these are.
#![expect(clippy::disallowed_methods, reason = "a piece is never empty")]

use agent_identity_wasm::{AssertionExtractor, extract_assertions};

pub fn run(data: &[u8]) {
    let Some((first, text)) = data.split_first() else {
        return;
    };
    let whole = extract_assertions(text);
    let mut extractor = AssertionExtractor::default();
    let mut found = Vec::new();
    for piece in text.chunks(usize::from(*first).max(1)) {
        found.extend(extractor.push(piece));
    }
    found.extend(extractor.finish());
    assert_eq!(found, whole);
    let lines = text.iter().filter(|byte| **byte == b'\n').count();
    for assertion in &whole {
        assert!(assertion.line >= 1 && usize::try_from(assertion.line).expect("a line") <= lines + 1);
        // What follows the scheme is for the reader of headers to judge.
        let scheme = assertion.header.get(..14).expect("a scheme");
        assert!(scheme.eq_ignore_ascii_case("AgentAssertion"), "{scheme}");
    }
}
