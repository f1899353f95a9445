//! An assertion, in any form that the inspection of assertions takes.

use super::candidate::{Candidate, is_base64url_of_json};
use super::report::Report;
use super::{DocumentContext, DocumentKind, Reader};
use crate::assertion::{MEMBERS, SCHEME};
use crate::base64;
use crate::inspect::{Span, inspect_with_others};
use crate::json::Object;
use crate::scan::bare_token;

/// The shortest text that is taken for a token. It is longer than 32 bytes in hex, so that a key is not taken for a
/// token. The token of the shortest envelope is even longer.
const MIN_TOKEN_LENGTH: usize = 65;

pub(super) struct Assertion;

impl Reader for Assertion {
    fn kind(&self) -> DocumentKind {
        DocumentKind::Assertion
    }

    fn recognizes(&self, candidate: &Candidate) -> bool {
        is_envelope(candidate)
            || contains(candidate.text, SCHEME)
            || has_other_scheme(candidate.text)
            || bare_token(candidate.text.as_bytes()).is_some_and(|(token, ..)| is_token(&token))
    }

    fn read(&self, candidate: &Candidate, context: &DocumentContext, report: &mut Report) {
        let encoded = is_envelope(candidate)
            .then(|| format!("{SCHEME} {}", base64::encode_url(candidate.text.as_bytes())));
        let text = encoded.as_deref().unwrap_or(candidate.original);
        let inspection = inspect_with_others(text, context.key, context.others, context.options);
        if let Some(Ok((envelope, _))) = inspection.json.as_deref().map(|json| Object::scan("it", json)) {
            report.members("", &envelope, &MEMBERS, &|range| Some(Span::Json(range)));
        }
        report.public_key = inspection.signed_by;
        if inspection.valid {
            report.pass();
        }
        report.inspect(inspection);
    }
}

/// True for the JSON inside a token.
fn is_envelope(candidate: &Candidate) -> bool {
    candidate.has_any(&["signature"]) && candidate.has_any(&["task_id"])
}

/// True if a text without its scheme is long enough for a token and decodes to what may be JSON.
fn is_token(text: &str) -> bool {
    text.len() >= MIN_TOKEN_LENGTH && is_base64url_of_json(text, b"-_+/=")
}

/// True for a header line and a value of another scheme, and for a text that contains such a line: it was meant to be an
/// assertion.
fn has_other_scheme(text: &str) -> bool {
    let starts = |word: &str| {
        text.split_at_checked(word.len()).is_some_and(|(start, _)| start.eq_ignore_ascii_case(word))
    };
    let is_value =
        ["Bearer ", "Basic ", "DPoP "].into_iter().any(starts) && text.split_whitespace().count() == 2;
    is_value || text == "[object Object]" || contains(text, "Authorization: ")
}

fn contains(text: &str, word: &str) -> bool {
    let text = text.as_bytes();
    let is_here = |at: usize| {
        let found = text.get(at..).and_then(|rest| rest.get(..word.len()));
        found.is_some_and(|found| found.eq_ignore_ascii_case(word.as_bytes()))
    };
    (0..text.len()).any(is_here)
}
