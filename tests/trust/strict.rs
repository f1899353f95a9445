//! Compares our signatures with those of ed25519-dalek, and our verdict with that of its `verify_strict`, for keys that
//! are used once and for keys that are used so often that they get a table. `TRUST_CASES` sets the number of cases;
//! `npm run verify:trust` sets it to a million.

use crate::tried;
use agent_identity_wasm::{AgentKey, AgentPublicKey};
use curve25519_dalek::constants::{ED25519_BASEPOINT_POINT as B, EIGHT_TORSION};
use curve25519_dalek::edwards::CompressedEdwardsY;
use curve25519_dalek::scalar::Scalar;
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use sha2::{Digest, Sha512};
use wasm_bindgen_test::wasm_bindgen_test;

const QUICK: usize = if cfg!(target_family = "wasm") { 10_000 } else { 20_000 };
/// The number of keys that are used often. The cache has room for all of their tables, so most cases use a table.
const KEYS: u64 = 24;
/// One case in this many has a key of its own, which is used once.
const CASES_PER_SINGLE_USE_KEY: u64 = 8;

/// A generator of pseudo-random numbers that are the same on every run.
struct Numbers {
    state: u64,
}

impl Numbers {
    /// Returns the next number of SplitMix64.
    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.state ^ (self.state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(limit).unwrap()).unwrap()
    }
}

struct Key {
    secret: Scalar,
    verifying: VerifyingKey,
    ours: AgentPublicKey,
}

impl Key {
    /// Makes a key. Every third key is of mixed order.
    fn new(name: u64) -> Self {
        let secret = Scalar::from_bytes_mod_order_wide(&Sha512::digest(name.to_le_bytes()).into());
        let torsion = if name.is_multiple_of(3) { EIGHT_TORSION[1] } else { EIGHT_TORSION[0] };
        let bytes = (secret * B + torsion).compress().to_bytes();
        Self {
            secret,
            verifying: VerifyingKey::from_bytes(&bytes).unwrap(),
            ours: AgentPublicKey::from_bytes(&bytes).unwrap(),
        }
    }

    fn sign(&self, message: &[u8], nonce: Scalar, r: CompressedEdwardsY) -> [u8; 64] {
        let hash = Sha512::new().chain_update(r.as_bytes()).chain_update(self.verifying.as_bytes());
        let k = Scalar::from_bytes_mod_order_wide(&hash.chain_update(message).finalize().into());
        Signature::from_components(r.to_bytes(), (nonce + k * self.secret).to_bytes()).to_bytes()
    }
}

/// Returns a valid signature, or one that is invalid in one of several ways.
fn signature(key: &Key, message: &mut [u8], numbers: &mut Numbers) -> [u8; 64] {
    let nonce = Scalar::from(numbers.next()) + Scalar::ONE;
    let torsion = EIGHT_TORSION[numbers.below(8)];
    let (sound, small) = ((nonce * B).compress(), torsion.compress());
    let mut signature = match numbers.below(4) {
        0 => key.sign(message, nonce, (nonce * B + torsion).compress()),
        1 => key.sign(message, Scalar::ZERO, small),
        _ => key.sign(message, nonce, sound),
    };
    match numbers.below(12) {
        0 => signature[numbers.below(64)] ^= 1 << numbers.below(8),
        1 => message[0] ^= 1 << numbers.below(8),
        2 => add_order(&mut signature),
        3 => signature[..32].fill(0xff),
        _ => {}
    }
    signature
}

/// Replaces S with S + ℓ, which a verifier that does not check the range of S accepts.
fn add_order(signature: &mut [u8; 64]) {
    let order_less_one = (-Scalar::ONE).to_bytes();
    let mut carry = 1_u16;
    for (byte, add) in signature[32..].iter_mut().zip(order_less_one) {
        let sum = u16::from(*byte) + u16::from(add) + carry;
        *byte = sum.to_le_bytes()[0];
        carry = sum >> 8;
    }
}

fn cases() -> usize {
    std::env::var("TRUST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(QUICK)
}

#[wasm_bindgen_test]
#[cfg_attr(not(target_family = "wasm"), test)]
fn the_verdict_is_that_of_verify_strict() {
    let mut numbers = Numbers { state: 2026 };
    let keys: Vec<_> = (0..KEYS).map(Key::new).collect();
    let (mut accepted, cases) = (0, cases());
    for case in (0_u64..).take(cases) {
        let once = case.is_multiple_of(CASES_PER_SINGLE_USE_KEY).then(|| Key::new(KEYS + case));
        let key = once.as_ref().unwrap_or_else(|| &keys[numbers.below(keys.len())]);
        let mut message = numbers.next().to_le_bytes().to_vec();
        let bytes = signature(key, &mut message, &mut numbers);
        let theirs = key.verifying.verify_strict(&message, &Signature::from_bytes(&bytes)).is_ok();
        assert_eq!(key.ours.verifies(&message, &bytes), theirs, "{:?} {message:?} {bytes:?}", key.ours);
        accepted += usize::from(theirs);
    }
    assert!(accepted > cases / 5 && accepted < cases * 4 / 5, "{accepted} of {cases} were sound");
    tried("strict", cases);
}

/// The bytes of PKCS#8 version 1 (RFC 8410) before the seed.
const PKCS8_START: [u8; 16] = [0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20];
/// The number of signatures: enough that the first ones are made without the base point's table, and the others with
/// it.
const SIGNED: usize = 500;

#[wasm_bindgen_test]
#[cfg_attr(not(target_family = "wasm"), test)]
fn every_signature_is_that_of_ed25519_dalek() {
    let mut numbers = Numbers { state: 8032 };
    for case in 0..SIGNED {
        let seed: [u8; 32] = Sha512::digest(numbers.next().to_le_bytes())[..32].try_into().unwrap();
        let message: Vec<u8> = (0..numbers.below(300)).map(|_| numbers.next().to_le_bytes()[0]).collect();
        let (ours, theirs) =
            (AgentKey::from_pkcs8_bytes(&[&PKCS8_START[..], &seed].concat()), SigningKey::from(seed));
        let ours = ours.unwrap();
        assert_eq!(ours.public_key().to_bytes(), theirs.verifying_key().to_bytes(), "{case}: {seed:?}");
        assert_eq!(ours.sign(&message), theirs.sign(&message).to_bytes(), "{case}: {seed:?} {message:?}");
    }
    tried("signed", SIGNED);
}
