//! Views of a text: as it was written, with its escapes undone, and with its base64 or hex decoded. Views of views see
//! through encodings inside one another.

use crate::text::has_no_width;
use zeroize::Zeroizing;

/// Bytes, and the position of each in the text that was given.
#[derive(Default)]
pub(super) struct View {
    pub(super) bytes: Zeroizing<Vec<u8>>,
    /// One position per byte, and the end.
    positions: Vec<usize>,
}

/// Shorter runs of digits hold no secret.
const MIN_DIGITS: usize = 12;

impl View {
    /// The text as it was written, but for characters without a width, which could stand inside a secret unseen.
    pub(super) fn new(text: &str) -> Self {
        let mut view = Self::default();
        for (at, c) in text.char_indices().filter(|(_, c)| !has_no_width(*c)) {
            let bytes = text.as_bytes().iter().skip(at).take(c.len_utf8());
            bytes.zip(at..).for_each(|(byte, at)| view.push(*byte, at));
        }
        view.positions.push(text.len());
        view
    }

    #[inline(never)]
    fn push(&mut self, byte: u8, position: usize) {
        self.bytes.push(byte);
        self.positions.push(position);
    }

    /// The byte `at`; 0 beyond the end.
    pub(super) fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or_default()
    }

    /// The position in the given text of the byte `at`, or the end.
    pub(super) fn position(&self, at: usize) -> usize {
        self.positions.get(at).or(self.positions.last()).copied().unwrap_or_default()
    }

    /// Returns the view with one level of escapes decoded: those of JSON and JavaScript, of URLs, and of HTML. An escape
    /// of more than one byte becomes 0xff, because secrets have no such characters. Returns `None` if nothing is escaped.
    pub(super) fn unescaped(&self) -> Option<Self> {
        if !self.bytes.iter().any(|byte| matches!(byte, b'\\' | b'%' | b'&')) {
            return None;
        }
        let mut view = Self::default();
        let mut at = 0;
        while let Some(rest) = self.bytes.get(at..).filter(|rest| !rest.is_empty()) {
            let (byte, length) = escape(rest).unwrap_or((self.byte(at), 1));
            view.push(byte, self.position(at));
            at = at.saturating_add(length);
        }
        view.positions.push(self.position(at));
        (view.bytes.len() < self.bytes.len()).then_some(view)
    }

    /// True if there are enough digits in a row to decode.
    pub(super) fn has_run(&self, bits: u32) -> bool {
        let mut digits = 0_usize;
        (0..self.bytes.len()).any(|at| {
            match digit(self.byte(at), self.byte(at.saturating_add(1)), bits) {
                Digit::Value(_) => digits = digits.saturating_add(1),
                Digit::Separator => {}
                Digit::None => digits = 0,
            }
            digits >= MIN_DIGITS
        })
    }

    /// The view with its runs of digits decoded, with `bits` bits per digit: base64 of both alphabets with 6, hex with
    /// 4. In every run, `skipped` digits come before the first byte. Runs are separated by a zero.
    pub(super) fn decoded(&self, bits: u32, skipped: u32) -> Self {
        let mut view = Self::default();
        let mut run = Run::default();
        for at in 0..=self.bytes.len() {
            let byte = self.byte(at);
            match digit(byte, self.byte(at.saturating_add(1)), bits) {
                Digit::Value(value) => {
                    if run.digits == 0 {
                        run = Run { start: view.bytes.len(), ..Run::default() };
                    }
                    run.digits = run.digits.saturating_add(1);
                    if run.digits > skipped {
                        run.add(value, bits, self.position(at), &mut view);
                    }
                }
                Digit::Separator => {}
                Digit::None if run.digits > 0 => {
                    if usize::try_from(run.digits).is_ok_and(|digits| digits < MIN_DIGITS) {
                        view.bytes.truncate(run.start);
                        view.positions.truncate(run.start);
                    } else {
                        view.push(0, self.position(at));
                    }
                    run.digits = 0;
                }
                Digit::None => {}
            }
        }
        view.positions.push(self.position(usize::MAX));
        view
    }

    /// Returns the start of an escape that the end of the text cuts off, or else the end of the text.
    pub(super) fn end_before_cut_escape(&self) -> usize {
        let end = self.bytes.len();
        let rest = |at: &usize| self.bytes.get(*at..).is_some_and(is_cut_escape);
        (end.saturating_sub(LONGEST_ESCAPE)..end).find(rest).unwrap_or(end)
    }
}

/// Digits in a row.
#[derive(Default)]
struct Run {
    digits: u32,
    /// The length of the decoded view before this run.
    start: usize,
    /// Bits that make no byte yet, how many they are, and the position of the digit with the first of them.
    pending: u32,
    count: u32,
    position: usize,
}

impl Run {
    fn add(&mut self, value: u8, bits: u32, position: usize, view: &mut View) {
        if self.count == 0 {
            self.position = position;
        }
        self.pending = self.pending << bits | u32::from(value);
        self.count = self.count.wrapping_add(bits);
        if self.count >= 8 {
            self.count = self.count.wrapping_sub(8);
            let [.., byte] = (self.pending >> self.count).to_be_bytes();
            view.push(byte, self.position);
            self.position = position;
        }
    }
}

enum Digit {
    Value(u8),
    Separator,
    None,
}

/// Classifies a byte in a run of digits, with the help of the next byte. White space may fold the digits, and hex may be
/// written as `9d:61`, `9d, 61` or `0x9d, 0x61`.
fn digit(byte: u8, next: u8, bits: u32) -> Digit {
    let is_hex = bits == 4;
    let value = match byte {
        b'0' if is_hex && matches!(next, b'x' | b'X') => return Digit::Separator,
        b'x' | b'X' | b':' | b',' if is_hex => return Digit::Separator,
        _ if byte.is_ascii_whitespace() => return Digit::Separator,
        b'0'..=b'9' if !is_hex => byte.wrapping_add(4),
        b'A'..=b'Z' if !is_hex => byte.wrapping_sub(b'A'),
        b'a'..=b'z' if !is_hex => byte.wrapping_sub(b'a' - 26),
        b'+' | b'-' if !is_hex => 62,
        b'/' | b'_' if !is_hex => 63,
        _ if !is_hex => return Digit::None,
        _ => match char::from(byte).to_digit(16).map(u8::try_from) {
            Some(Ok(value)) => value,
            _ => return Digit::None,
        },
    };
    Digit::Value(value)
}

/// `&#x10FFFF;`
const LONGEST_ESCAPE: usize = 10;

fn is_cut_escape(rest: &[u8]) -> bool {
    let (length, digits) = match rest {
        [b'\\' | b'%', b'u', digits @ ..] => (4, digits),
        [b'\\', b'x', digits @ ..] | [b'%', digits @ ..] => (2, digits),
        [b'\\', rest @ ..] => (1, rest),
        [b'&', name @ ..] => return name.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'#'),
        _ => return false,
    };
    digits.len() < length && digits.iter().all(u8::is_ascii_hexdigit)
}

/// Returns the byte that an escape encodes, and the length of the escape.
fn escape(text: &[u8]) -> Option<(u8, usize)> {
    let (number, length) = match text {
        [b'\\' | b'%', b'u', digits @ ..] => (number(digits.get(..4)?, 16)?, 6),
        [b'\\', b'x', digits @ ..] => (number(digits.get(..2)?, 16)?, 4),
        [b'%', digits @ ..] => (number(digits.get(..2)?, 16)?, 3),
        [b'\\', b'b' | b'f' | b'n' | b'r' | b't', ..] => (32, 2),
        [b'\\', itself, ..] => (u32::from(*itself), 2),
        [b'&', rest @ ..] => {
            let end = rest.iter().take(LONGEST_ESCAPE).position(|byte| *byte == b';')?;
            (entity(rest.get(..end)?)?, end.saturating_add(2))
        }
        _ => return None,
    };
    Some((u8::try_from(number).unwrap_or(u8::MAX), length))
}

/// HTML's `&#38;`, `&#x26;` and `&amp;`, without the first and the last character.
fn entity(name: &[u8]) -> Option<u32> {
    match name {
        [b'#', b'x' | b'X', digits @ ..] => number(digits, 16),
        [b'#', digits @ ..] => number(digits, 10),
        _ => {
            let named = [("amp", b'&'), ("lt", b'<'), ("gt", b'>'), ("quot", b'"'), ("apos", b'\'')];
            let found = named.into_iter().find(|(known, _)| name.eq_ignore_ascii_case(known.as_bytes()));
            found.map(|(_, byte)| u32::from(byte))
        }
    }
}

fn number(digits: &[u8], radix: u32) -> Option<u32> {
    let value = |byte: &u8| char::from(*byte).to_digit(radix);
    let add = |number: u32, byte| Some(number.wrapping_mul(radix).wrapping_add(value(byte)?));
    digits.iter().try_fold(0, add).filter(|_| !digits.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_of_json_urls_and_html_are_undone() {
        for (text, expected) in [
            (r"a\u0062\x63%64&#101;&#x66;&amp;&QUOT;\/\n\t\\", "abcdef&\"/  \\"),
            ("%u0041%41%zz%4", "AA%zz%4"),
            (r"\u00\x&#;&#x;&unknown;&", r"\u00\x&#;&#x;&unknown;&"),
        ] {
            let view = View::new(text);
            let unescaped = view.unescaped().unwrap_or(view);
            assert_eq!(String::from_utf8_lossy(&unescaped.bytes), expected);
        }
        assert!(View::new("plain é").unescaped().is_none());
    }

    #[test]
    fn every_byte_knows_where_it_stood() {
        let view = View::new("\u{feff}é%41\\u0042");
        let unescaped = view.unescaped().unwrap();
        assert_eq!(unescaped.bytes.as_slice(), "éAB".as_bytes());
        let positions: Vec<_> = (0..=4).map(|at| unescaped.position(at)).collect();
        assert_eq!(positions, [3, 4, 5, 8, 14]);
    }

    #[test]
    fn runs_of_digits_are_decoded() {
        let decoded = |text: &str, bits, skipped| {
            let view = View::new(text).decoded(bits, skipped);
            let positions: Vec<_> = (0..=view.bytes.len()).map(|at| view.position(at)).collect();
            (view.bytes.to_vec(), positions)
        };
        let bytes = vec![0, 16, 131, 16, 81, 135, 32, 146, 139, 0];
        assert_eq!(
            decoded("!ABCD EFGH\nIJKL=", 6, 0),
            (bytes.clone(), vec![1, 2, 3, 6, 7, 8, 11, 12, 13, 15, 16])
        );
        assert_eq!(decoded("zABCDEFGHIJKL", 6, 1).0, bytes);
        let bytes = vec![1, 35, 69, 103, 137, 171, 0];
        assert_eq!(decoded("0x01:23,45 0x67, 0x89 aB", 4, 0).0, bytes);
        assert_eq!(decoded("f0123456789ab.", 4, 1), (bytes, vec![1, 3, 5, 7, 9, 11, 13, 14]));
        assert_eq!(decoded("0123 short.", 6, 0).0, [0; 0]);
        assert_eq!(decoded("f0123456789ab. a1. 0123456789ab", 4, 1).0.len(), 13);
    }

    #[test]
    fn an_escape_that_is_cut_is_noticed() {
        for (text, end) in [
            ("ab", 2),
            ("ab%", 2),
            ("ab%4", 2),
            ("ab%41", 5),
            (r"ab\", 2),
            (r"ab\u", 2),
            (r"ab\u004", 2),
            (r"ab\u0041", 8),
            ("ab&am", 2),
            ("ab&#x4", 2),
            ("ab&amp;", 7),
            ("ab& ", 4),
        ] {
            assert_eq!(View::new(text).end_before_cut_escape(), end, "{text}");
        }
    }
}
