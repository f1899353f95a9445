//! A HAR file or a log gives the same result as a whole and in pieces. The first byte sets the size of the pieces.
#![expect(clippy::disallowed_methods, reason = "a piece is never empty")]

use agent_identity_wasm::{AssertionExtractor, extract_assertions};

pub fn run(data: &[u8]) {
    let Some((first, text)) = data.split_first() else {
        return;
    };
    let Ok(whole) = extract_assertions(text) else {
        let mut extractor = AssertionExtractor::default();
        let pushed = extractor.push(text).and_then(|_| extractor.finish());
        assert!(pushed.is_err(), "the same text is refused again");
        return;
    };
    let mut extractor = AssertionExtractor::default();
    let mut found = Vec::new();
    for piece in text.chunks(usize::from(*first).max(1)) {
        found.extend(extractor.push(piece).expect("text"));
    }
    found.extend(extractor.finish().expect("text"));
    assert_eq!(found, whole);
    let lines = text.iter().filter(|byte| **byte == b'\n').count();
    for assertion in &whole {
        assert!(assertion.line >= 1 && usize::try_from(assertion.line).expect("a line") <= lines + 1);
        // The fuzz target for headers checks the rest.
        let scheme = assertion.header.get(..14).expect("a scheme");
        assert!(scheme.eq_ignore_ascii_case("AgentAssertion"), "{scheme}");
        assert!(assertion.url.as_ref().is_none_or(|url| url.len() <= 2048));
        assert!(assertion.method.as_ref().is_none_or(|method| method.len() <= 16));
        assert!(assertion.status.is_none_or(|status| (100..600).contains(&status)));
    }
}
