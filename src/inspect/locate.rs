//! The assertion in a text: a token, a header value, a header line, a command.

use super::finding::{Findings, Span};
use crate::assertion::SCHEME;
use crate::error::{Error, ErrorCode};
use std::ops::Range;

/// The token of the shortest envelope there can be is several times as long.
const SHORTEST_TOKEN: usize = 20;

const SCHEME_AND_SPACE: usize = SCHEME.len() + 1;

/// The form in which a text contains an assertion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum InputForm {
    /// A token without its scheme.
    Token,
    /// A header's value, and nothing else.
    HeaderValue,
    /// A header line, `Authorization: …`.
    HeaderLine,
    /// A `curl` command.
    Curl,
    /// Inside some other text.
    Embedded,
}

pub(super) struct Located<'a> {
    pub form: InputForm,
    pub token: &'a str,
    pub token_span: Range<usize>,
    /// The value as it was written; none for a bare token.
    value: Option<&'a str>,
}

impl Located<'_> {
    /// The value that would stand in the header.
    pub(super) fn header(&self) -> String {
        self.value.map_or_else(|| format!("{SCHEME} {}", self.token), str::to_owned)
    }
}

pub(super) fn locate<'a>(text: &'a str, findings: &mut Findings) -> Option<Located<'a>> {
    let trimmed = text.trim_ascii();
    let start = text.len().saturating_sub(text.trim_ascii_start().len());
    let located = match scheme(trimmed) {
        Some(at) => of_scheme(trimmed, start, at),
        None if is_token(trimmed) => bare(trimmed, start),
        None => {
            let what = "there is no AgentAssertion in this text, and it is no token by itself";
            findings.refuse(Err(Error::new(ErrorCode::AssertionSchemeInvalid, what)), None);
            return None;
        }
    };
    remark(&located, trimmed, start, findings);
    Some(located)
}

/// Where the scheme starts, in whatever letter case, with a space after it: where a token follows, if anywhere.
fn scheme(text: &str) -> Option<usize> {
    let mut first = None;
    for at in schemes(text) {
        let rest = after_scheme(text, at).trim_start_matches(' ');
        if rest.bytes().take_while(u8::is_ascii_alphanumeric).count() >= SHORTEST_TOKEN {
            return Some(at);
        }
        first = first.or(Some(at));
    }
    first
}

fn after_scheme(text: &str, at: usize) -> &str {
    text.get(at..).and_then(|rest| rest.get(SCHEME.len()..)).unwrap_or_default()
}

fn schemes(text: &str) -> impl Iterator<Item = usize> {
    let bytes = text.as_bytes();
    let is_scheme = move |at: usize| {
        let rest = bytes.get(at..).and_then(|rest| rest.split_at_checked(SCHEME.len()));
        rest.is_some_and(|(name, rest)| {
            name.eq_ignore_ascii_case(SCHEME.as_bytes()) && rest.first() == Some(&b' ')
        })
    };
    let is_word = move |at: usize| {
        at.checked_sub(1)
            .and_then(|before| bytes.get(before))
            .is_none_or(|byte| !byte.is_ascii_alphanumeric())
    };
    (0..bytes.len()).filter(move |at| is_scheme(*at) && is_word(*at))
}

fn of_scheme(text: &str, start: usize, at: usize) -> Located<'_> {
    let form = form(text, at);
    let rest = after_scheme(text, at).trim_start_matches(' ');
    let token_at = text.len().saturating_sub(rest.len());
    // By itself the rest of a text is the token, whatever is in it; inside another it ends where it must.
    let length = match form {
        InputForm::HeaderValue | InputForm::HeaderLine => rest.len(),
        _ => rest.find(|c: char| c.is_whitespace() || "\"'`\\,;".contains(c)).unwrap_or(rest.len()),
    };
    let end = token_at.saturating_add(length);
    Located {
        form,
        token: text.get(token_at..end).unwrap_or_default(),
        token_span: shifted(token_at..end, start),
        value: text.get(at..end),
    }
}

#[expect(clippy::arithmetic_side_effects, reason = "both lie within one text, whose length is a usize")]
fn shifted(span: Range<usize>, by: usize) -> Range<usize> {
    span.start + by..span.end + by
}

fn form(text: &str, at: usize) -> InputForm {
    let before = text.get(..at).unwrap_or_default();
    let name = before.trim_ascii_end().strip_suffix(':').map(str::trim_ascii);
    let rest_is_one_line = !text.get(at..).unwrap_or_default().contains(['\n', '\r']);
    match name {
        _ if before.is_empty() => InputForm::HeaderValue,
        Some(name) if name.eq_ignore_ascii_case("authorization") && rest_is_one_line => InputForm::HeaderLine,
        _ if text.starts_with("curl ") => InputForm::Curl,
        _ => InputForm::Embedded,
    }
}

/// Long enough to be one, and of no character that no token has.
fn is_token(text: &str) -> bool {
    let starts_with_scheme = text.get(..SCHEME.len()).is_some_and(|start| start.eq_ignore_ascii_case(SCHEME));
    !starts_with_scheme
        && text.len() >= SHORTEST_TOKEN
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_+/=".contains(&byte))
}

fn bare(text: &str, start: usize) -> Located<'_> {
    Located { form: InputForm::Token, token: text, token_span: shifted(0..text.len(), start), value: None }
}

fn remark(located: &Located, text: &str, start: usize, findings: &mut Findings) {
    let whole = Some(Span::Text(shifted(0..text.len(), start)));
    match located.form {
        InputForm::HeaderValue => {}
        InputForm::Token => findings.note("form_token", "a token without its scheme AgentAssertion", whole),
        InputForm::HeaderLine => findings.note("form_header_line", "a whole header line", whole),
        InputForm::Curl => findings.note("form_curl", "a curl command; its first assertion is shown", whole),
        InputForm::Embedded => {
            findings.note("form_embedded", "the first assertion in a longer text is shown", whole)
        }
    }
    if let Some(value) = located.value {
        remark_scheme(value, located.token_span.start, findings);
    }
}

fn remark_scheme(value: &str, token_at: usize, findings: &mut Findings) {
    let spelling = Some(Span::Text(token_at.saturating_sub(SCHEME_AND_SPACE)..token_at));
    if !value.starts_with(SCHEME) {
        let what =
            "the scheme is not written AgentAssertion; its letter case does not matter (RFC 9110 §11.1)";
        findings.note("scheme_case", what, spelling.clone());
    }
    if value.get(SCHEME.len()..).is_some_and(|rest| rest.starts_with("  ")) {
        findings.note("scheme_spaces", "several spaces follow the scheme", spelling);
    }
}
