//! Base64 as the wire has it: canonical, decoded in constant time, with refusals that say where.

use base64ct::{Base64, Base64UrlUnpadded, Encoding};
use zeroize::Zeroizing;

/// Decodes standard base64 with padding (RFC 4648 §4).
pub(crate) fn decode_standard(text: &str) -> Result<Vec<u8>, String> {
    Base64::decode_vec(text).map_err(|_| fault(text, is_standard, true))
}

/// Decodes base64url without padding (RFC 4648 §5).
pub(crate) fn decode_url(text: &str) -> Result<Vec<u8>, String> {
    if text.is_empty() {
        return Err("is empty".into());
    }
    Base64UrlUnpadded::decode_vec(text).map_err(|_| fault(text, is_url, false))
}

/// As [`decode_standard`], for secrets: what was decoded before a fault is wiped too, and no refusal quotes a part.
pub(crate) fn decode_secret(text: &str) -> Option<Zeroizing<Vec<u8>>> {
    decode_wiped::<Base64>(text)
}

/// As [`decode_url`], for secrets.
pub(crate) fn decode_url_secret(text: &str) -> Result<Zeroizing<Vec<u8>>, String> {
    decode_wiped::<Base64UrlUnpadded>(text).ok_or_else(|| fault(text, is_url, false))
}

fn decode_wiped<Alphabet: Encoding>(text: &str) -> Option<Zeroizing<Vec<u8>>> {
    let mut bytes = Zeroizing::new(vec![0; text.len()]);
    let length = Alphabet::decode(text, &mut bytes).ok()?.len();
    bytes.truncate(length);
    Some(bytes)
}

/// Encodes standard base64 with padding.
pub(crate) fn encode_standard(bytes: &[u8]) -> String {
    Base64::encode_string(bytes)
}

/// Encodes base64url without padding.
pub(crate) fn encode_url(bytes: &[u8]) -> String {
    Base64UrlUnpadded::encode_string(bytes)
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
