use super::base::mul_base;
use super::hash_to_scalar;
use ed25519_dalek::VerifyingKey;
use ed25519_dalek::hazmat::ExpandedSecretKey;
use sha2::{Digest, Sha512};
use zeroize::{Zeroize, Zeroizing};

/// A seed, with the scalar, prefix and public key that RFC 8032 §5.1.5 derives from it. It is wiped when it is dropped.
pub(crate) struct SecretKey {
    seed: Zeroizing<[u8; 32]>,
    expanded: ExpandedSecretKey,
    public: VerifyingKey,
}

impl SecretKey {
    pub(crate) fn from_seed(seed: &[u8; 32]) -> Self {
        let expanded = ExpandedSecretKey::from_bytes(&hash_of_seed(seed));
        let public = VerifyingKey::from(mul_base(&expanded.scalar));
        Self { seed: Zeroizing::new(*seed), expanded, public }
    }

    pub(crate) fn seed(&self) -> &[u8; 32] {
        &self.seed
    }

    pub(crate) fn public(&self) -> VerifyingKey {
        self.public
    }

    /// Returns the first half of SHA-512(seed), before it is clamped.
    pub(crate) fn scalar_bytes(&self) -> Zeroizing<[u8; 32]> {
        let mut scalar = Zeroizing::new([0; 32]);
        scalar.iter_mut().zip(hash_of_seed(&self.seed).iter()).for_each(|(to, from)| *to = *from);
        scalar
    }

    /// Returns the signature R ‖ S of `message` (RFC 8032 §5.1.6).
    pub(crate) fn sign(&self, message: &[u8]) -> [u8; 64] {
        let mut nonce = hash_to_scalar([&self.expanded.hash_prefix, message, &[]]);
        let r = mul_base(&nonce).compress();
        let challenge = hash_to_scalar([r.as_bytes(), self.public.as_bytes(), message]);
        let s = challenge * self.expanded.scalar + nonce;
        nonce.zeroize();
        ed25519_dalek::Signature::from_components(r.to_bytes(), s.to_bytes()).to_bytes()
    }
}

fn hash_of_seed(seed: &[u8; 32]) -> Zeroizing<[u8; 64]> {
    let mut digest = Sha512::digest(seed);
    let hash = Zeroizing::new(digest.into());
    digest.as_mut_slice().zeroize();
    hash
}
