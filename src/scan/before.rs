//! Examines the text before a scheme: tells whether a word can begin there, and which header or member the scheme is
//! the value of.

use super::text::Text;
use super::unit::{self, Unit};

/// A name is searched for in this many bytes before the scheme.
const MAX_LOOK_BACK_BYTES: usize = 96;
/// The longest escape sequence of a terminal that is recognised.
const MAX_SEQUENCE_BYTES: usize = 32;

/// The kind of name that precedes a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Name {
    /// An unknown name, or none.
    Unknown,
    /// A header that carries credentials.
    Authorization,
    /// A header with which a server asks for credentials.
    Challenge,
    /// A member that holds the value of something named elsewhere, as in a HAR file.
    Value,
}

/// True if a word can begin at `at`: no letter or digit precedes it, except as the end of an escape.
pub(super) fn starts_word(bytes: &[u8], at: usize) -> bool {
    let before = bytes.get(..at).unwrap_or_default();
    let Some(last) = before.last() else { return true };
    !last.is_ascii_alphanumeric() || ends_in_escape(before)
}

fn ends_in_escape(before: &[u8]) -> bool {
    let tail = |length: usize| before.len().checked_sub(length).and_then(|start| before.get(start..));
    let is_hex = |bytes: &[u8]| bytes.iter().all(u8::is_ascii_hexdigit);
    let is_octal = |bytes: &[u8]| bytes.iter().all(|byte| (b'0'..=b'7').contains(byte));
    let with = |length: usize, mark: &[u8], is_digit: &dyn Fn(&[u8]) -> bool| {
        tail(length.saturating_add(mark.len())).and_then(|tail| tail.strip_prefix(mark)).is_some_and(is_digit)
    };
    let letter = |tail: &[u8]| {
        matches!(tail, [b'\\', b'n' | b'r' | b't' | b'a' | b'b' | b'f' | b'v' | b'e' | b'E'])
            || matches!(tail, [b'^', b'A'..=b'Z'])
    };
    tail(2).is_some_and(letter)
        || with(2, br"\x", &is_hex)
        || with(2, b"%", &is_hex)
        || with(2, b"=", &is_hex)
        || with(4, br"\u", &is_hex)
        || with(4, b"%u", &is_hex)
        || with(8, br"\U", &is_hex)
        || with(3, b"#", &is_octal)
        || (1..=3).any(|length| with(length, br"\", &is_octal))
        || ends_in_sequence(before)
}

/// True if `before` ends in an escape sequence of a terminal, such as `ESC [ 32 m`. Its ESC may be written as an
/// escape, or may be lost.
fn ends_in_sequence(before: &[u8]) -> bool {
    let Some((last, rest)) = before.split_last() else { return false };
    let rest = rest.get(rest.len().saturating_sub(MAX_SEQUENCE_BYTES)..).unwrap_or_default();
    let Some(open) = rest.iter().rposition(|byte| !b"0123456789;:?".contains(byte)) else { return false };
    let introducer = rest.get(..open).unwrap_or_default();
    let escapes: [&[u8]; 9] =
        [b"\x1b", br"\e", br"\E", br"\x1b", br"\x1B", br"\033", br"\u001b", br"\u001B", b"^["];
    let more: [&[u8]; 4] = [b"#033", b"%1B", b"%1b", "\u{241b}".as_bytes()];
    rest.get(open) == Some(&b'[')
        && (*last == b'm' || escapes.iter().chain(&more).any(|escape| introducer.ends_with(escape)))
}

/// Returns the kind of name that precedes the value at `at`.
pub(super) fn name(bytes: &[u8], at: usize) -> Name {
    let before = bytes.get(..at).unwrap_or_default();
    let before = before.get(before.len().saturating_sub(MAX_LOOK_BACK_BYTES)..).unwrap_or_default();
    match nearest(before) {
        (Name::Value, rest) => match nearest(rest).0 {
            Name::Unknown => Name::Value,
            name => name,
        },
        (name, _) => name,
    }
}

/// Returns the last name in `before` and the text before that name.
fn nearest(before: &[u8]) -> (Name, &[u8]) {
    super::steps::count(before.len());
    let names: [(&[u8], Name); 3] = [
        (b"authorization", Name::Authorization),
        (b"authenticate", Name::Challenge),
        (b"value", Name::Value),
    ];
    for start in (0..before.len()).rev() {
        let rest = before.get(start..).unwrap_or_default();
        if !matches!(rest.first(), Some(b'a' | b'A' | b'v' | b'V')) {
            continue;
        }
        for (word, name) in names {
            let Some((found, gap)) = rest.split_at_checked(word.len()) else { continue };
            if found.eq_ignore_ascii_case(word) {
                let name = if is_gap(gap) { name } else { Name::Unknown };
                return (name, before.get(..start).unwrap_or_default());
            }
        }
    }
    (Name::Unknown, &[])
}

/// True if the text between a name and a value is not empty and consists of punctuation, white space and colours.
fn is_gap(gap: &[u8]) -> bool {
    // A name may be the plural of a list, such as `values`.
    let gap = gap.strip_prefix(b"s").unwrap_or(gap);
    let (text, mut at) = (Text::whole(gap), 0);
    loop {
        let read = unit::read(&text, at);
        match read.unit {
            Unit::End => return !gap.is_empty(),
            Unit::Char(c) if c.is_ascii_alphanumeric() => return false,
            _ => at = read.end,
        }
    }
}

/// Returns the quote right before `at`, unless it is escaped.
pub(super) fn quote(bytes: &[u8], at: usize) -> Option<u8> {
    match bytes.get(..at)? {
        [.., b'\\' | b'^', _] => None,
        [.., quote @ (b'"' | b'\'')] => Some(*quote),
        _ => None,
    }
}
