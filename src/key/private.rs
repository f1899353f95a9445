use super::{AgentPublicKey, pkcs8};
use crate::ed25519::SecretKey;
use crate::error::Result;
use crate::traces::wiped;
use sha2::{Digest, Sha512};
use std::fmt;
use std::sync::Arc;
use zeroize::{Zeroize, Zeroizing};

/// An agent's Ed25519 key pair. Clones share one secret, which is wiped when the last of them is dropped.
///
/// It prints as redacted and is never compared, serialised or shown.
#[derive(Clone)]
pub struct AgentKey(Arc<SecretKey>);

impl AgentKey {
    /// Makes a new key from 64 random bytes: the seed is the first half of
    /// SHA-512(`"codex-agent-identity-ed25519-v1"` ‖ `random`), as in the Codex client.
    pub fn generate(random: &[u8; 64]) -> Self {
        wiped(|| Self::from_seed(&seed_of(random)))
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
        wiped(|| pkcs8::decode(text))
    }

    /// Reads PKCS#8 as DER, or the bytes of a text that [`Self::from_pkcs8`] reads.
    pub fn from_pkcs8_bytes(source: &[u8]) -> Result<Self> {
        wiped(|| pkcs8::decode_bytes(source))
    }

    /// Writes PKCS#8 version 1 (RFC 8410), which every reader of PKCS#8 accepts, in base64 on one line.
    pub fn to_pkcs8(&self) -> Zeroizing<String> {
        wiped(|| pkcs8::encode_base64(self.0.seed()))
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
        wiped(|| pkcs8::encode_pem(self.0.seed()))
    }

    /// Writes PKCS#8 version 1 as DER.
    pub fn to_pkcs8_der(&self) -> Zeroizing<[u8; 48]> {
        wiped(|| pkcs8::encode_der(self.0.seed()))
    }

    /// The public half.
    pub fn public_key(&self) -> AgentPublicKey {
        AgentPublicKey::of(self.0.public())
    }

    pub(super) fn from_seed(seed: &[u8; 32]) -> Self {
        Self(Arc::new(SecretKey::from_seed(seed)))
    }

    /// R ‖ S over `message` (RFC 8032 §5.1.6), as [`AgentPublicKey::verifies`] takes it.
    pub fn sign(&self, message: &[u8]) -> [u8; 64] {
        wiped(|| self.0.sign(message))
    }

    /// The X25519 secret of PROTOCOL §4: the first half of SHA-512(seed); X25519 clamps it.
    pub(crate) fn sealing_secret(&self) -> crypto_box::SecretKey {
        crypto_box::SecretKey::from(*self.0.scalar_bytes())
    }
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
