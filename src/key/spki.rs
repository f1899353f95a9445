//! SubjectPublicKeyInfo (RFC 8410), DER and PEM.

use super::der::{self, Fault};
use super::pem;
use super::public::{malformed, wrong_algorithm};
use crate::base64;
use crate::error::Result;

/// An Ed25519 key up to its 32 bytes.
const START: [u8; 12] = [0x30, 0x2a, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 3, 0x21, 0];

pub(super) fn encode_pem(key: &[u8; 32]) -> String {
    let der = base64::encode_standard(&[START.as_slice(), key].concat());
    format!("-----BEGIN PUBLIC KEY-----\n{der}\n-----END PUBLIC KEY-----\n")
}

pub(super) fn decode_pem(text: &str) -> Result<[u8; 32]> {
    decode_der(&pem::decode(text).ok_or_else(|| malformed("has broken PEM armour (RFC 7468)"))?)
}

pub(super) fn decode_der(source: &[u8]) -> Result<[u8; 32]> {
    read(source).map_err(|fault| match fault {
        Fault::WrongAlgorithm => wrong_algorithm("its SPKI names another algorithm than Ed25519"),
        Fault::Truncated => malformed("ends too early"),
        Fault::TrailingData => malformed("has something after its SPKI"),
        Fault::Malformed => malformed("is not sound SPKI of an Ed25519 key (RFC 8410)"),
    })
}

fn read(source: &[u8]) -> der::Result<[u8; 32]> {
    let mut info = der::whole_sequence(source)?;
    info.ed25519()?;
    let key = match info.inner(der::BIT_STRING)? {
        [0, key @ ..] => key.try_into().map_err(|_| Fault::Malformed)?,
        _ => return Err(Fault::Malformed),
    };
    info.finish()?;
    Ok(key)
}

/// Whether these are a public key's bytes, of whichever algorithm.
pub(super) fn is_public_key(source: &[u8]) -> bool {
    let fields = |source| {
        let mut info = der::whole_sequence(source)?;
        info.inner(der::SEQUENCE)?;
        info.inner(der::BIT_STRING)
    };
    fields(source).is_ok()
}
