//! Finds the assertion in a text. The text is a token, a header value, a header line, a command, or any other text that
//! contains an assertion.

use super::finding::{Findings, Span};
use crate::assertion::SCHEME;
use crate::error::{Error, ErrorCode};
use crate::scan::{self, Hidden, Kind, Marks, Sighting, Text};
use std::ops::Range;

/// The form of a text in which an assertion was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum InputForm {
    /// A token without its scheme.
    Token,
    /// A header's value.
    HeaderValue,
    /// A header line, `Authorization: …`.
    HeaderLine,
    /// A `curl` command.
    Curl,
    /// Some other text that contains an assertion.
    Embedded,
}

pub(super) struct Located {
    pub form: InputForm,
    /// The header's value; for a bare token, with its scheme.
    pub header: String,
    /// The position in `header` at which the token begins.
    token_at: usize,
    pub token_span: Range<usize>,
    range: Range<usize>,
    marks: Marks,
}

impl Located {
    /// Returns the token in the header.
    pub(super) fn token(&self) -> &str {
        self.header.get(self.token_at..).unwrap_or_default()
    }

    /// True if a verifier finds no token, because no space follows the scheme.
    pub(super) fn has_odd_separator(&self) -> bool {
        self.header.get(SCHEME.len()..).is_some_and(|rest| !rest.starts_with(' '))
    }
}

pub(super) fn locate(text: &str, findings: &mut Findings) -> Option<Located> {
    let (sighting, is_challenge) = best(text);
    let located = match sighting {
        Some(sighting) => from_sighting(text, sighting),
        None => match scan::bare_token(text.as_bytes()) {
            Some((token, range, marks)) if !is_challenge => from_token(&token, range, marks),
            _ => {
                refuse(is_challenge, findings);
                return None;
            }
        },
    };
    remark(&located, text, findings);
    remark_others(&located, text, findings);
    Some(located)
}

/// Remarks that more assertions follow the one that is judged.
fn remark_others(located: &Located, text: &str, findings: &mut Findings) {
    let bytes = Text::whole(text.as_bytes());
    let mut from = located.range.end;
    while let Ok(Some(sighting)) = scan::next(&bytes, from) {
        if sighting.kind == Kind::Assertion {
            let place = Some(Span::Text(within(text, sighting.range)));
            findings.warn("assertions_several", "another assertion follows; only the first is judged", place);
            return;
        }
        from = sighting.range.end;
    }
}

/// Returns the first assertion, or else the first scheme that some word follows, and whether a challenge comes before
/// it.
fn best(text: &str) -> (Option<Sighting>, bool) {
    let text = Text::whole(text.as_bytes());
    let (mut doubtful, mut is_challenge, mut from) = (None, false, 0);
    while let Ok(Some(sighting)) = scan::next(&text, from) {
        from = sighting.range.end;
        match sighting.kind {
            Kind::Assertion => return (Some(sighting), is_challenge),
            Kind::Challenge => is_challenge = true,
            Kind::Doubtful if doubtful.is_none() => doubtful = Some(sighting),
            Kind::Doubtful => {}
        }
    }
    (doubtful, is_challenge)
}

fn refuse(is_challenge: bool, findings: &mut Findings) {
    let what = if is_challenge {
        "this is a server's challenge, WWW-Authenticate, which asks for an assertion; there is no assertion in this text"
    } else {
        "there is no AgentAssertion in this text, and it is no token by itself"
    };
    findings.refuse(Err(Error::new(ErrorCode::AssertionSchemeInvalid, what)), None);
}

fn from_token(token: &str, range: Range<usize>, marks: Marks) -> Located {
    Located {
        form: InputForm::Token,
        header: format!("{SCHEME} {token}"),
        token_at: SCHEME.len().saturating_add(1),
        token_span: range.clone(),
        range,
        marks,
    }
}

fn from_sighting(text: &str, sighting: Sighting) -> Located {
    Located {
        form: form(text, &sighting.range),
        header: sighting.header,
        token_at: sighting.token_at,
        token_span: within(text, sighting.token),
        range: within(text, sighting.range),
        marks: sighting.marks,
    }
}

/// Moves the ends of a range into the text and to the next character boundary.
fn within(text: &str, range: Range<usize>) -> Range<usize> {
    let boundary = |mut at: usize| {
        at = at.min(text.len());
        while !text.is_char_boundary(at) {
            at = at.saturating_add(1);
        }
        at
    };
    boundary(range.start)..boundary(range.end)
}

fn form(text: &str, range: &Range<usize>) -> InputForm {
    let before = text.get(..range.start).unwrap_or_default().trim_ascii_start();
    let after = text.get(range.end..).unwrap_or_default().trim_ascii();
    let name = before.trim_ascii_end().strip_suffix(':').map(str::trim_ascii);
    match name {
        _ if before.is_empty() && after.is_empty() => InputForm::HeaderValue,
        Some(name) if name.eq_ignore_ascii_case("authorization") && after.is_empty() => InputForm::HeaderLine,
        _ if before.starts_with("curl ")
            || before.starts_with("$ curl ")
            || before.starts_with("curl.exe ") =>
        {
            InputForm::Curl
        }
        _ => InputForm::Embedded,
    }
}

fn remark(located: &Located, text: &str, findings: &mut Findings) {
    let start = text.len().saturating_sub(text.trim_ascii_start().len());
    let end = start.saturating_add(text.trim_ascii().len());
    let whole = Some(Span::Text(start..end));
    match located.form {
        InputForm::HeaderValue => {}
        InputForm::Token => findings.note("form_token", "a token without its scheme AgentAssertion", whole),
        InputForm::HeaderLine => findings.note("form_header_line", "a whole header line", whole),
        InputForm::Curl => findings.note("form_curl", "a curl command; its first assertion is shown", whole),
        InputForm::Embedded => findings.note("form_embedded", &embedded(located, text), whole),
    }
    if located.form != InputForm::Token {
        remark_scheme(located, findings);
    }
    remark_marks(located, findings);
}

/// Describes an embedded assertion. Names the character after the token, if it could have been meant as a part of it.
fn embedded(located: &Located, text: &str) -> String {
    let after = text.get(located.range.end..).and_then(|rest| rest.chars().next());
    let mut message = "the first assertion in a longer text is shown".to_owned();
    if let Some(c) = after.filter(|c| !c.is_ascii_whitespace()) {
        message.push_str(&format!("; it ends before {}", describe(c)));
    }
    message
}

/// Describes a character by its code point, preceded by the character itself if it is visible.
fn describe(c: char) -> String {
    let name = match c {
        '\t' => "a tab".to_owned(),
        '\u{a0}' => "a no-break space".to_owned(),
        c if c.is_ascii_graphic() => format!("{c:?}"),
        _ => "a character".to_owned(),
    };
    format!("{name} (U+{:04X})", u32::from(c))
}

fn remark_scheme(located: &Located, findings: &mut Findings) {
    let spelling = Some(Span::Text(located.range.start..located.token_span.start.max(located.range.start)));
    if !located.header.starts_with(SCHEME) {
        let what =
            "the scheme is not written AgentAssertion; its letter case does not matter (RFC 9110 §11.1)";
        findings.note("scheme_case", what, spelling.clone());
    }
    if let Some(c) = located.marks.separator {
        let what = format!("between scheme and token stands {}; a single space belongs there", describe(c));
        findings.warn("scheme_separator", &what, spelling);
    } else if located.header.get(SCHEME.len()..).is_some_and(|rest| rest.starts_with("  ")) {
        findings.note("scheme_spaces", "several spaces follow the scheme", spelling);
    }
}

fn remark_marks(located: &Located, findings: &mut Findings) {
    let marks = &located.marks;
    let whole = || Some(Span::Text(located.range.clone()));
    match marks.hidden {
        Some(Hidden::Redacted) => {
            let what = "the log hides the token: it shows a mark in its place. Log the whole header, or take it from the client";
            findings.warn("token_redacted", what, whole());
        }
        Some(Hidden::Truncated) => {
            let what =
                "the log shows only a part of the token. Log the whole header, or take it from the client";
            findings.warn("token_truncated", what, whole());
        }
        None => {}
    }
    if marks.is_wrapped {
        findings.note(
            "token_wrapped",
            "the assertion is wrapped over several lines, which were joined",
            whole(),
        );
    }
    if marks.has_invisible {
        let what = "colours or characters without width stand inside the assertion; they were left out";
        findings.note("token_invisible", what, whole());
    }
    if marks.is_escaped {
        findings.note(
            "token_escaped",
            "characters of the assertion are written as escapes, which were decoded",
            whole(),
        );
    }
    if marks.is_emphasised {
        let what =
            "the underscores around the assertion were taken for emphasis, not for a part of the token";
        findings.note("token_emphasised", what, whole());
    }
}
