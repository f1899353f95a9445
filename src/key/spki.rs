//! SubjectPublicKeyInfo (RFC 8410), DER and PEM.

use super::public::{malformed, wrong_algorithm};
use crate::error::Result;
use ed25519_dalek::pkcs8::spki::der::pem;
use ed25519_dalek::pkcs8::spki::{self, SubjectPublicKeyInfoRef};
use ed25519_dalek::pkcs8::{EncodePublicKey, PublicKeyBytes};

pub(super) fn decode_pem(text: &str) -> Result<[u8; 32]> {
    let (_, der) =
        pem::decode_vec(text.as_bytes()).map_err(|_| malformed("has broken PEM armour (RFC 7468)"))?;
    decode_der(&der)
}

pub(super) fn decode_der(der: &[u8]) -> Result<[u8; 32]> {
    let key = SubjectPublicKeyInfoRef::try_from(der).and_then(PublicKeyBytes::try_from);
    key.map(|key| key.to_bytes()).map_err(|error| match error {
        spki::Error::OidUnknown { .. } => wrong_algorithm("its SPKI names another algorithm than Ed25519"),
        _ => malformed("is not sound SPKI of an Ed25519 key (RFC 8410)"),
    })
}

pub(super) fn encode_pem(key: &[u8; 32]) -> String {
    PublicKeyBytes(*key).to_public_key_pem(Default::default()).unwrap_or_default()
}
