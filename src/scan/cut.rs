//! Reads the text after a scheme: the separator, and the token up to its end.

use super::before::{self, Name};
use super::envelope::Progress;
use super::hidden::{self, Hidden};
use super::scheme::Word;
use super::text::Text;
use super::unit::{self, Unit};
use super::{Kind, Marks, Sighting};
use crate::assertion::{MAX_HEADER_BYTES, SCHEME};
use std::ops::Range;

/// A shorter word after the scheme is taken for prose, unless a header's name says otherwise. The token of the shortest
/// possible envelope is several times as long.
const MIN_TOKEN_LENGTH: usize = 20;

/// The length of the longest header if each of its characters is written as an escape such as `\u0041`.
const MAX_RAW_BYTES: usize = 6 * MAX_HEADER_BYTES;

/// Reads the text after the scheme `word`. Returns `None` if no separator follows.
pub(super) fn read(text: &Text, word: &Word) -> Option<Sighting> {
    let start = word.range.start;
    let name = before::name(text.bytes, start);
    let mut marks = Marks { is_wrapped: word.is_wrapped, ..Marks::default() };
    let mut header = spelling(text, word, &mut marks);
    let separated = separator(text, word.range.end, &mut marks)?;
    header.push_str(&separated.text);
    let token_at = header.len();
    if name == Name::Challenge || name != Name::Authorization && is_challenge(text, separated.end) {
        let token = separated.end..separated.end;
        return Some(Sighting {
            range: start..separated.end,
            token,
            header,
            token_at,
            kind: Kind::Challenge,
            marks,
        });
    }
    if matches!(name, Name::Authorization | Name::Value)
        && !word.is_wrapped
        && let Some(whole) = whole_value(text, word)
    {
        return Some(whole);
    }
    let mut token = token(text, separated.end, &mut marks, separated.is_form_encoded, false);
    if text.bytes.get(..start).is_some_and(|before| before.ends_with(b"_")) {
        token.strip_emphasis(&mut marks);
    }
    let is_long = token.text.len() >= MIN_TOKEN_LENGTH;
    if !token.progress.is_complete() {
        find_mark(text, &mut token, &mut marks, separated.end);
    }
    let is_plain = token.progress.is_open() || token.progress.is_complete() || starts_plain(&token.text);
    let is_marked = marks.hidden.is_some() && !token.text.starts_with(|c: char| c.is_ascii_alphanumeric());
    let is_named = name == Name::Authorization && !token.text.is_empty();
    let kind = if is_named || is_marked || is_long && is_plain { Kind::Assertion } else { Kind::Doubtful };
    // A quote or a colon after the scheme is a separator only if a complete token follows.
    let is_odd = marks.separator.is_some_and(|c| !c.is_whitespace());
    if is_odd && !(is_long && token.progress.is_complete()) {
        return None;
    }
    header.push_str(&token.text);
    let end = token.range.end;
    Some(Sighting { range: start..end, token: token.range, header: cut(header), token_at, kind, marks })
}

/// Returns the scheme as it was spelt, without escapes and line breaks that the text has put into it.
fn spelling(text: &Text, word: &Word, marks: &mut Marks) -> String {
    let plain = std::str::from_utf8(text.range(word.range.start, word.range.end)).unwrap_or(SCHEME);
    if plain.len() == SCHEME.len() {
        return plain.to_owned();
    }
    marks.is_escaped = !word.is_wrapped;
    if !word.is_wrapped {
        return SCHEME.to_owned();
    }
    // The range also covers the line break and the marks around it, which are not letters of the word.
    let mut letters = plain.chars().filter(char::is_ascii_alphabetic);
    let first: String = letters.by_ref().take(SCHEME.len()).collect();
    if first.eq_ignore_ascii_case(SCHEME) { first } else { SCHEME.to_owned() }
}

struct Separated {
    text: String,
    end: usize,
    /// The space is written as a plus sign or as `%20`.
    is_form_encoded: bool,
}

fn separator(text: &Text, at: usize, marks: &mut Marks) -> Option<Separated> {
    let mut separated = Separated { text: String::new(), end: at, is_form_encoded: false };
    while separated.text.len() < MAX_HEADER_BYTES {
        let byte = text.byte(separated.end);
        let read = unit::read(text, separated.end);
        match read.unit {
            Unit::Space => {
                for byte in text.range(separated.end, read.end) {
                    separated.push(char::from(*byte), marks);
                }
            }
            Unit::Break => {
                marks.is_wrapped = true;
                if separated.text.is_empty() {
                    separated.push(' ', marks);
                }
            }
            Unit::Invisible => marks.has_invisible = true,
            Unit::Char('+') if separated.text.is_empty() => {
                separated.is_form_encoded = true;
                marks.is_escaped = true;
                separated.push(' ', marks);
            }
            Unit::Char(' ') => {
                separated.is_form_encoded |= byte == Some(b'%');
                marks.is_escaped = true;
                separated.push(' ', marks);
            }
            Unit::Char(c) if is_blank(c) || is_odd_separator(c) && marks.separator.is_none() => {
                separated.push(c, marks)
            }
            Unit::Char(_) | Unit::End => break,
        }
        separated.end = read.end;
    }
    (!separated.text.is_empty()).then_some(separated)
}

impl Separated {
    fn push(&mut self, c: char, marks: &mut Marks) {
        if c != ' ' {
            marks.separator.get_or_insert(c);
        }
        self.text.push(c);
    }
}

fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}')
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202f}' | '\u{205f}' | '\u{3000}')
}

fn is_odd_separator(c: char) -> bool {
    matches!(c, ':' | '=' | '"' | '\'')
}

/// True if the text at `at` begins with a parameter of a server's challenge (RFC 9110 §11.2), such as `realm="…"`. A
/// parameter must have a value, because a token with padding looks like a parameter without one.
fn is_challenge(text: &Text, at: usize) -> bool {
    let mut end = at;
    while text.byte(end).is_some_and(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)) {
        end = end.saturating_add(1);
        if end.saturating_sub(at) > 40 {
            return false;
        }
    }
    let name = text.range(at, end);
    // The base64url encoding of a JSON object begins with these letters.
    if name.is_empty() || name.starts_with(b"ey") || name.starts_with(b"ew") {
        return false;
    }
    let equals = text.skip(end, b" \t", 4);
    if text.byte(equals) != Some(b'=') {
        return false;
    }
    let value = text.skip(equals.saturating_add(1), b" \t\\^", 16);
    text.byte(value).is_some_and(|byte| byte.is_ascii_alphanumeric() || b"\"'&%".contains(&byte))
}

/// Takes a whole quoted string for the assertion, if the scheme is at its start. It is for a string that is known to be
/// a header's value: whatever the string contains, a verifier received all of it.
fn whole_value(text: &Text, word: &Word) -> Option<Sighting> {
    let start = word.range.start;
    let quote = before::quote(text.bytes, start)?;
    let (value, end) = quoted(text, start, quote)?;
    let rest = value.get(SCHEME.len()..).unwrap_or_default();
    let token = rest.trim_start_matches(is_blank);
    let token_at = value.len().saturating_sub(token.len());
    if token_at <= SCHEME.len() {
        return None;
    }
    let after = text.range(word.range.end, end);
    let skipped = after.iter().position(|byte| !b" \t".contains(byte)).unwrap_or(after.len());
    let marks = Marks {
        hidden: if token.len() < MIN_TOKEN_LENGTH { hidden::meaning(token.as_bytes()) } else { None },
        separator: rest.chars().next().filter(|c| *c != ' '),
        ..Marks::default()
    };
    let token = word.range.end.saturating_add(skipped)..end;
    Some(Sighting { range: start..end, token, header: cut(value), token_at, kind: Kind::Assertion, marks })
}

/// Returns the text of a string up to its closing quote, and where it ends. Returns `None` if the line ends first.
fn quoted(text: &Text, at: usize, quote: u8) -> Option<(String, usize)> {
    if let Some(value) = plain(text, at, quote) {
        let end = at.saturating_add(value.len());
        return Some((value.to_owned(), end));
    }
    let (mut value, mut end) = (crate::json::Unescape::default(), at);
    loop {
        match text.byte(end) {
            _ if value.len() > MAX_HEADER_BYTES => return Some((value.finish(), end)),
            Some(byte) if byte == quote && !value.is_escape_open() => {
                return Some((value.finish(), end));
            }
            None | Some(b'\n' | b'\r') => return None,
            Some(byte) => value.push(byte),
        }
        end = end.saturating_add(1);
    }
}

/// Returns the text of a string that has no escapes, as most strings do. Returns `None` for any other.
fn plain<'a>(text: &Text<'a>, at: usize, quote: u8) -> Option<&'a str> {
    let rest = text.range(at, at.saturating_add(MAX_HEADER_BYTES).min(text.bytes.len()));
    let length = memchr::memchr3(quote, b'\\', b'\n', rest)?;
    super::steps::count(length);
    let value = rest.get(..length).filter(|_| rest.get(length) == Some(&quote))?;
    std::str::from_utf8(value).ok().filter(|value| !value.contains('\r'))
}

pub(super) struct Token {
    pub text: String,
    pub range: Range<usize>,
    pub progress: Progress,
}

impl Token {
    /// Removes the underscores after a complete token that begins after underscores: Markdown uses them for emphasis.
    fn strip_emphasis(&mut self, marks: &mut Marks) {
        let Some(complete_at) = self.progress.complete_at() else { return };
        let Some((token, rest)) = self.text.split_at_checked(complete_at) else { return };
        if !rest.is_empty() && rest.bytes().all(|byte| byte == b'_') {
            self.range.end = self.range.end.saturating_sub(rest.len());
            self.text = token.to_owned();
            marks.is_emphasised = true;
        }
    }
}

/// The state at the end of a line, which is restored if the next line turns out not to continue the token.
struct Checkpoint {
    length: usize,
    end: usize,
    progress: Progress,
    marks: Marks,
    /// The line ends with `=`, which was taken for a soft line break (RFC 2045 §6.7) and may be padding.
    has_padding: bool,
}

/// Reads the token at `at`.
///
/// The token ends at white space, a quote, a bracket, or the like. It also ends at other punctuation, if it is complete
/// or no character of a token follows. A token that is not complete at the end of a line continues on the next lines,
/// if they complete it, or in any case if `joins_all` is set.
fn token(text: &Text, at: usize, marks: &mut Marks, is_form_encoded: bool, joins_all: bool) -> Token {
    let mut token = Token { text: String::new(), range: at..at, progress: Progress::default() };
    let (mut position, mut checkpoint) = (at, None::<Checkpoint>);
    loop {
        if position.saturating_sub(at) > MAX_RAW_BYTES || token.text.len() > MAX_HEADER_BYTES {
            break;
        }
        let read = unit::read(text, position);
        match read.unit {
            Unit::Char(c) if belongs(text, c, read.end, &token, is_form_encoded) => {
                marks.is_escaped |= read.end.saturating_sub(position) > 1;
                token.push(c, read.end);
            }
            Unit::Invisible if !token.progress.is_complete() => marks.has_invisible = true,
            Unit::Break if joins_all && !token.text.is_empty() => marks.is_wrapped = true,
            Unit::Break | Unit::Space if token.progress.is_open() => {
                if checkpoint.is_some() && ends_with_scheme(&token.text) {
                    break;
                }
                if checkpoint.is_none() {
                    let has_padding = text.bytes.get(position) == Some(&b'=');
                    checkpoint = Some(Checkpoint {
                        length: token.text.len(),
                        end: position,
                        progress: token.progress,
                        marks: marks.clone(),
                        has_padding,
                    });
                }
                marks.is_wrapped = true;
            }
            Unit::Break if text.bytes.get(position) == Some(&b'=') => {
                token.push('=', position.saturating_add(1));
                break;
            }
            Unit::Char(_) | Unit::Break | Unit::Space | Unit::Invisible | Unit::End => break,
        }
        position = read.end;
    }
    if let Some(checkpoint) = checkpoint.filter(|_| !token.progress.is_complete() && !joins_all) {
        token.restore(checkpoint, marks);
    }
    token
}

impl Token {
    fn push(&mut self, c: char, end: usize) {
        self.text.push(c);
        self.progress.push(c);
        self.range.end = end;
    }

    fn restore(&mut self, checkpoint: Checkpoint, marks: &mut Marks) {
        self.text = self.text.get(..checkpoint.length).unwrap_or_default().to_owned();
        self.range.end = checkpoint.end;
        self.progress = checkpoint.progress;
        *marks = checkpoint.marks;
        if checkpoint.has_padding {
            self.push('=', checkpoint.end.saturating_add(1));
        }
    }
}

/// True if the character `c`, which ends at `end`, is part of the token: a character of base64url or base64, or one
/// that a fault has put into the token.
fn belongs(text: &Text, c: char, end: usize, token: &Token, is_form_encoded: bool) -> bool {
    match c {
        '+' if is_form_encoded && token.progress.is_complete() => false,
        'A'..='Z' | 'a'..='z' | '0'..='9' | '-' | '_' | '+' | '/' | '=' => true,
        '.' | '~' | '!' | '*' | '$' | '@' | ':' | '%' | '?' | '#' | '^' => {
            let goes_on = !token.text.is_empty() && !token.progress.is_complete();
            goes_on
                && text.byte(end).is_some_and(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
        }
        _ => false,
    }
}

/// True if the joined lines end with another scheme.
fn ends_with_scheme(token: &str) -> bool {
    let start = token.len().checked_sub(SCHEME.len());
    start.and_then(|start| token.get(start..)).is_some_and(|end| end.eq_ignore_ascii_case(SCHEME))
}

/// True if the token begins like base64url. If it is long enough, it is reported even if it does not decode to an
/// object.
fn starts_plain(token: &str) -> bool {
    token.bytes().take(MIN_TOKEN_LENGTH).all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
}

/// Looks for a mark that a log has put in place of the token or of its end.
fn find_mark(text: &Text, token: &mut Token, marks: &mut Marks, at: usize) {
    if let Some((hidden, range)) = hidden::read(text, at) {
        let mark = String::from_utf8_lossy(text.range(range.start, range.end));
        marks.hidden = Some(hidden);
        *token = Token { text: mark.into_owned(), range, progress: Progress::default() };
    } else if !token.text.is_empty() {
        let blanks = text.skip(token.range.end, b" ", 1);
        if hidden::read(text, blanks).is_some() {
            let is_word = text.byte(blanks).is_some_and(|byte| byte.is_ascii_alphanumeric());
            marks.hidden = (!is_word).then_some(Hidden::Truncated);
        }
    }
}

/// Cuts a header that is too long, but keeps one byte more than is allowed, so that a verifier still refuses its
/// length.
fn cut(mut header: String) -> String {
    if header.len() > MAX_HEADER_BYTES {
        let mut end = MAX_HEADER_BYTES.saturating_add(1);
        while !header.is_char_boundary(end) {
            end = end.saturating_add(1);
        }
        header = header.get(..end).unwrap_or_default().to_owned();
    }
    header
}

/// Reads a text that consists of a token, which may have quotes, brackets and white space around it. Returns the token
/// without escapes and line breaks, its range, and how the text has altered it.
pub(crate) fn bare_token(bytes: &[u8]) -> Option<(String, Range<usize>, Marks)> {
    let text = Text::whole(bytes);
    let start = skip_frame(&text, 0);
    for joins_all in [false, true] {
        let mut marks = Marks::default();
        let token = token(&text, start, &mut marks, false, joins_all);
        let is_all = skip_frame(&text, token.range.end) == bytes.len();
        if is_all && token.text.len() >= MIN_TOKEN_LENGTH && !is_scheme(&token.text) {
            return Some((token.text, token.range, marks));
        }
    }
    None
}

fn is_scheme(token: &str) -> bool {
    token.get(..SCHEME.len()).is_some_and(|start| start.eq_ignore_ascii_case(SCHEME))
}

/// Returns the position after white space, quotes and brackets.
fn skip_frame(text: &Text, at: usize) -> usize {
    let mut end = at;
    loop {
        let read = unit::read(text, end);
        match read.unit {
            Unit::Char(c) if c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '+' | '/' | '=') => {
                return end;
            }
            Unit::End => return end,
            _ => end = read.end,
        }
    }
}
