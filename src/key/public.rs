use super::{jwk, pem, pkcs8, spki, ssh};
use crate::base64;
use crate::ed25519;
use crate::error::{Error, ErrorCode, Result};
use crate::secret::quoted;
use crate::traces::wiped;
use ed25519_dalek::VerifyingKey;
use std::fmt;

/// An agent's Ed25519 public key: a canonically encoded point of the curve that is not of small order.
///
/// ```
/// use agent_identity_wasm::AgentPublicKey;
///
/// let line = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINdamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea"; // RFC 8032 §7.1
/// let key = AgentPublicKey::parse(line).unwrap();
/// assert_eq!(key.to_ssh(None).unwrap(), line);
/// assert_eq!(AgentPublicKey::parse(&key.to_jwk()).unwrap(), key);
/// assert_eq!(AgentPublicKey::parse(&key.to_spki_pem()).unwrap(), key);
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct AgentPublicKey(VerifyingKey);

impl AgentPublicKey {
    /// Reads any of: an OpenSSH line, with a comment or without; SPKI as PEM or as base64 of DER;
    /// a JWK as JSON; the 32 bytes in hex, base64 or base64url.
    ///
    /// White space around it is ignored.
    pub fn parse(text: &str) -> Result<Self> {
        wiped(|| Self::from_bytes(&read_text(text.trim_ascii())?))
    }

    /// Reads the 32 bytes raw, DER SPKI, or the bytes of any text that [`Self::parse`] reads.
    pub fn parse_bytes(source: &[u8]) -> Result<Self> {
        if let Ok(raw) = source.try_into() {
            return wiped(|| Self::from_bytes(raw));
        }
        match std::str::from_utf8(source) {
            Ok(text) if !pkcs8::is_der(source) || is_one_word(source) => Self::parse(text),
            _ => wiped(|| Self::from_bytes(&read_der(source)?)),
        }
    }

    /// Takes the 32 bytes of RFC 8032 §5.1.2 if they are the canonical encoding of a point
    /// (§5.1.3; dalek alone would take some others) whose order is not small.
    // Never inlined: decompressing a point is 4 KB of code, which the module needs once.
    #[inline(never)]
    pub fn from_bytes(bytes: &[u8; 32]) -> Result<Self> {
        let key = VerifyingKey::from_bytes(bytes).map_err(|_| invalid_point("is no point of the curve"))?;
        if key.to_edwards().compress().as_bytes() != bytes {
            return Err(invalid_point("is not the canonical encoding of its point"));
        }
        if key.is_weak() {
            return Err(refusal(
                ErrorCode::PublicKeyWeak,
                "is a point of small order, for which anyone can sign",
            ));
        }
        Ok(Self(key))
    }

    /// The 32 bytes of RFC 8032 §5.1.2.
    pub fn to_bytes(&self) -> [u8; 32] {
        self.0.to_bytes()
    }

    /// `ssh-ed25519 <base64>`, and the comment where there is one. The comment has no control characters.
    pub fn to_ssh(&self, comment: Option<&str>) -> Result<String> {
        let line = ssh::encode(self.0.as_bytes());
        match comment.filter(|comment| !comment.is_empty()) {
            None => Ok(line),
            Some(comment) => ssh::check_comment(comment).map(|()| format!("{line} {comment}")),
        }
    }

    /// `SHA256:…`, as `ssh-keygen -l` prints it.
    pub fn fingerprint(&self) -> String {
        ssh::fingerprint(self.0.as_bytes())
    }

    /// `{"kty":"OKP","crv":"Ed25519","x":"…"}` (RFC 8037).
    pub fn to_jwk(&self) -> String {
        jwk::encode(self.0.as_bytes())
    }

    /// `-----BEGIN PUBLIC KEY-----` … (RFC 8410).
    pub fn to_spki_pem(&self) -> String {
        spki::encode_pem(self.0.as_bytes())
    }

    /// For a key that a [`super::AgentKey`] made, which has the prime order.
    pub(super) fn of(key: VerifyingKey) -> Self {
        Self(key)
    }

    /// Whether the signature over `message` is this key's, strictly: canonical S, no small-order R, and `R` equal
    /// to what is computed, byte for byte (the cofactorless equation of RFC 8032 §5.1.7).
    pub fn verifies(&self, message: &[u8], signature: &[u8; 64]) -> bool {
        ed25519::verify(&self.0, message, signature)
    }

    pub(crate) fn verify(&self, text: &str, signature: &[u8; 64]) -> Result<()> {
        if self.verifies(text.as_bytes(), signature) {
            return Ok(());
        }
        let what = format!("the signature over {} is not by the key {}", quoted(text), self.fingerprint());
        Err(Error::new(ErrorCode::SignatureInvalid, what))
    }

    pub(crate) fn sealing_key(&self) -> crypto_box::PublicKey {
        crypto_box::PublicKey::from(self.0.to_montgomery().to_bytes())
    }
}

impl fmt::Debug for AgentPublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AgentPublicKey({})", self.fingerprint())
    }
}

/// Hex and base64 can start with the digit that is a DER sequence's tag; in DER, a control character follows soon.
fn is_one_word(source: &[u8]) -> bool {
    source.trim_ascii().iter().all(u8::is_ascii_graphic)
}

fn read_text(text: &str) -> Result<[u8; 32]> {
    if text.is_empty() {
        return Err(unrecognized());
    }
    if let Some(label) = pem::label(text) {
        return read_pem(label, text);
    }
    if text.starts_with('{') {
        return jwk::decode(text);
    }
    if ssh::is_line(text) {
        return ssh::decode(text);
    }
    let bytes = read_hex(text).or_else(|| read_base64(text)).ok_or_else(unrecognized)?;
    match <[u8; 32]>::try_from(bytes.as_slice()) {
        Ok(raw) => Ok(raw),
        Err(_) => read_der(&bytes),
    }
}

fn read_pem(label: &str, text: &str) -> Result<[u8; 32]> {
    match label {
        "PUBLIC KEY" => spki::decode_pem(text),
        "RSA PUBLIC KEY" => Err(wrong_algorithm("it is an RSA key")),
        label if label.ends_with("PRIVATE KEY") => Err(is_private("a PEM private key")),
        _ => Err(unrecognized()),
    }
}

fn read_hex(text: &str) -> Option<Vec<u8>> {
    let nibble = |byte: &u8| char::from(*byte).to_digit(16);
    let nibbles: Vec<u32> = text.as_bytes().iter().map(nibble).collect::<Option<_>>()?;
    let (pairs, []) = nibbles.as_chunks::<2>() else {
        return None;
    };
    pairs.iter().map(|[high, low]| u8::try_from(high << 4 | low).ok()).collect()
}

fn read_base64(text: &str) -> Option<Vec<u8>> {
    let content = text.trim_end_matches('=');
    let standard = content.replace('-', "+").replace('_', "/");
    let mixed = content.contains(['+', '/']) && content.contains(['-', '_']);
    let padding = "=".repeat(content.len().wrapping_neg() % 4);
    let given = text.strip_prefix(content)?;
    if mixed || !(given.is_empty() || given == padding) {
        return None;
    }
    base64::decode_standard(&(standard + &padding)).ok()
}

fn read_der(der: &[u8]) -> Result<[u8; 32]> {
    if !pkcs8::is_der(der) {
        return Err(malformed(&format!("has {} bytes; a raw Ed25519 key has 32", der.len())));
    }
    if pkcs8::is_private_key(der) {
        return Err(is_private("a PKCS#8 private key"));
    }
    spki::decode_der(der)
}

fn refusal(code: ErrorCode, fault: &str) -> Error {
    Error::new(code, format!("the public key {fault}"))
}

pub(super) fn malformed(fault: &str) -> Error {
    refusal(ErrorCode::PublicKeyMalformed, fault)
}

pub(super) fn wrong_algorithm(why: &str) -> Error {
    refusal(ErrorCode::PublicKeyWrongAlgorithm, &format!("is not an Ed25519 key for signatures: {why}"))
}

pub(super) fn is_private(what: &str) -> Error {
    let advice = "keep it secret; only the public key is needed here";
    Error::new(ErrorCode::PublicKeyIsPrivate, format!("this is {what}; {advice}"))
}

fn invalid_point(fault: &str) -> Error {
    refusal(ErrorCode::PublicKeyInvalidPoint, fault)
}

fn unrecognized() -> Error {
    Error::new(
        ErrorCode::PublicKeyUnrecognized,
        "this is no public key in a form that is known: an OpenSSH line, PEM, a JWK, hex, base64 or base64url",
    )
}
