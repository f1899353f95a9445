//! PKCS#8, versions 1 (RFC 8410) and 2 (RFC 5958): DER, its base64, and PEM around it.

use super::der::{self, Fault};
use super::{AgentKey, pem, spki};
use crate::base64;
use crate::error::{Error, ErrorCode, Result};
use zeroize::Zeroizing;

/// Version 1 of an Ed25519 key up to the 32 bytes of its seed.
const VERSION_1_START: [u8; 16] = [0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20];
const ATTRIBUTES: u8 = 0xa0;
const PUBLIC_KEY: u8 = 0x81;
/// What base64 makes of the start of every DER sequence of a length below 128 or up to 65535.
const BASE64_OF_SEQUENCE: char = 'M';

pub(super) fn encode_der(seed: &[u8; 32]) -> Zeroizing<[u8; 48]> {
    let mut der = Zeroizing::new([0; 48]);
    der.iter_mut().zip(VERSION_1_START.iter().chain(seed)).for_each(|(to, from)| *to = *from);
    der
}

pub(super) fn encode_base64(seed: &[u8; 32]) -> Zeroizing<String> {
    Zeroizing::new(base64::encode_standard(encode_der(seed).as_slice()))
}

/// One line of base64: 48 bytes are 64 characters, as many as a line of RFC 7468 has.
pub(super) fn encode_pem(seed: &[u8; 32]) -> Zeroizing<String> {
    let base64 = encode_base64(seed);
    let parts = ["-----BEGIN PRIVATE KEY-----\n", base64.as_str(), "\n-----END PRIVATE KEY-----\n"];
    Zeroizing::new(parts.concat())
}

pub(super) fn decode_bytes(source: &[u8]) -> Result<AgentKey> {
    match std::str::from_utf8(source) {
        Ok(text) if !is_der(source) => decode(text),
        _ => decode_der(source),
    }
}

/// Text in base64 starts with `M`, so a sequence's tag, which is the digit `0`, tells the two apart.
pub(super) fn is_der(source: &[u8]) -> bool {
    source.first() == Some(&der::SEQUENCE)
}

pub(super) fn decode(text: &str) -> Result<AgentKey> {
    let text = text.trim_ascii();
    if let Some(label) = pem::label(text) {
        return decode_pem(label, text);
    }
    if text.starts_with("ssh-") {
        return Err(is_public("an OpenSSH public key"));
    }
    if !text.starts_with(BASE64_OF_SEQUENCE) {
        return Err(unrecognized());
    }
    decode_der(&base64::decode_secret(text).ok_or_else(|| base64_refusal(text))?)
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

fn decode_pem(label: &str, text: &str) -> Result<AgentKey> {
    match label {
        "PRIVATE KEY" => {}
        "ENCRYPTED PRIVATE KEY" => {
            let what = "the private key is encrypted with a password; decrypt it first";
            return Err(Error::new(ErrorCode::PrivateKeyEncrypted, what));
        }
        "PUBLIC KEY" | "RSA PUBLIC KEY" => return Err(is_public("a PEM public key")),
        "RSA PRIVATE KEY" | "EC PRIVATE KEY" | "DSA PRIVATE KEY" => return Err(wrong_algorithm()),
        _ => return Err(unrecognized()),
    }
    let broken =
        || Error::new(ErrorCode::PrivateKeyMalformed, "the private key's PEM armour is broken (RFC 7468)");
    decode_der(&pem::decode(text).ok_or_else(broken)?)
}

fn decode_der(source: &[u8]) -> Result<AgentKey> {
    if !is_der(source) {
        return Err(unrecognized());
    }
    let (seed, public) = read(source).map_err(|fault| der_refusal(source, fault))?;
    let key = AgentKey::from_seed(seed);
    match public {
        Some(public) if *public != key.public_key().to_bytes() => Err(Error::new(
            ErrorCode::PrivateKeyMismatch,
            "the private key carries a public key that is not its own",
        )),
        _ => Ok(key),
    }
}

/// The seed, and in version 2 the public key.
fn read(source: &[u8]) -> der::Result<(&[u8; 32], Option<&[u8; 32]>)> {
    let mut info = der::whole_sequence(source)?;
    let version = info.inner(der::INTEGER)?;
    info.ed25519()?;
    let seed = match info.inner(der::OCTET_STRING)? {
        [der::OCTET_STRING, 0x20, seed @ ..] => seed.try_into().map_err(|_| Fault::Malformed)?,
        _ => return Err(Fault::Malformed),
    };
    info.optional(ATTRIBUTES).map_err(|_| Fault::Malformed)?;
    let public = match (version, info.optional(PUBLIC_KEY).map_err(|_| Fault::Malformed)?) {
        ([0], None) => None,
        ([1], Some([0, public @ ..])) => Some(public.try_into().map_err(|_| Fault::Malformed)?),
        _ => return Err(Fault::Malformed),
    };
    info.finish()?;
    Ok((seed, public))
}

/// Whether these are a private key's bytes, of whichever algorithm.
pub(super) fn is_private_key(source: &[u8]) -> bool {
    let fields = |source| {
        let mut info = der::whole_sequence(source)?;
        info.inner(der::INTEGER)?;
        info.inner(der::SEQUENCE)?;
        info.inner(der::OCTET_STRING)
    };
    fields(source).is_ok()
}

fn der_refusal(source: &[u8], fault: Fault) -> Error {
    if spki::is_public_key(source) {
        return is_public("an SPKI public key");
    }
    match fault {
        Fault::WrongAlgorithm => wrong_algorithm(),
        Fault::Truncated => Error::new(ErrorCode::PrivateKeyTruncated, "the private key ends too early"),
        Fault::TrailingData => {
            Error::new(ErrorCode::PrivateKeyTrailingData, "something follows the private key")
        }
        Fault::Malformed => Error::new(
            ErrorCode::PrivateKeyMalformed,
            "the private key is not sound PKCS#8 of an Ed25519 key",
        ),
    }
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
