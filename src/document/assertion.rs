//! An assertion, in any form that the inspection of assertions takes.

use super::candidate::Candidate;
use super::report::Report;
use super::{DocumentContext, DocumentKind, Reader};
use crate::assertion::{MEMBERS, SCHEME};
use crate::base64;
use crate::inspect::{Span, inspect_with_others};
use crate::json::Object;

pub(super) struct Assertion;

impl Reader for Assertion {
    fn kind(&self) -> DocumentKind {
        DocumentKind::Assertion
    }

    fn recognizes(&self, candidate: &Candidate) -> bool {
        has_scheme(candidate.text) || is_token(candidate.text) || is_envelope(candidate)
    }

    fn read(&self, candidate: &Candidate, context: &DocumentContext, report: &mut Report) {
        let encoded = is_envelope(candidate).then(|| base64::encode_url(candidate.text.as_bytes()));
        let text = encoded.as_deref().unwrap_or(candidate.original);
        let mut inspection = inspect_with_others(text, context.key, context.others, context.options);
        if encoded.is_some() {
            // The text is the decoded token; places in the encoded one mean nothing to the caller.
            inspection.findings.retain(|finding| finding.code != "form_token");
            for finding in &mut inspection.findings {
                finding.span = finding.span.take().and_then(|span| match span {
                    Span::Json(range) => candidate.span(range),
                    Span::Text(_) => None,
                });
            }
        }
        if let Some(Ok((envelope, _))) =
            inspection.json.as_deref().map(|json| Object::scan("the envelope", json))
        {
            let place =
                |range| if encoded.is_some() { candidate.span(range) } else { Some(Span::Json(range)) };
            report.members("", &envelope, &MEMBERS, &place);
        }
        report.public_key = inspection.signed_by;
        if inspection.valid {
            report.pass();
        }
        report.inspect(inspection);
    }
}

fn has_scheme(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_here = |at: usize| {
        let found = bytes.get(at..).and_then(|rest| rest.get(..SCHEME.len()));
        found.is_some_and(|found| found.eq_ignore_ascii_case(SCHEME.as_bytes()))
    };
    (0..bytes.len()).any(is_here)
}

/// Longer than 32 bytes in hex, so that no key is taken for a token. The token of the shortest envelope is longer still.
const SHORTEST_TOKEN: usize = 65;

/// True for base64url that starts with a brace: `e`, and a character for 48 to 63.
fn is_token(text: &str) -> bool {
    let mut bytes = text.bytes();
    text.len() >= SHORTEST_TOKEN
        && bytes.next() == Some(b'e')
        && bytes
            .next()
            .is_some_and(|byte| matches!(byte, b'w'..=b'z' | b'0'..=b'9' | b'+' | b'/' | b'-' | b'_'))
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_+/=".contains(&byte))
}

/// True for the JSON inside a token.
fn is_envelope(candidate: &Candidate) -> bool {
    candidate.has_any(&["signature"]) && candidate.has_any(&["task_id", "agent_runtime_id"])
}
