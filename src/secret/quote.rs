//! Text from outside, fit to be shown: without secrets, of bounded length, and printable.

use super::redact_secrets;
#[cfg(any(test, feature = "bindings"))]
use crate::text::has_no_width;

/// A message quotes this many characters at most.
const MAX_QUOTED: usize = 256;
/// Of an answer's body, this many.
#[cfg(any(test, feature = "bindings"))]
const MAX_BODY: usize = 512;
/// The longest part of a text that is looked at in order to quote it: the longest text that has a use in a message
/// is a URL.
const MAX_CONSIDERED: usize = 8192;

/// The text in quotes, for a message.
///
/// Secrets are redacted; a word that could be a bare seed is shortened; control characters, and characters that change
/// how the text around them is shown, are escaped; a long text is cut.
pub(crate) fn quoted(text: &str) -> String {
    let considered = prefix(text, MAX_CONSIDERED);
    let safe = shortened(&redact_secrets(considered, &[]));
    let cut = first_chars(&safe, MAX_QUOTED);
    let ellipsis = if cut.len() < safe.len() || considered.len() < text.len() { "…" } else { "" };
    format!("{cut:?}{ellipsis}")
}

/// The beginning of an answer's body: as [`quoted`], without quotes, and with its line breaks.
#[cfg(any(test, feature = "bindings"))]
pub(crate) fn quoted_body(text: &str, known: &[&str]) -> String {
    let safe = shortened(&redact_secrets(text, known));
    let mut printable = String::new();
    for c in first_chars(&safe, MAX_BODY).chars() {
        if c.is_control() && !matches!(c, '\n' | '\t')
            || has_no_width(c)
            || matches!(c, '\u{2028}' | '\u{2029}')
        {
            printable.extend(c.escape_unicode());
        } else {
            printable.push(c);
        }
    }
    printable
}

/// The longest prefix of at most `max` bytes.
fn prefix(text: &str, max: usize) -> &str {
    (0..=max).rev().find_map(|end| text.get(..end)).filter(|_| text.len() > max).unwrap_or(text)
}

fn first_chars(text: &str, max: usize) -> &str {
    text.char_indices().nth(max).and_then(|(end, _)| text.get(..end)).unwrap_or(text)
}

/// 32 bytes are 64 digits of hex or 43 of base64. In hex with colons or spaces, a few bytes fewer count as well.
const SEED_HEX_DIGITS: usize = 64;
const SPACED_HEX_DIGITS: usize = 48;
const SEED_BASE64_DIGITS: usize = 43;
/// How many characters of a shortened word are shown at each end.
const SHOWN: usize = 4;

/// The text with every word shortened that could be a bare 32-byte seed, which nothing tells from a public key:
/// 64 or more digits of hex, or 43 or more of base64 in which lower and upper case alternate as they do in random
/// bytes. Ids in use are shorter, keep to one case, or have other characters in between.
fn shortened(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let spaced_hex = spaced_hex_length(rest);
        let word = rest.find(|c: char| !is_of_word(c)).unwrap_or(rest.len());
        let length = if spaced_hex > 0 { spaced_hex } else { word.max(first.len_utf8()) };
        let Some((part, after)) = rest.split_at_checked(length) else { break };
        if spaced_hex > 0 || is_seed(part) {
            push_ends(&mut result, part);
        } else {
            part.split_inclusive('/').for_each(|segment| push_segment(&mut result, segment));
        }
        rest = after;
    }
    result
}

fn is_of_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '-' | '_' | '=')
}

/// A part of a path: a slash is a digit of base64 too, but paths are more frequent than seeds.
fn push_segment(result: &mut String, segment: &str) {
    let bare = segment.strip_suffix('/').unwrap_or(segment);
    let is_hex = bare.split(|c: char| !c.is_ascii_hexdigit()).any(|digits| digits.len() >= SEED_HEX_DIGITS);
    if is_hex || bare.len() >= SEED_BASE64_DIGITS && is_mixed(bare) {
        push_ends(result, bare);
        result.push_str(segment.get(bare.len()..).unwrap_or_default());
    } else {
        result.push_str(segment);
    }
}

/// True for exactly 32 or 64 bytes in base64, slashes included.
fn is_seed(word: &str) -> bool {
    let digits = word.trim_end_matches('=');
    matches!(digits.len(), 43 | 86) && is_mixed(digits)
}

/// True if upper and lower case alternate at least 6 times; of 43 random digits, one in ten thousand has fewer.
fn is_mixed(word: &str) -> bool {
    let letters = || word.chars().filter(char::is_ascii_alphabetic);
    let pairs = letters().zip(letters().skip(1));
    pairs.filter(|(one, next)| one.is_ascii_lowercase() != next.is_ascii_lowercase()).count() >= 6
}

/// The length of the bytes in hex that begin here with a colon or a space between them; 0 if they are too few.
fn spaced_hex_length(text: &str) -> usize {
    let (mut digits, mut length) = (0_usize, 0_usize);
    for (at, byte) in text.bytes().enumerate() {
        if byte.is_ascii_hexdigit() {
            digits = digits.saturating_add(1);
            length = at.saturating_add(1);
        } else if !(matches!(byte, b':' | b' ') && digits > 0 && digits.is_multiple_of(2) && length == at) {
            break;
        }
    }
    if length > digits && digits >= SPACED_HEX_DIGITS { length } else { 0 }
}

fn push_ends(result: &mut String, word: &str) {
    let end = word.len().saturating_sub(SHOWN);
    result.extend([word.get(..SHOWN).unwrap_or_default(), "…", word.get(end..).unwrap_or_default()]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_shown_and_keys_are_not() {
        let seed = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";
        let spaced: Vec<_> = (0..64).step_by(2).map(|at| &seed[at..at + 2]).collect();
        for (text, expected) in [
            ("agent-1:task-1:2026-11-22T06:16:09Z", None),
            (
                "https://auth.openai.com/api/accounts/v1/agent/agent_01ARZ3NDEKTSV4RRFFQ69G5FAV/task/register",
                None,
            ),
            ("a2f2d7a2-7a5c-4a3e-9f4e-0c8f0f0b7a11:a2f2d7a2-7a5c-4a3e-9f4e-0c8f0f0b7a11", None),
            ("resp_68af4030592c81938ec0a5fbab4a3e9f05438e46b5f69a3b", None),
            (seed, Some("9d61…7f60")),
            (&seed.to_uppercase(), Some("9D61…7F60")),
            (&format!("0x{seed}"), Some("0x9d…7f60")),
            (&spaced.join(":"), Some("9d:6…f:60")),
            (&spaced.join(" "), Some("9d 6…f 60")),
            ("nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=", Some("nWGx…f2A=")),
            ("nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A", Some("nWGx…uf2A")),
            (
                "https://a.example/nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A/x",
                Some("https://a.example/nWGx…uf2A/x"),
            ),
            ("MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g", Some("[redacted]")),
        ] {
            assert_eq!(quoted(text), format!("\"{}\"", expected.unwrap_or(text)), "{text}");
        }
    }

    #[test]
    fn what_is_quoted_is_printable_and_short() {
        assert_eq!(quoted("a\"\n\u{1b}[31m\u{202e}\u{feff}é"), r#""a\"\n\u{1b}[31m\u{202e}\u{feff}é""#);
        assert_eq!(quoted(&"é".repeat(257)), format!("\"{}\"…", "é".repeat(256)));
        assert_eq!(quoted(&"é".repeat(256)), format!("\"{}\"", "é".repeat(256)));
        assert_eq!(quoted(&"é ".repeat(10_000)), format!("\"{}\"…", "é ".repeat(128)));
        assert_eq!(
            quoted_body("{\n\t\"a\": 1}\r\u{1b}[0m\u{200b}", &[]),
            "{\n\t\"a\": 1}\\u{d}\\u{1b}[0m\\u{200b}"
        );
        assert_eq!(quoted_body(&"x ".repeat(600), &[]).len(), 512);
    }
}
