//! Finds the word `AgentAssertion` in a text, in any letter case, even if letters are written as escapes or the word is
//! wrapped over two lines.

use super::text::{NeedsMoreText, Text};
use super::unit::{self, Unit};
use crate::assertion::SCHEME;
use std::ops::Range;

/// The most line breaks within the word. No line is shorter than the word.
const MAX_BREAKS: usize = 1;
/// The most bytes of indent and quoting marks before the second letter, if the first letter ends the line above.
const MAX_INDENT_BYTES: usize = 64;
/// The most bytes of white space and continuation marks after the last letter of a line.
const MAX_LINE_END_BYTES: usize = 16;
/// The bytes that can precede the text of a line. The last four occur in `│` and `┃`, the vertical lines of tables.
const LINE_STARTS: &[u8] = b" \t>|#*/\xe2\x94\x82\x83";

/// An occurrence of the scheme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    pub range: Range<usize>,
    pub is_wrapped: bool,
}

/// Finds the first scheme at or after `from`. If the answer depends on text that is yet to come, `Err` holds the
/// position from which to search again.
///
/// The search is for the second letter, because it is rarer than the first.
pub(super) fn find(text: &Text, from: usize) -> Result<Option<Word>, usize> {
    let mut at = from;
    while let Some(skipped) = memchr::memchr2(b'g', b'G', text.from(at)) {
        let letter = at.saturating_add(skipped);
        if let Some((start, is_wrapped)) = first_letter(text, letter).filter(|(start, _)| *start >= from) {
            let word = rest(text, letter, is_wrapped);
            if let Some((end, is_wrapped)) = text.decide(word).map_err(|NeedsMoreText| start)? {
                return Ok(Some(Word { range: start..end, is_wrapped }));
            }
        }
        at = letter.saturating_add(1);
    }
    Ok(None)
}

/// Returns the position before which no further scheme can begin, whatever follows the bytes. This is the end of the
/// bytes, unless they end with the scheme's first letter (also before a line break) or in an escape.
pub(crate) fn decided(bytes: &[u8]) -> usize {
    let tail = bytes
        .get(bytes.len().saturating_sub(MAX_INDENT_BYTES.saturating_add(MAX_LINE_END_BYTES))..)
        .unwrap_or_default();
    let is_line_end = |byte: &u8| LINE_STARTS.contains(byte) || b"\r\n\\^`=<brn".contains(byte);
    let ends_line = tail.iter().rev().take_while(|byte| is_line_end(byte)).count();
    let letter = tail.len().saturating_sub(ends_line).checked_sub(1);
    let held = match letter.and_then(|letter| tail.get(letter)) {
        Some(b'a' | b'A') => ends_line.saturating_add(1),
        _ => 0,
    };
    let escape =
        bytes.iter().rev().take(6).position(|byte| *byte == b'\\').map_or(0, |at| at.saturating_add(1));
    bytes.len().saturating_sub(held.max(escape))
}

/// Returns the start of the letter before `at`, if it is the first of the scheme, and whether a line break separates
/// the two letters.
fn first_letter(text: &Text, at: usize) -> Option<(usize, bool)> {
    let before = at.checked_sub(1)?;
    match text.bytes.get(before)? {
        b'a' | b'A' => Some((before, false)),
        b'1' => escaped_letter(text, at).map(|start| (start, false)),
        b'\n' | b'\r' | b'n' | b'r' => letter_of_line_above(text, at).map(|start| (start, true)),
        byte if LINE_STARTS.contains(byte) => letter_of_line_above(text, at).map(|start| (start, true)),
        _ => None,
    }
}

/// Returns the start of `\u0041` or `\u0061`, if one of them ends at `at`.
fn escaped_letter(text: &Text, at: usize) -> Option<usize> {
    let start = at.checked_sub(6)?;
    let escape = text.range(start, at);
    (escape == br"\u0041" || escape == br"\u0061").then_some(start)
}

fn letter_of_line_above(text: &Text, at: usize) -> Option<usize> {
    let indent = text.range(at.saturating_sub(MAX_INDENT_BYTES), at);
    let newline = indent.iter().rposition(|byte| !LINE_STARTS.contains(byte))?;
    let line = indent.get(..=newline)?;
    if !matches!(line, [.., b'\n' | b'\r'] | [.., b'\\', b'n' | b'r'] | [.., b'<', b'b', b'r']) {
        return None;
    }
    let end = at.saturating_sub(indent.len().saturating_sub(line.len()));
    (end.saturating_sub(MAX_LINE_END_BYTES)..end).rev().find(|start| {
        let is_letter = text.bytes.get(*start).is_some_and(|byte| byte.eq_ignore_ascii_case(&b'a'));
        is_letter && {
            let read = unit::read(&Text::whole(text.bytes), start.saturating_add(1));
            matches!(read.unit, Unit::Break) && read.end == at
        }
    })
}

/// Reads the scheme from its second letter on, which is at `at`. Returns its end, and whether it is wrapped.
fn rest(text: &Text, at: usize, is_wrapped: bool) -> Option<(usize, bool)> {
    let mut letters = SCHEME.bytes().skip(1);
    let mut wanted = letters.next();
    let (mut end, mut breaks) = (at, usize::from(is_wrapped));
    while let Some(letter) = wanted {
        if text.byte(end).is_some_and(|byte| byte.eq_ignore_ascii_case(&letter)) {
            end = end.saturating_add(1);
        } else {
            let read = unit::read(text, end);
            end = read.end;
            match read.unit {
                Unit::Char(c) if c.eq_ignore_ascii_case(&char::from(letter)) => {}
                Unit::Break if breaks < MAX_BREAKS => {
                    breaks = breaks.saturating_add(1);
                    continue;
                }
                _ => return None,
            }
        }
        wanted = letters.next();
    }
    Some((end, breaks > 0))
}
