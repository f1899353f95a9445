//! Base64 as the protocol requires it: the encoding must be canonical, and errors name the position of the fault. Data
//! that may be secret is processed in constant time, by base64ct, and public data by the faster crate base64.

use crate::text::has_no_width;
use ::base64::Engine as _;
use ::base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use base64ct::{Base64Unpadded, Encoding as _};
use zeroize::Zeroizing;

/// The number of characters that encode three bytes.
const GROUP: usize = 4;

/// Decodes standard base64 with padding (RFC 4648 §4).
pub(crate) fn decode_standard(text: &str) -> Result<Vec<u8>, String> {
    unpadded(text)
        .and_then(|content| STANDARD_NO_PAD.decode(content).ok())
        .ok_or_else(|| fault(text, is_standard, true))
}

/// Decodes base64url without padding (RFC 4648 §5).
pub(crate) fn decode_url(text: &str) -> Result<Vec<u8>, String> {
    if text.is_empty() {
        return Err("is empty".into());
    }
    URL_SAFE_NO_PAD.decode(text).map_err(|_| fault(text, is_url, false))
}

/// Decodes a secret like [`decode_standard`]. If the encoding is faulty, the bytes decoded up to the fault are wiped.
/// The result has no message, because a message could quote a part of the secret.
pub(crate) fn decode_secret(text: &str) -> Option<Zeroizing<Vec<u8>>> {
    decode(unpadded(text)?.as_bytes())
}

/// Returns the text without its padding, or `None` if its length is not a multiple of four.
fn unpadded(text: &str) -> Option<&str> {
    let content = text.strip_suffix('=').unwrap_or(text);
    text.len().is_multiple_of(GROUP).then(|| content.strip_suffix('=').unwrap_or(content))
}

/// Returns the text without white space and zero-width characters, because base64 may be folded anywhere.
pub(crate) fn without_white_space(text: &str) -> Zeroizing<String> {
    let mut digits = Zeroizing::new(String::with_capacity(text.len()));
    digits.extend(text.chars().filter(|c| !c.is_whitespace() && !has_no_width(*c)));
    digits
}

/// Decodes a secret like [`decode_url`].
pub(crate) fn decode_url_secret(text: &str) -> Result<Zeroizing<Vec<u8>>, String> {
    if text.is_empty() {
        return Err("is empty".into());
    }
    let mut standard = Zeroizing::new(text.as_bytes().to_vec());
    exchange_alphabets(&mut standard);
    decode(&standard).ok_or_else(|| fault(text, is_url, false))
}

/// Exchanges `+` with `-` and `/` with `_`, in both directions, so that text in the wrong alphabet remains invalid. The
/// code has no branches, because the text may be secret.
fn exchange_alphabets(text: &mut [u8]) {
    let is = |byte: u8, either: u8, or: u8| (u8::from(byte == either) | u8::from(byte == or)).wrapping_neg();
    for byte in text {
        *byte ^= is(*byte, b'+', b'-') & (b'+' ^ b'-') | is(*byte, b'/', b'_') & (b'/' ^ b'_');
    }
}

/// Decodes standard base64 without padding. Both alphabets share this decoder, so that the module contains its code
/// once.
fn decode(text: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let mut bytes = Zeroizing::new(vec![0; text.len()]);
    let length = Base64Unpadded::decode(text, &mut bytes).ok()?.len();
    bytes.truncate(length);
    Some(bytes)
}

/// Encodes standard base64 with padding.
pub(crate) fn encode_standard(bytes: &[u8]) -> String {
    padded(STANDARD_NO_PAD.encode(bytes))
}

/// Encodes a secret like [`encode_standard`].
pub(crate) fn encode_secret(bytes: &[u8]) -> Zeroizing<String> {
    Zeroizing::new(padded(Base64Unpadded::encode_string(bytes)))
}

/// Encodes base64url without padding.
pub(crate) fn encode_url(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

fn padded(mut text: String) -> String {
    while !text.len().is_multiple_of(GROUP) {
        text.push('=');
    }
    text
}

fn is_standard(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '+' | '/')
}

fn is_url(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_')
}

fn fault(text: &str, in_alphabet: fn(char) -> bool, padded: bool) -> String {
    let content = if padded { text.trim_end_matches('=') } else { text };
    if let Some((at, c)) = content.char_indices().find(|(_, c)| !in_alphabet(*c)) {
        return match c {
            '=' if !padded => format!("has padding at byte {at}"),
            _ => format!("has {c:?} at byte {at}, which is not of the alphabet"),
        };
    }
    match content.len() % 4 {
        1 => format!("has {} characters, which no whole number of bytes gives", content.len()),
        _ if padded && !text.len().is_multiple_of(4) => "lacks padding".into(),
        _ => "has stray bits in its last character, or wrong padding".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_canonical_form_is_read() {
        assert_eq!(decode_standard("TQ==").unwrap(), b"M");
        for (text, fault) in [
            ("TQ", "lacks padding"),
            ("TQ=", "lacks padding"),
            ("TR==", "has stray bits in its last character, or wrong padding"),
            ("TQ===", "lacks padding"),
            ("T-==", "has '-' at byte 1, which is not of the alphabet"),
            ("TQ==\n", "has '=' at byte 2, which is not of the alphabet"),
            ("TWFuT", "has 5 characters, which no whole number of bytes gives"),
        ] {
            assert_eq!(decode_standard(text).unwrap_err(), fault, "{text}");
        }
    }

    #[test]
    fn url_form_has_no_padding() {
        assert_eq!(decode_url("_-8").unwrap(), [0xff, 0xef]);
        for (text, fault) in [
            ("", "is empty"),
            ("TQ==", "has padding at byte 2"),
            ("+w", "has '+' at byte 0, which is not of the alphabet"),
            ("TR", "has stray bits in its last character, or wrong padding"),
            ("T", "has 1 characters, which no whole number of bytes gives"),
            ("é", "has 'é' at byte 0, which is not of the alphabet"),
        ] {
            assert_eq!(decode_url(text).unwrap_err(), fault, "{text}");
        }
    }
}
