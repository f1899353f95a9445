use super::codec::der::{self, Fault, Kind};
use super::codec::{jwk, pem, ssh};
use super::pasted::tidied;
use super::{AgentPublicKey, foreign};
use crate::base64;
use crate::ed25519::SecretKey;
use crate::error::{Error, ErrorCode, Result};
use crate::stack::zeroized;
use sha2::{Digest, Sha512};
use std::fmt;
use std::sync::Arc;
use zeroize::{Zeroize, Zeroizing};

/// An agent's Ed25519 key pair. Clones share one secret, which is wiped when the last clone is dropped.
///
/// The `Debug` form of a key is redacted. A key cannot be compared or serialised.
#[derive(Clone)]
pub struct AgentKey(Arc<SecretKey>);

impl AgentKey {
    /// Makes a new key from 64 random bytes: the seed is the first half of
    /// SHA-512(`"codex-agent-identity-ed25519-v1"` ‖ `random`), as in the Codex client.
    pub fn generate(random: &[u8; 64]) -> Self {
        zeroized(|| Self::from_seed(&seed_of(random)))
    }

    /// Reads PKCS#8, version 1 or 2 (RFC 8410, RFC 5958): base64 as Codex stores it, or PEM.
    ///
    /// ```
    /// use agent_identity_wasm::{AgentKey, ErrorCode};
    ///
    /// let stored = "MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g"; // RFC 8032 §7.1, test 1
    /// let key = AgentKey::from_pkcs8(stored).unwrap();
    /// assert_eq!(key.to_pkcs8().as_str(), stored);
    ///
    /// let refused = AgentKey::from_pkcs8("hunter2").unwrap_err();
    /// assert_eq!(refused.code(), ErrorCode::PrivateKeyUnrecognized);
    /// ```
    pub fn from_pkcs8(text: &str) -> Result<Self> {
        zeroized(|| decode(text))
    }

    /// Reads PKCS#8 as DER, or the bytes of a text that [`Self::from_pkcs8`] reads.
    pub fn from_pkcs8_bytes(source: &[u8]) -> Result<Self> {
        zeroized(|| decode_bytes(source))
    }

    /// Writes PKCS#8 version 1 (RFC 8410), which every reader of PKCS#8 accepts, in base64 on one line.
    pub fn to_pkcs8(&self) -> Zeroizing<String> {
        zeroized(|| base64_of(self.0.seed()))
    }

    /// Writes PKCS#8 version 1 in PEM armour (RFC 7468).
    ///
    /// ```
    /// use agent_identity_wasm::AgentKey;
    ///
    /// let key = AgentKey::generate(&[7; 64]); // from a secure source, in earnest
    /// assert!(key.to_pkcs8_pem().starts_with("-----BEGIN PRIVATE KEY-----\n"));
    /// ```
    pub fn to_pkcs8_pem(&self) -> Zeroizing<String> {
        zeroized(|| pem_of(self.0.seed()))
    }

    /// Writes PKCS#8 version 1 as DER.
    pub fn to_pkcs8_der(&self) -> Zeroizing<[u8; 48]> {
        zeroized(|| der::write_pkcs8(self.0.seed()))
    }

    /// Returns the public key.
    pub fn public_key(&self) -> AgentPublicKey {
        AgentPublicKey::of(self.0.public())
    }

    pub(super) fn from_seed(seed: &[u8; 32]) -> Self {
        Self(Arc::new(SecretKey::from_seed(seed)))
    }

    /// Returns the signature R ‖ S over `message` (RFC 8032 §5.1.6), which [`AgentPublicKey::verifies`] accepts.
    pub fn sign(&self, message: &[u8]) -> [u8; 64] {
        zeroized(|| self.0.sign(message))
    }

    /// Returns the X25519 secret key of PROTOCOL §4: the first half of SHA-512(seed). X25519 clamps it.
    pub(crate) fn sealing_secret(&self) -> crypto_box::SecretKey {
        crypto_box::SecretKey::from(*self.0.scalar_bytes())
    }
}

fn decode_bytes(source: &[u8]) -> Result<AgentKey> {
    refuse_foreign(source)?;
    match std::str::from_utf8(source) {
        _ if ssh::decode_blob(source).is_some() => Err(is_public("an OpenSSH public key")),
        Ok(text) if !der::is_sequence(source) => decode(text),
        _ => decode_der(source),
    }
}

fn decode(text: &str) -> Result<AgentKey> {
    let text = tidied(text);
    refuse_foreign(text.as_bytes())?;
    if let Some(label) = pem::label(&text) {
        return decode_pem(label, &text);
    }
    if text.starts_with('{') {
        return Err(refuse_jwk(&text));
    }
    if ssh::decode_line(&text).is_some() {
        return Err(is_public("an OpenSSH public key"));
    }
    let text = base64::without_white_space(&text);
    if text.starts_with(der::BASE64_OF_SEQUENCE) {
        return decode_der(&base64::decode_secret(&text).ok_or_else(|| base64_refusal(&text))?);
    }
    let is_blob = base64::decode_secret(&text).is_some_and(|blob| ssh::decode_blob(&blob).is_some());
    Err(if is_blob { is_public("an OpenSSH public key") } else { unrecognized() })
}

fn refuse_foreign(source: &[u8]) -> Result<()> {
    match foreign::recognize(source) {
        Some(foreign) if foreign.is_private => Err(unsupported(foreign.what, foreign.to_pkcs8)),
        Some(foreign) => Err(is_public(foreign.what)),
        None => Ok(()),
    }
}

fn refuse_jwk(text: &str) -> Error {
    match jwk::decode(text) {
        Ok(_) => is_public("a public JWK"),
        Err(_) if jwk::is_private(text) => unsupported("a JWK", foreign::JWK_TO_PKCS8),
        Err(_) => unrecognized(),
    }
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
        "ENCRYPTED PRIVATE KEY" => return Err(encrypted()),
        "PUBLIC KEY" | "RSA PUBLIC KEY" => return Err(is_public("a PEM public key")),
        "RSA PRIVATE KEY" | "EC PRIVATE KEY" | "DSA PRIVATE KEY" => return Err(wrong_algorithm()),
        _ => return Err(unrecognized()),
    }
    let broken =
        || Error::new(ErrorCode::PrivateKeyMalformed, "the private key's PEM armour is broken (RFC 7468)");
    decode_der(&pem::decode(text).ok_or_else(broken)?)
}

fn decode_der(source: &[u8]) -> Result<AgentKey> {
    match Kind::of(source) {
        Kind::PublicKey => return Err(is_public("an SPKI public key")),
        Kind::Certificate => return Err(is_public("a certificate")),
        Kind::EncryptedPrivateKey => return Err(encrypted()),
        Kind::OtherPrivateKey => return Err(wrong_algorithm()),
        Kind::Unknown if !der::is_sequence(source) => return Err(unrecognized()),
        Kind::Unknown | Kind::PrivateKey => {}
    }
    let (seed, public) = der::read_pkcs8(source).map_err(der_refusal)?;
    let key = AgentKey::from_seed(seed);
    match public {
        Some(public) if *public != key.public_key().to_bytes() => Err(Error::new(
            ErrorCode::PrivateKeyMismatch,
            "the private key carries a public key that is not its own",
        )),
        _ => Ok(key),
    }
}

fn der_refusal(fault: Fault) -> Error {
    match fault {
        Fault::WrongAlgorithm => wrong_algorithm(),
        Fault::Truncated => Error::new(ErrorCode::PrivateKeyTruncated, "the private key ends too early"),
        Fault::TrailingData => {
            Error::new(ErrorCode::PrivateKeyTrailingData, "something follows the private key")
        }
        Fault::Malformed => Error::new(
            ErrorCode::PrivateKeyMalformed,
            "the private key is not valid PKCS#8 of an Ed25519 key (RFC 8410)",
        ),
    }
}

fn wrong_algorithm() -> Error {
    let what = "the private key is for RSA, ECDSA or another algorithm than Ed25519, and cannot be converted; make a \
                key with AgentKey.generate()";
    Error::new(ErrorCode::PrivateKeyWrongAlgorithm, what)
}

fn encrypted() -> Error {
    let what =
        "the private key is encrypted with a password; decrypt it first: openssl pkey -in KEY -out DECRYPTED";
    Error::new(ErrorCode::PrivateKeyEncrypted, what)
}

fn unsupported(what: &str, advice: &str) -> Error {
    let message = format!("this is {what}, which is not read; PKCS#8 is needed: {advice}");
    Error::new(ErrorCode::PrivateKeyUnsupported, message)
}

fn is_public(what: &str) -> Error {
    Error::new(ErrorCode::PrivateKeyIsPublic, format!("this is {what}; a private key is needed"))
}

fn unrecognized() -> Error {
    Error::new(
        ErrorCode::PrivateKeyUnrecognized,
        "not a private key in a supported format: expected PKCS#8 as base64, PEM or DER",
    )
}

fn base64_of(seed: &[u8; 32]) -> Zeroizing<String> {
    base64::encode_secret(der::write_pkcs8(seed).as_slice())
}

/// Writes PEM with one line of base64: the 48 bytes take 64 characters, which is the length of a line in RFC 7468.
fn pem_of(seed: &[u8; 32]) -> Zeroizing<String> {
    let base64 = base64_of(seed);
    let parts = ["-----BEGIN PRIVATE KEY-----\n", base64.as_str(), "\n-----END PRIVATE KEY-----\n"];
    Zeroizing::new(parts.concat())
}

fn seed_of(random: &[u8; 64]) -> Zeroizing<[u8; 32]> {
    let mut digest =
        Sha512::new().chain_update(b"codex-agent-identity-ed25519-v1").chain_update(random).finalize();
    let mut seed = Zeroizing::new([0; 32]);
    seed.iter_mut().zip(&digest).for_each(|(to, from)| *to = *from);
    digest.as_mut_slice().zeroize();
    seed
}

impl fmt::Debug for AgentKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AgentKey(<redacted>, {})", self.public_key().fingerprint())
    }
}
