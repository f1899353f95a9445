//! Keys, public and private.

use super::candidate::Candidate;
use super::report::Report;
use super::{DocumentContext, DocumentKind, Reader};
use crate::error::ErrorCode;
use crate::key::{AgentKey, AgentPublicKey};

/// The members of a JWK that are not secret (RFC 7517 §4, RFC 7518 §6, RFC 8037 §2).
pub(super) const PUBLIC_MEMBERS: [&str; 12] =
    ["kty", "kid", "use", "alg", "key_ops", "crv", "x", "y", "n", "e", "x5c", "x5t"];

/// The members of a JWK that make it a private or a symmetric key (RFC 7518 §6).
const PRIVATE_MEMBERS: [&str; 2] = ["d", "k"];

fn is_json(candidate: &Candidate) -> bool {
    candidate.text.starts_with('{')
}

/// Fewer digits are not even a part of a key that is worth a refusal of its own.
const MIN_BARE_DIGITS: usize = 32;

/// Returns true for words that are base64 by chance: a bare key, without armour and without the name of its algorithm,
/// is longer, and if it is folded, all lines but the last have one length.
fn is_other_text(text: &str) -> bool {
    if ["-----", "ssh-", "ecdsa-"].iter().any(|mark| text.contains(mark)) {
        return false;
    }
    let lengths: Vec<usize> = text.split_whitespace().map(str::len).collect();
    let folded = lengths.split_last().map_or(&[][..], |(_, folded)| folded);
    let is_uneven = folded.iter().zip(folded.iter().skip(1)).any(|(one, next)| one != next);
    is_uneven || lengths.iter().fold(0_usize, |sum, length| sum.saturating_add(*length)) < MIN_BARE_DIGITS
}

pub(super) struct PublicKey;

impl Reader for PublicKey {
    fn kind(&self) -> DocumentKind {
        DocumentKind::PublicKey
    }

    fn recognizes(&self, candidate: &Candidate) -> bool {
        candidate.has_any(&["kty"])
            || !is_json(candidate) && !is_other_text(candidate.text) && {
                let code = AgentPublicKey::parse(candidate.text).err().map(|error| error.code());
                code != Some(ErrorCode::PublicKeyUnrecognized)
            }
    }

    fn read(&self, candidate: &Candidate, _: &DocumentContext, report: &mut Report) {
        report.document(candidate, &PUBLIC_MEMBERS);
        if let Some(key) = report.check(AgentPublicKey::parse(candidate.text)) {
            report.public_key(key);
            report.pass();
        }
    }
}

pub(super) struct PrivateKey;

impl Reader for PrivateKey {
    fn kind(&self) -> DocumentKind {
        DocumentKind::PrivateKey
    }

    /// A private key is recognized before a public one, because its text may hold both.
    fn recognizes(&self, candidate: &Candidate) -> bool {
        if is_json(candidate) {
            return candidate.has_any(&["kty"]) && candidate.has_any(&PRIVATE_MEMBERS);
        }
        let as_public = AgentPublicKey::parse(candidate.text).err().map(|error| error.code());
        let as_private = AgentKey::from_pkcs8(candidate.text).err().map(|error| error.code());
        as_public == Some(ErrorCode::PublicKeyIsPrivate)
            || !matches!(as_private, Some(ErrorCode::PrivateKeyUnrecognized | ErrorCode::PrivateKeyIsPublic))
    }

    fn read(&self, candidate: &Candidate, _: &DocumentContext, report: &mut Report) {
        match &candidate.object {
            Some(_) => report.document(candidate, &PUBLIC_MEMBERS),
            None => report.secret("private_key".to_owned(), candidate.span(0..candidate.text.len())),
        }
        let public_key = match report.check(AgentKey::from_pkcs8(candidate.text)) {
            Some(key) => {
                report.pass();
                Some(key.public_key())
            }
            None => public_half(candidate),
        };
        if let Some(key) = public_key {
            report.public_key(key);
        }
        report.warn_of_secrets();
    }
}

/// Returns the public key of a private JWK, which has it as a member of its own.
fn public_half(candidate: &Candidate) -> Option<AgentPublicKey> {
    let x = candidate.object.as_ref()?.string("x").ok()?;
    AgentPublicKey::parse(&x).ok()
}

#[cfg(test)]
mod tests {
    use super::is_other_text;

    #[test]
    fn words_are_no_bare_key() {
        for text in [
            "",
            "AAAA",
            "abcdefgh",
            "hello world ab",
            "Bearer AAAAAAAA",
            "thequickbrownfox",
            "the quick brown fox jumps over the lazy dogs",
        ] {
            assert!(is_other_text(text), "{text}");
        }
        let hex = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
        for text in [
            hex,
            &hex[..40],
            &hex[..40].replace("a0", "a0\n"),
            "MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQH\nOg7hcvPapiMlrwIaaPcHURo=",
            "ssh-ed25519 AAAA",
            "restrict ssh-ed25519 AAAA",
            "-----BEGIN PUBLIC KEY-----\nAAAA",
        ] {
            assert!(!is_other_text(text), "{text}");
        }
    }
}
