//! Decodes the escapes that logs, shells, markup and programming languages use.

use super::text::Text;

/// The most backslashes in a row that are read as one escape. Nested quoting does not produce more in practice.
const MAX_BACKSLASHES: usize = 15;
const MAX_ENTITY_LENGTH: usize = 10;

/// The named character references of HTML that matter around a token.
const ENTITIES: [(&str, char); 10] = [
    ("quot", '"'),
    ("apos", '\''),
    ("lt", '<'),
    ("gt", '>'),
    ("amp", '&'),
    ("nbsp", '\u{a0}'),
    ("shy", '\u{ad}'),
    ("Tab", '\t'),
    ("NewLine", '\n'),
    ("ZeroWidthSpace", '\u{200b}'),
];

/// Reads the escape at `at`. Returns its character and its end, or `None` if no escape starts there.
pub(super) fn read(text: &Text, at: usize) -> Option<(char, usize)> {
    let after = at.saturating_add(1);
    match text.byte(at) {
        Some(b'\\') => backslash(text, at),
        Some(b'%') => percent(text, after),
        Some(b'&') => entity(text, after),
        Some(b'^') => caret(text, after),
        // rsyslog writes a control character as `#` and three octal digits.
        Some(b'#') => {
            let code =
                digits(text, after, 8, 3).filter(|(code, end)| *code < 0x80 && width(after, *end) == 3);
            code.and_then(character)
        }
        _ => None,
    }
}

fn backslash(text: &Text, at: usize) -> Option<(char, usize)> {
    let letter_at = text.skip(at, b"\\", MAX_BACKSLASHES);
    let after = letter_at.saturating_add(1);
    let one = |c: char| Some((c, after));
    match text.byte(letter_at) {
        Some(b'n') => one('\n'),
        Some(b'r') => one('\r'),
        Some(b't') => one('\t'),
        Some(b'e' | b'E') => one('\u{1b}'),
        Some(b'a') => one('\u{7}'),
        Some(b'b') => one('\u{8}'),
        Some(b'f') => one('\u{c}'),
        Some(b'v') => one('\u{b}'),
        Some(b'x') => exactly(text, after, 16, 2),
        Some(b'U') => exactly(text, after, 16, 8),
        Some(b'u') if text.byte(after) == Some(b'{') => braced(text, after.saturating_add(1)),
        Some(b'u') => exactly(text, after, 16, 4),
        Some(b'0'..=b'7') => digits(text, letter_at, 8, 3).and_then(character),
        Some(byte) if byte.is_ascii_punctuation() => one(char::from(byte)),
        _ => None,
    }
}

fn braced(text: &Text, at: usize) -> Option<(char, usize)> {
    let (code, end) = digits(text, at, 16, 6)?;
    let is_closed = text.byte(end) == Some(b'}');
    if is_closed { character((code, end.saturating_add(1))) } else { None }
}

/// Reads percent-encoding (RFC 3986 §2.1), also if it is applied twice, and the form `%u0022` of old scripts.
fn percent(text: &Text, at: usize) -> Option<(char, usize)> {
    if text.byte(at) == Some(b'u') {
        return exactly(text, at.saturating_add(1), 16, 4);
    }
    match exactly(text, at, 16, 2) {
        Some(('%', end)) => Some(exactly(text, end, 16, 2).unwrap_or(('%', end))),
        read => read,
    }
}

fn entity(text: &Text, at: usize) -> Option<(char, usize)> {
    let semicolon = |(c, end): (char, usize)| -> Option<(char, usize)> {
        (text.byte(end) == Some(b';')).then_some((c, end.saturating_add(1)))
    };
    if text.byte(at) == Some(b'#') {
        let at = at.saturating_add(1);
        let is_hex = matches!(text.byte(at), Some(b'x' | b'X'));
        let (at, radix) = if is_hex { (at.saturating_add(1), 16) } else { (at, 10) };
        let code = digits(text, at, radix, MAX_ENTITY_LENGTH).and_then(character);
        return code.and_then(semicolon);
    }
    for (name, c) in ENTITIES {
        if text.has_word(at, name) {
            return semicolon((c, at.saturating_add(name.len())));
        }
    }
    None
}

/// Reads the caret with which cmd.exe escapes its special characters, and the caret notation of control characters.
fn caret(text: &Text, at: usize) -> Option<(char, usize)> {
    let after = at.saturating_add(1);
    match text.byte(at) {
        Some(b'[') => Some(('\u{1b}', after)),
        Some(b'M') => Some(('\r', after)),
        Some(b'J') => Some(('\n', after)),
        Some(b'I') => Some(('\t', after)),
        // cmd.exe writes a quote inside quotes as `^\^"`. This reads the backslash; the second caret is read next.
        Some(b'\\') => Some(('\\', after)),
        Some(byte) if byte.is_ascii_punctuation() => Some((char::from(byte), after)),
        _ => None,
    }
}

fn exactly(text: &Text, at: usize, radix: u32, count: usize) -> Option<(char, usize)> {
    let read = digits(text, at, radix, count).filter(|(_, end)| width(at, *end) == count);
    read.and_then(character)
}

/// Reads 1 to `most` digits. Returns the number that they form and where they end.
fn digits(text: &Text, at: usize, radix: u32, most: usize) -> Option<(u32, usize)> {
    let (mut number, mut end) = (0_u32, at);
    while width(at, end) < most {
        let digit = text.byte(end).and_then(|byte| char::from(byte).to_digit(radix));
        let Some(digit) = digit else { break };
        number = number.saturating_mul(radix).saturating_add(digit);
        end = end.saturating_add(1);
    }
    (end > at).then_some((number, end))
}

/// Converts a code point. A surrogate or an invalid code point becomes U+FFFD, which no token contains.
fn character((code, end): (u32, usize)) -> Option<(char, usize)> {
    Some((char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER), end))
}

fn width(start: usize, end: usize) -> usize {
    end.saturating_sub(start)
}
