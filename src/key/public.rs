use super::codec::der::{self, Kind};
use super::codec::{self, jwk, pem, ssh};
use super::foreign;
use super::pasted::tidied;
use crate::base64;
use crate::ed25519;
use crate::error::{Error, ErrorCode, Result};
use crate::secret::quoted;
use crate::stack::zeroized;
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
    /// Reads a public key in any of these forms: an OpenSSH line, with a comment or without, also from
    /// `authorized_keys` or `known_hosts`; the base64 of such a line; SPKI as PEM or as base64 of DER; a JWK as JSON;
    /// the 32 bytes in hex, base64 or base64url.
    ///
    /// White space, a pair of quotes and zero-width characters around the key are ignored. Base64, hex and PEM may be
    /// folded anywhere, and line ends may be written as `\n`.
    pub fn parse(text: &str) -> Result<Self> {
        zeroized(|| Self::from_bytes(&read_text(&tidied(text))?))
    }

    /// Reads the 32 raw bytes, SPKI as DER, or the bytes of any text that [`Self::parse`] reads.
    pub fn parse_bytes(source: &[u8]) -> Result<Self> {
        if let Ok(raw) = source.try_into() {
            return zeroized(|| Self::from_bytes(raw));
        }
        match std::str::from_utf8(source) {
            Ok(text) if is_text(source) => Self::parse(text),
            _ => zeroized(|| Self::from_bytes(&read_bytes(source)?)),
        }
    }

    /// Reads the 32 bytes of RFC 8032 §5.1.2. They must be the canonical encoding of a point (§5.1.3; curve25519-dalek
    /// alone would accept some other encodings) whose order is not small.
    // It is never inlined, so that the module contains the 4 KB of code for decompressing a point once.
    #[inline(never)]
    pub fn from_bytes(bytes: &[u8; 32]) -> Result<Self> {
        let invalid =
            |fault: &str| Error::new(ErrorCode::PublicKeyInvalidPoint, format!("the public key {fault}"));
        let key = VerifyingKey::from_bytes(bytes).map_err(|_| invalid("is no point of the curve"))?;
        if key.to_edwards().compress().as_bytes() != bytes {
            return Err(invalid("is not the canonical encoding of its point"));
        }
        if key.is_weak() {
            let what = "the public key is a point of small order, for which anyone can sign";
            return Err(Error::new(ErrorCode::PublicKeyWeak, what));
        }
        Ok(Self(key))
    }

    /// Returns the 32 bytes of RFC 8032 §5.1.2.
    pub fn to_bytes(&self) -> [u8; 32] {
        self.0.to_bytes()
    }

    /// Returns `ssh-ed25519 <base64>`, followed by the comment if one is given. The comment must not contain control
    /// characters.
    pub fn to_ssh(&self, comment: Option<&str>) -> Result<String> {
        let line = ssh::encode(self.0.as_bytes());
        match comment.filter(|comment| !comment.is_empty()) {
            None => Ok(line),
            Some(comment) => check_comment(comment).map(|()| format!("{line} {comment}")),
        }
    }

    /// Returns the fingerprint `SHA256:…`, as `ssh-keygen -l` prints it.
    pub fn fingerprint(&self) -> String {
        ssh::fingerprint(self.0.as_bytes())
    }

    /// Returns the JWK `{"kty":"OKP","crv":"Ed25519","x":"…"}` (RFC 8037).
    pub fn to_jwk(&self) -> String {
        jwk::encode(self.0.as_bytes())
    }

    /// Returns SPKI as PEM, `-----BEGIN PUBLIC KEY-----` … (RFC 8410).
    pub fn to_spki_pem(&self) -> String {
        pem::encode("PUBLIC KEY", &der::write_spki(self.0.as_bytes()))
    }

    /// Wraps the public half of an [`super::AgentKey`]. It need not be checked, because it has the prime order.
    pub(super) fn of(key: VerifyingKey) -> Self {
        Self(key)
    }

    /// True if `signature` is this key's signature over `message`. The check is strict: S must be canonical, R must not
    /// be of small order, and R must equal the computed point byte for byte (the cofactorless equation of RFC 8032
    /// §5.1.7).
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

/// True if the bytes are text. Hex and base64 can start with `0`, which is the tag of a DER sequence, but in DER a
/// control character follows soon. An OpenSSH blob starts with one.
fn is_text(source: &[u8]) -> bool {
    let is_one_word = source.trim_ascii().iter().all(u8::is_ascii_graphic);
    is_one_word || !der::is_sequence(source) && source.first() != Some(&0)
}

fn check_comment(comment: &str) -> Result<()> {
    match comment.char_indices().find(|(_, c)| c.is_control()) {
        Some((at, _)) => Err(Error::new(
            ErrorCode::RegistrationTextInvalid,
            format!("the comment has a control character at byte {at}"),
        )),
        None => Ok(()),
    }
}

fn read_text(text: &str) -> Result<[u8; 32]> {
    refuse_foreign(text.as_bytes())?;
    if let Some(label) = pem::label(text) {
        return read_pem(label, text);
    }
    if text.starts_with('{') {
        return jwk::decode(text).map_err(refusal);
    }
    if let Some(key) = ssh::decode_line(text) {
        return key.map_err(refusal);
    }
    let digits = base64::without_white_space(text);
    let bytes = read_hex(&digits).or_else(|| read_base64(&digits)).filter(|bytes| !bytes.is_empty());
    read_bytes(&bytes.ok_or_else(unrecognized)?)
}

fn read_pem(label: &str, text: &str) -> Result<[u8; 32]> {
    match label {
        "PUBLIC KEY" => {
            let broken = || refusal(codec::Fault::Malformed("has broken PEM armour (RFC 7468)".into()));
            read_spki(&pem::decode(text).ok_or_else(broken)?)
        }
        "RSA PUBLIC KEY" => Err(refusal(codec::Fault::WrongAlgorithm("it is an RSA key"))),
        label if label.ends_with("PRIVATE KEY") => Err(is_private("a PEM private key", TO_PUBLIC)),
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

fn read_bytes(bytes: &[u8]) -> Result<[u8; 32]> {
    if let Ok(raw) = bytes.try_into() {
        return Ok(raw);
    }
    refuse_foreign(bytes)?;
    if let Some(key) = ssh::decode_blob(bytes) {
        return key.map_err(refusal);
    }
    match Kind::of(bytes) {
        Kind::PrivateKey | Kind::OtherPrivateKey => Err(is_private("a private key", TO_PUBLIC)),
        Kind::EncryptedPrivateKey => Err(is_private("an encrypted private key", TO_PUBLIC)),
        Kind::Certificate => Err(unsupported(
            "a certificate",
            "openssl x509 -in CERTIFICATE -noout -pubkey prints its public key",
        )),
        Kind::Unknown if !der::is_sequence(bytes) => {
            let what = format!("has {} bytes; a raw Ed25519 key has 32", bytes.len());
            Err(refusal(codec::Fault::Malformed(what.into())))
        }
        Kind::Unknown | Kind::PublicKey => read_spki(bytes),
    }
}

fn read_spki(der: &[u8]) -> Result<[u8; 32]> {
    der::read_spki(der).map_err(|fault| {
        refusal(match fault {
            der::Fault::WrongAlgorithm => {
                codec::Fault::WrongAlgorithm("its SPKI names another algorithm than Ed25519")
            }
            der::Fault::Truncated => codec::Fault::Malformed("ends too early".into()),
            der::Fault::TrailingData => codec::Fault::Malformed("has something after its SPKI".into()),
            der::Fault::Malformed => {
                codec::Fault::Malformed("is not valid SPKI of an Ed25519 key (RFC 8410)".into())
            }
        })
    })
}

const TO_PUBLIC: &str = "openssl pkey -in KEY -pubout prints it";

fn refuse_foreign(source: &[u8]) -> Result<()> {
    match foreign::recognize(source) {
        Some(foreign) if foreign.is_private => Err(is_private(foreign.what, foreign.to_public)),
        Some(foreign) => Err(unsupported(foreign.what, foreign.to_public)),
        None => Ok(()),
    }
}

fn refusal(fault: codec::Fault) -> Error {
    let (code, message) = match fault {
        codec::Fault::Malformed(fault) => (ErrorCode::PublicKeyMalformed, format!("the public key {fault}")),
        codec::Fault::WrongAlgorithm(why) => (
            ErrorCode::PublicKeyWrongAlgorithm,
            format!("the public key is not an Ed25519 key for signatures: {why}"),
        ),
        codec::Fault::IsPrivate(what) => return is_private(what, "leave out its member \"d\""),
        codec::Fault::Unsupported(what) => (ErrorCode::PublicKeyUnsupported, format!("this is {what}")),
    };
    Error::new(code, message)
}

fn is_private(what: &str, advice: &str) -> Error {
    let message = format!("this is {what}: keep it secret; only the public key is needed here, and {advice}");
    Error::new(ErrorCode::PublicKeyIsPrivate, message)
}

fn unsupported(what: &str, advice: &str) -> Error {
    Error::new(ErrorCode::PublicKeyUnsupported, format!("this is {what}, which is not read: {advice}"))
}

fn unrecognized() -> Error {
    Error::new(
        ErrorCode::PublicKeyUnrecognized,
        "not a public key in a supported format: expected an OpenSSH line, PEM, a JWK, hex, base64 or base64url",
    )
}
