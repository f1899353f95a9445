//! PKCS#8, versions 1 (RFC 8410) and 2 (RFC 5958): DER, its base64, and PEM around it.

use super::AgentKey;
use crate::error::{Error, ErrorCode, Result};
use base64ct::{Base64, Encoding};
use ed25519_dalek::pkcs8::spki::SubjectPublicKeyInfoRef;
use ed25519_dalek::pkcs8::spki::der::{ErrorKind, pem};
use ed25519_dalek::pkcs8::{self, EncodePrivateKey, KeypairBytes, PrivateKeyInfo};
use zeroize::Zeroizing;

const DER_SEQUENCE: u8 = 0x30;
/// What base64 makes of the start of every DER sequence of a length below 128 or up to 65535.
const BASE64_OF_SEQUENCE: char = 'M';

pub(super) fn decode_bytes(source: &[u8]) -> Result<AgentKey> {
    match std::str::from_utf8(source) {
        Ok(text) if !is_der(source) => decode(text),
        _ => decode_der(source),
    }
}

pub(super) fn encode(seed: &[u8; 32]) -> Zeroizing<String> {
    let version_1 = KeypairBytes { secret_key: *seed, public_key: None };
    let der = version_1.to_pkcs8_der().map(|der| Base64::encode_string(der.as_bytes()));
    Zeroizing::new(der.unwrap_or_default())
}

/// Text in base64 starts with `M`, so a sequence's tag, which is the digit `0`, tells the two apart.
pub(super) fn is_der(source: &[u8]) -> bool {
    source.first() == Some(&DER_SEQUENCE)
}

pub(super) fn is_private_key(der: &[u8]) -> bool {
    PrivateKeyInfo::try_from(der).is_ok()
}

pub(super) fn decode(text: &str) -> Result<AgentKey> {
    let text = text.trim_ascii();
    if text.starts_with("-----BEGIN ") {
        return decode_pem(text);
    }
    if text.starts_with("ssh-") {
        return Err(is_public("an OpenSSH public key"));
    }
    if !text.starts_with(BASE64_OF_SEQUENCE) {
        return Err(unrecognized());
    }
    decode_der(&Zeroizing::new(Base64::decode_vec(text).map_err(|_| base64_refusal(text))?))
}

fn base64_refusal(text: &str) -> Error {
    let in_alphabet = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
    let content = text.trim_end_matches('=');
    if !content.bytes().all(in_alphabet) {
        return Error::new(ErrorCode::PrivateKeyMalformed, "the private key is not standard base64");
    }
    if !text.len().is_multiple_of(4) {
        return Error::new(
            ErrorCode::PrivateKeyTruncated,
            "the private key's base64 ends within a group of four",
        );
    }
    Error::new(ErrorCode::PrivateKeyMalformed, "the private key's base64 is not canonical")
}

fn decode_pem(text: &str) -> Result<AgentKey> {
    match pem_label(text) {
        "PRIVATE KEY" => {}
        "ENCRYPTED PRIVATE KEY" => {
            let what = "the private key is encrypted with a password; decrypt it first";
            return Err(Error::new(ErrorCode::PrivateKeyEncrypted, what));
        }
        "PUBLIC KEY" | "RSA PUBLIC KEY" => return Err(is_public("a PEM public key")),
        "RSA PRIVATE KEY" | "EC PRIVATE KEY" | "DSA PRIVATE KEY" => return Err(wrong_algorithm()),
        _ => return Err(unrecognized()),
    }
    let (_, der) = pem::decode_vec(text.as_bytes()).map_err(|_| {
        Error::new(ErrorCode::PrivateKeyMalformed, "the private key's PEM armour is broken (RFC 7468)")
    })?;
    decode_der(&Zeroizing::new(der))
}

pub(super) fn pem_label(text: &str) -> &str {
    let rest = text.strip_prefix("-----BEGIN ").unwrap_or_default();
    rest.split_once("-----").map_or("", |(label, _)| label)
}

fn decode_der(der: &[u8]) -> Result<AgentKey> {
    if !is_der(der) {
        return Err(unrecognized());
    }
    let info = PrivateKeyInfo::try_from(der).map_err(|error| der_refusal(der, &error))?;
    let pair = KeypairBytes::try_from(info).map_err(|error| der_refusal(der, &error))?;
    let key = AgentKey::from_seed(&pair.secret_key);
    match pair.public_key {
        Some(public) if public.to_bytes() != key.public_key().to_bytes() => Err(Error::new(
            ErrorCode::PrivateKeyMismatch,
            "the private key carries a public key that is not its own",
        )),
        _ => Ok(key),
    }
}

fn der_refusal(der: &[u8], error: &pkcs8::Error) -> Error {
    if SubjectPublicKeyInfoRef::try_from(der).is_ok() {
        return is_public("an SPKI public key");
    }
    match error {
        pkcs8::Error::PublicKey(pkcs8::spki::Error::OidUnknown { .. }) => wrong_algorithm(),
        pkcs8::Error::Asn1(error) => match error.kind() {
            ErrorKind::Incomplete { .. } => {
                Error::new(ErrorCode::PrivateKeyTruncated, "the private key ends too early")
            }
            ErrorKind::TrailingData { .. } => {
                Error::new(ErrorCode::PrivateKeyTrailingData, "something follows the private key")
            }
            _ => malformed(),
        },
        _ => malformed(),
    }
}

fn malformed() -> Error {
    Error::new(ErrorCode::PrivateKeyMalformed, "the private key is not sound PKCS#8 of an Ed25519 key")
}

fn wrong_algorithm() -> Error {
    Error::new(ErrorCode::PrivateKeyWrongAlgorithm, "the private key is not an Ed25519 key")
}

fn is_public(what: &str) -> Error {
    Error::new(ErrorCode::PrivateKeyIsPublic, format!("this is {what}; a private key is needed"))
}

fn unrecognized() -> Error {
    Error::new(
        ErrorCode::PrivateKeyUnrecognized,
        "this is no private key in a form that is known: PKCS#8 as base64, PEM or DER",
    )
}
