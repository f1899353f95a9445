//! Recognises the marks that logs put in place of a token or of its end.

use super::text::Text;
use std::ops::Range;

/// How a log hides a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hidden {
    /// A mark replaces the token.
    Redacted,
    /// The end of the token is missing, and a mark says so.
    Truncated,
}

/// The most bytes that are read as one mark.
const MAX_MARK_BYTES: usize = 64;

const REDACTED: [&str; 14] = [
    "redact",
    "filter",
    "mask",
    "hidden",
    "hide",
    "secret",
    "remov",
    "omit",
    "censor",
    "conceal",
    "sanitiz",
    "scrub",
    "strip",
    "sensitive",
];
const TRUNCATED: [&str; 6] = ["trunc", "snip", "cut", "…", "...", "more"];

/// Reads the mark at `at`, where a token ends or should begin. Returns its meaning and its range.
pub(super) fn read(text: &Text, at: usize) -> Option<(Hidden, Range<usize>)> {
    let first = at.saturating_add(1);
    let run = |byte: u8| text.skip(at, &[byte], MAX_MARK_BYTES);
    let mark = match text.byte(at) {
        Some(b'.') => {
            let end = run(b'.');
            (end.saturating_sub(at) >= 3).then_some((Hidden::Truncated, end))
        }
        Some(b'*') => {
            let end = run(b'*');
            (end.saturating_sub(at) >= 3).then_some((Hidden::Redacted, end))
        }
        Some(0xe2) => dots(text, at),
        Some(b'$' | b'%') => None,
        Some(open @ (b'[' | b'<' | b'(' | b'{')) => {
            let close = match open {
                b'[' => b']',
                b'<' => b'>',
                b'(' => b')',
                _ => b'}',
            };
            bracketed(text, first, close)
        }
        Some(byte) if byte.is_ascii_alphabetic() => word(text, at),
        _ => None,
    };
    mark.map(|(hidden, end)| (hidden, at..end))
}

/// Reads an ellipsis, bullets or blocks. Each of these characters has three bytes.
fn dots(text: &Text, at: usize) -> Option<(Hidden, usize)> {
    let mut end = at;
    let c = |at: usize| {
        let after = at.saturating_add(3);
        // Whether the run goes on may depend on bytes that are yet to come.
        text.byte(after.saturating_sub(1));
        std::str::from_utf8(text.range(at, after)).ok().and_then(|text| text.chars().next())
    };
    let first = c(at)?;
    while c(end) == Some(first) && end.saturating_sub(at) < MAX_MARK_BYTES {
        end = end.saturating_add(3);
    }
    match first {
        '…' | '⋯' => Some((Hidden::Truncated, end)),
        '•' | '●' | '█' | '▇' | '■' | '∙' | '░' | '▒' | '▓' => {
            Some((Hidden::Redacted, end))
        }
        _ => None,
    }
}

fn bracketed(text: &Text, at: usize, close: u8) -> Option<(Hidden, usize)> {
    let mut end = at;
    while end.saturating_sub(at) < MAX_MARK_BYTES {
        match text.byte(end) {
            Some(byte) if byte == close => {
                let hidden = meaning(text.range(at, end));
                return hidden.map(|hidden| (hidden, end.saturating_add(1)));
            }
            Some(byte) if byte > b'\n' => end = end.saturating_add(1),
            _ => break,
        }
    }
    None
}

/// Reads a word in place of a token: one of the words above, or one repeated letter or digit.
fn word(text: &Text, at: usize) -> Option<(Hidden, usize)> {
    let mut end = at;
    while let Some(byte) = text.byte(end) {
        if !byte.is_ascii_alphanumeric() && byte != b'_' && byte != b'-'
            || end.saturating_sub(at) >= MAX_MARK_BYTES
        {
            break;
        }
        end = end.saturating_add(1);
    }
    let word = text.range(at, end);
    let is_run =
        (3..MAX_MARK_BYTES).contains(&word.len()) && word.iter().all(|byte| word.first() == Some(byte));
    let starts =
        |mark: &&str| word.get(..mark.len()).is_some_and(|start| start.eq_ignore_ascii_case(mark.as_bytes()));
    let hidden = match word {
        _ if is_run || REDACTED.iter().any(&starts) => Some(Hidden::Redacted),
        _ if TRUNCATED.iter().any(starts) => Some(Hidden::Truncated),
        _ => None,
    };
    hidden.filter(|_| word.len() <= 16 || is_run).map(|hidden| (hidden, end))
}

/// Returns the meaning of the words in a mark, or `None` if they do not say that a token is hidden.
pub(super) fn meaning(mark: &[u8]) -> Option<Hidden> {
    let says = |word: &&str| {
        let word = word.as_bytes();
        (0..mark.len()).any(|at| {
            let rest = mark.get(at..).unwrap_or_default();
            rest.get(..word.len()).is_some_and(|found| found.eq_ignore_ascii_case(word))
        })
    };
    let is_masked = mark.len() >= 3 && mark.iter().all(|byte| matches!(byte, b'*' | b'x' | b'X' | b'.'));
    if TRUNCATED.iter().any(&says) {
        return Some(Hidden::Truncated);
    }
    (is_masked || REDACTED.iter().any(says)).then_some(Hidden::Redacted)
}
