//! Text from outside, fit to be shown: without secrets, of bounded length, and printable.

use super::redact_secrets;
#[cfg(any(test, feature = "bindings"))]
use crate::text::has_no_width;
use std::fmt;

/// A message quotes this many characters at most.
const MAX_QUOTED: usize = 256;
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

/// A text that prints as [`quoted`] writes it: for the `Debug` form of whatever holds text from outside.
pub(crate) struct Quoted<'a>(pub &'a str);

impl fmt::Debug for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&quoted(self.0))
    }
}

/// The beginning of a text of several lines: as [`quoted`], without quotes, and with its line breaks.
#[cfg(any(test, feature = "bindings"))]
pub(crate) fn quoted_body(text: &str, known: &[&str], max_chars: usize) -> String {
    let safe = shortened(&redact_secrets(text, known));
    let mut printable = String::new();
    for c in first_chars(&safe, max_chars).chars() {
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
/// The least number of changes between lower and upper case in a seed. One in ten thousand words of 43 random digits
/// of base64 has fewer.
const MIN_CHANGES: usize = 6;
/// The last digits of a seed, with padding after them, if the first stand in a word of the text.
const PADDED_PART_DIGITS: usize = 36;
/// The number of characters of a shortened word that are shown at each end.
const SHOWN: usize = 4;

/// Returns the text with every word shortened that could be a bare 32-byte seed. A seed cannot be distinguished from a
/// public key. Such a word has 64 or more digits of hex, or 43 or more of base64 in which lower and upper case alternate
/// as they do in random bytes. The ids in use are shorter, have one case, or have other characters in between.
fn shortened(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let spaced_hex = spaced_hex_length(rest);
        let word = rest.find(|c: char| !is_of_word(c)).unwrap_or(rest.len());
        let length = if spaced_hex > 0 { spaced_hex } else { word.max(first.len_utf8()) };
        let Some((part, after)) = rest.split_at_checked(length) else { break };
        if spaced_hex > 0 {
            push_ends(&mut result, part);
        } else {
            push_word(&mut result, part);
        }
        rest = after;
    }
    result
}

fn is_of_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '-' | '_' | '=')
}

/// A slash is a digit of base64 too, but paths are more frequent than seeds: a word is looked at from slash to slash.
fn push_word(result: &mut String, mut word: &str) {
    while !word.is_empty() {
        let segment = word.find('/').unwrap_or(word.len());
        let seed = seed_length(word);
        let length = if seed > 0 { seed } else { segment };
        let (part, after) = word.split_at_checked(length).unwrap_or((word, ""));
        if seed > 0 {
            push_ends(result, part)
        } else {
            result.push_str(part)
        }
        let rest = after.strip_prefix('/');
        result.push_str(if rest.is_some() { "/" } else { "" });
        word = rest.unwrap_or_default();
    }
}

/// A key of 64 bytes has 86 digits; no group of segments is longer.
const MAX_GROUP: usize = 96;

/// The length of the first segments of a path if they could be a seed, or contain one; 0 if not.
fn seed_length(path: &str) -> usize {
    let (mut length, mut end, mut is_random) = (0, 0_usize, true);
    if path.starts_with('/') {
        return 0;
    }
    for segment in path.split('/') {
        let is_first = end == 0;
        end = end.saturating_add(segment.len());
        if end > MAX_GROUP && !is_first {
            break;
        }
        is_random &= !is_first && segment.len() <= SHOWN || Changes::of(segment).of_class > 1;
        let group = path.get(..end).unwrap_or_default();
        let is_seed = if is_first { is_seed(group) } else { is_split_seed(group, is_random) };
        if is_seed && (length == 0 || segment.len() > SHOWN) {
            length = end;
        }
        end = end.saturating_add(1);
    }
    length
}

fn is_seed(segment: &str) -> bool {
    let is_hex =
        segment.split(|c: char| !c.is_ascii_hexdigit()).any(|digits| digits.len() >= SEED_HEX_DIGITS);
    is_hex || has_enough_digits(segment) && Changes::of(segment).of_case >= MIN_CHANGES
}

/// True for segments that together look like base64 with slashes in it: padded, or with a plus sign, or with as many
/// changes as in random digits.
fn is_split_seed(group: &str, is_random: bool) -> bool {
    let digits = group.trim_end_matches('=').len();
    let changes = Changes::of(group);
    let is_dense = changes.of_class.saturating_mul(5) >= digits.saturating_mul(2);
    has_enough_digits(group)
        && changes.of_case >= MIN_CHANGES
        && (is_dense || group.contains(['+', '=']))
        && (is_random || matches!(digits, 43 | 86))
}

fn has_enough_digits(base64: &str) -> bool {
    let digits = base64.trim_end_matches('=').len();
    digits >= SEED_BASE64_DIGITS || digits >= PADDED_PART_DIGITS && digits < base64.len()
}

/// How often neighbours differ.
#[derive(Default)]
struct Changes {
    /// Between lower and upper case, digits aside.
    of_case: usize,
    /// Between lower case, upper case and digits.
    of_class: usize,
}

impl Changes {
    fn of(text: &str) -> Self {
        let (mut changes, mut class, mut case) = (Self::default(), None, None);
        for byte in text.bytes().filter(u8::is_ascii_alphanumeric) {
            let next = (byte.is_ascii_digit(), byte.is_ascii_lowercase());
            changes.of_class = changes
                .of_class
                .saturating_add(usize::from(class.replace(next).is_some_and(|class| class != next)));
            if !byte.is_ascii_digit() {
                let differs = case.replace(next).is_some_and(|case| case != next);
                changes.of_case = changes.of_case.saturating_add(usize::from(differs));
            }
        }
        changes
    }
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
    use sha2::{Digest, Sha256};

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
            (
                "https://nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=.example",
                Some("https://nWGx…f2A=.example"),
            ),
            ("task-1nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=", Some("task…f2A=")),
            ("/v1/AbcdE/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A4Q/x", Some("/v1/Abcd…2A4Q/x")),
            ("https://a.example/users/listAllMembersOfOrganization/withDetailsOfEveryMember", None),
            ("/v1/organizations/org-8fKd93JdkQpZxY2mLqWe/projects/proj_5hTzB2nKq8WsYcV1mXoE", None),
            ("https://a.example/v1/chatcmpl-8mcLf78g0quztp4BMtwd3hEj58Uof/register", None),
            ("MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g", Some("[redacted]")),
        ] {
            assert_eq!(quoted(text), format!("\"{}\"", expected.unwrap_or(text)), "{text}");
            assert_eq!(format!("{:?}", Quoted(text)), quoted(text));
        }
    }

    #[test]
    fn hardly_any_seed_is_shown_whatever_is_around_it() {
        let mut shown = 0;
        for number in 0..2_000_u32 {
            let seed: [u8; 32] = Sha256::digest(number.to_le_bytes()).into();
            let (url, standard) = (crate::base64::encode_url(&seed), crate::base64::encode_standard(&seed));
            for text in [
                url,
                standard.clone(),
                format!("task-1{standard}"),
                format!("https://a.example/{standard}/x"),
            ] {
                let part = &text.split('/').max_by_key(|part| part.len()).unwrap()[..10];
                shown += u32::from(shortened(&text).contains(part));
            }
        }
        assert!(shown <= 20, "{shown} of 8,000");
    }

    #[test]
    fn what_is_quoted_is_printable_and_short() {
        assert_eq!(quoted("a\"\n\u{1b}[31m\u{202e}\u{feff}é"), r#""a\"\n\u{1b}[31m\u{202e}\u{feff}é""#);
        assert_eq!(quoted(&"é".repeat(257)), format!("\"{}\"…", "é".repeat(256)));
        assert_eq!(quoted(&"é".repeat(256)), format!("\"{}\"", "é".repeat(256)));
        assert_eq!(quoted(&"é ".repeat(10_000)), format!("\"{}\"…", "é ".repeat(128)));
        assert_eq!(
            quoted_body("{\n\t\"a\": 1}\r\u{1b}[0m\u{200b}", &[], 512),
            "{\n\t\"a\": 1}\\u{d}\\u{1b}[0m\\u{200b}"
        );
        assert_eq!(quoted_body(&"x ".repeat(600), &[], 512).len(), 512);
    }
}
