//! The edge cases of Ed25519 verification, constructed with curve25519-dalek. Each case states which of the two
//! verification equations holds, which is checked, and what our verdict must be.
//!
//! Our verification is strict: A, R and S must be canonical, neither A nor R may be of small order, and the
//! cofactorless equation `[S]B = R + [k]A` must hold. A key of mixed order is not of small order. Its signatures are
//! accepted if the equation holds, as by every other strict verifier.

use crate::{accepts, tried};
use agent_identity_wasm::{AgentPublicKey, ErrorCode};
use curve25519_dalek::constants::{ED25519_BASEPOINT_POINT as B, EIGHT_TORSION};
use curve25519_dalek::edwards::{CompressedEdwardsY, EdwardsPoint};
use curve25519_dalek::scalar::Scalar;
use curve25519_dalek::traits::{Identity, IsIdentity};
use sha2::{Digest, Sha512};
use wasm_bindgen_test::wasm_bindgen_test;

const MESSAGE: &[u8] = b"agent-1:task-1:2026-11-22T06:16:09Z";
/// The order of B (RFC 8032 §5.1), little-endian.
const ORDER: [u8; 32] = [
    0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
];

fn scalar(name: u64) -> Scalar {
    Scalar::from_bytes_mod_order_wide(&Sha512::digest(name.to_le_bytes()).into())
}

fn challenge(r: &[u8; 32], a: &[u8; 32], message: &[u8]) -> Scalar {
    let hash = Sha512::new().chain_update(r).chain_update(a).chain_update(message).finalize();
    Scalar::from_bytes_mod_order_wide(&hash.into())
}

/// A key and a nonce, each with a point of the torsion subgroup added.
struct Signer {
    key: Scalar,
    nonce: Scalar,
    key_torsion: EdwardsPoint,
    nonce_torsion: EdwardsPoint,
}

impl Signer {
    fn a(&self) -> EdwardsPoint {
        self.key * B + self.key_torsion
    }

    fn r(&self) -> EdwardsPoint {
        self.nonce * B + self.nonce_torsion
    }

    /// Signs with `S = r + k a`. The cofactored equation always holds for `R ‖ S`; the cofactorless one holds only if
    /// the torsion cancels out.
    fn sign(&self, message: &[u8]) -> Case {
        let (a, r) = (self.a().compress().to_bytes(), self.r().compress().to_bytes());
        let s = self.nonce + challenge(&r, &a, message) * self.key;
        Case { a, r, s: s.to_bytes(), message: message.to_vec() }
    }
}

#[derive(Clone)]
struct Case {
    a: [u8; 32],
    r: [u8; 32],
    s: [u8; 32],
    message: Vec<u8>,
}

impl Case {
    fn signature(&self) -> [u8; 64] {
        [self.r, self.s].concat().try_into().unwrap()
    }

    fn is_accepted(&self) -> bool {
        accepts(&self.a, &self.message, &self.signature())
    }

    /// Returns `[S]B - R - [k]A` for the points to which the encodings decode, canonical or not.
    fn remainder(&self) -> EdwardsPoint {
        let point = |bytes: [u8; 32]| CompressedEdwardsY(bytes).decompress().expect("a point");
        let k = challenge(&self.r, &self.a, &self.message);
        Scalar::from_bytes_mod_order(self.s) * B - point(self.r) - k * point(self.a)
    }

    fn holds_cofactorless(&self) -> bool {
        self.remainder().is_identity()
    }

    fn holds_cofactored(&self) -> bool {
        self.remainder().mul_by_cofactor().is_identity()
    }
}

fn honest(name: u64) -> Signer {
    Signer {
        key: scalar(name),
        nonce: scalar(name + 1_000_000),
        key_torsion: EdwardsPoint::identity(),
        nonce_torsion: EdwardsPoint::identity(),
    }
}

fn refusal_of_key(bytes: &[u8; 32]) -> Option<ErrorCode> {
    AgentPublicKey::from_bytes(bytes).err().map(|error| error.code())
}

#[wasm_bindgen_test(unsupported = test)]
fn an_honest_signature_is_accepted_and_for_no_other_message() {
    for name in 0..64 {
        let case = honest(name).sign(MESSAGE);
        assert!(case.holds_cofactorless() && case.is_accepted());
        let other = Case { message: [MESSAGE, b"x"].concat(), ..case };
        assert!(!other.holds_cofactored() && !other.is_accepted());
    }
    tried("edge-cases", 128);
}

/// Anyone can forge signatures for a key of small order: with S = 0 and the identity as R, the equation holds for at
/// least one message in eight.
#[wasm_bindgen_test(unsupported = test)]
fn a_key_of_small_order_is_refused() {
    for torsion in EIGHT_TORSION {
        let a = torsion.compress().to_bytes();
        assert_eq!(refusal_of_key(&a), Some(ErrorCode::PublicKeyWeak));
        let r = EdwardsPoint::identity().compress().to_bytes();
        let forged = Case { a, r, s: [0; 32], message: MESSAGE.to_vec() };
        assert!(forged.holds_cofactored() && !forged.is_accepted());
    }
    tried("edge-cases", 2 * EIGHT_TORSION.len());
}

/// A signature with such an R has the nonce zero: the private key could be computed from `S = k a`.
#[wasm_bindgen_test(unsupported = test)]
fn an_r_of_small_order_is_refused_even_if_the_equation_holds() {
    let mut holding = 0;
    for (name, torsion) in (0..).zip(EIGHT_TORSION) {
        let case = Signer { nonce: Scalar::ZERO, nonce_torsion: torsion, ..honest(name) }.sign(MESSAGE);
        assert!(case.holds_cofactored() && !case.is_accepted());
        holding += usize::from(case.holds_cofactorless());
    }
    assert_eq!(holding, 1, "the identity alone satisfies the cofactorless equation");
    tried("edge-cases", EIGHT_TORSION.len());
}

/// The torsion part of A cancels out if `k` is a multiple of its order, which is so for one message in two, four or
/// eight.
#[wasm_bindgen_test(unsupported = test)]
fn a_signature_by_a_key_of_mixed_order_is_accepted_if_the_cofactorless_equation_holds() {
    let (mut accepted, mut refused) = (0, 0);
    for (name, torsion) in (0..).zip(EIGHT_TORSION).filter(|(_, torsion)| !torsion.is_identity()) {
        let signer = Signer { key_torsion: torsion, ..honest(name) };
        assert!(!signer.a().is_small_order() && !signer.a().is_torsion_free());
        for message in 0..64_u8 {
            let case = signer.sign(&[message]);
            assert!(case.holds_cofactored());
            assert_eq!(case.is_accepted(), case.holds_cofactorless());
            accepted += usize::from(case.is_accepted());
            refused += usize::from(!case.is_accepted());
        }
    }
    assert!(accepted > 50 && refused > 50, "{accepted} accepted, {refused} refused");
    tried("edge-cases", accepted + refused);
}

#[wasm_bindgen_test(unsupported = test)]
fn an_r_of_mixed_order_is_refused_by_the_cofactorless_equation() {
    for (name, torsion) in (0..).zip(EIGHT_TORSION).filter(|(_, torsion)| !torsion.is_identity()) {
        let case = Signer { nonce_torsion: torsion, ..honest(name) }.sign(MESSAGE);
        assert!(case.holds_cofactored() && !case.holds_cofactorless() && !case.is_accepted());
    }
    tried("edge-cases", EIGHT_TORSION.len() - 1);
}

/// If A and R both have a torsion part, the two parts may cancel each other out.
#[wasm_bindgen_test(unsupported = test)]
fn a_and_r_of_mixed_order_are_judged_by_the_cofactorless_equation() {
    let (mut accepted, mut tried_out) = (0, 0);
    for (name, (key_torsion, nonce_torsion)) in (0..).zip(pairs_of_torsion()) {
        let signer = Signer { key_torsion, nonce_torsion, ..honest(name) };
        for message in 0..8_u8 {
            let case = signer.sign(&[message]);
            assert!(case.holds_cofactored());
            assert_eq!(case.is_accepted(), case.holds_cofactorless());
            accepted += usize::from(case.is_accepted());
            tried_out += 1;
        }
    }
    assert!(accepted > 10 && accepted < tried_out, "{accepted} of {tried_out}");
    tried("edge-cases", tried_out);
}

fn pairs_of_torsion() -> impl Iterator<Item = (EdwardsPoint, EdwardsPoint)> {
    let mixed = || EIGHT_TORSION.into_iter().filter(|torsion| !torsion.is_identity());
    mixed().flat_map(move |key| mixed().map(move |nonce| (key, nonce)))
}

/// Returns all encodings that RFC 8032 §5.1.3 excludes: y from p to 2^255 - 1 with either sign, and x = 0 with the sign
/// bit set.
fn non_canonical() -> Vec<[u8; 32]> {
    let with_sign = |mut bytes: [u8; 32]| {
        bytes[31] |= 0x80;
        bytes
    };
    let above_p = (0..19_u8).map(|above| {
        let mut bytes = [0xff; 32];
        bytes[0] = 0xed + above;
        bytes[31] = 0x7f;
        bytes
    });
    let one = EdwardsPoint::identity().compress().to_bytes();
    let mut minus_one = [0xff; 32];
    (minus_one[0], minus_one[31]) = (0xec, 0x7f);
    above_p
        .flat_map(|bytes| [bytes, with_sign(bytes)])
        .chain([with_sign(one), with_sign(minus_one)])
        .collect()
}

#[wasm_bindgen_test(unsupported = test)]
fn a_key_has_one_encoding() {
    let encodings = non_canonical();
    for bytes in &encodings {
        assert_eq!(refusal_of_key(bytes), Some(ErrorCode::PublicKeyInvalidPoint), "{bytes:x?}");
    }
    assert!(encodings.iter().filter(|bytes| CompressedEdwardsY(**bytes).decompress().is_some()).count() > 20);
    tried("edge-cases", encodings.len());
}

/// The equation holds with S = k a for each encoding of the identity, in a verifier that decodes R.
#[wasm_bindgen_test(unsupported = test)]
fn r_has_one_encoding() {
    let encodings = non_canonical();
    let signer = honest(7);
    let a = signer.a().compress().to_bytes();
    let mut holding = 0;
    for r in &encodings {
        let s = (challenge(r, &a, MESSAGE) * signer.key).to_bytes();
        let case = Case { a, r: *r, s, message: MESSAGE.to_vec() };
        assert!(!case.is_accepted(), "{r:x?}");
        let decodes = CompressedEdwardsY(*r).decompress().is_some();
        holding += usize::from(decodes && case.holds_cofactored());
    }
    assert!(holding >= 3, "only {holding} show anything");
    tried("edge-cases", encodings.len());
}

/// S + ℓ is equivalent to S. If a verifier accepted both, signatures would be malleable.
#[wasm_bindgen_test(unsupported = test)]
fn s_must_be_below_the_order() {
    let mut cases = 0;
    for name in 0..16 {
        let case = honest(name).sign(MESSAGE);
        let mut s = Some(case.s);
        while let Some(next) = s.and_then(plus_order) {
            let changed = Case { s: next, ..case.clone() };
            assert!(changed.holds_cofactorless() && !changed.is_accepted(), "{next:x?}");
            s = Some(next);
            cases += 1;
        }
    }
    assert_eq!(cases, 16 * 15);
    tried("edge-cases", cases);
}

/// S = ℓ is equivalent to S = 0, which honest signatures do not have. The test therefore also uses the identity as A
/// and R, for which the equation holds with S = 0.
#[wasm_bindgen_test(unsupported = test)]
fn s_at_the_order_is_refused() {
    let identity = EdwardsPoint::identity().compress().to_bytes();
    for s in [ORDER, plus_order(ORDER).unwrap(), [0xff; 32]] {
        let a = honest(3).a().compress().to_bytes();
        assert!(!accepts(&a, MESSAGE, &[identity, s].concat()));
        let of_identity = Case { a: identity, r: identity, s, message: MESSAGE.to_vec() };
        assert!(!of_identity.is_accepted());
    }
    tried("edge-cases", 6);
}

/// Returns S + ℓ, or `None` if the sum does not fit into 32 bytes.
fn plus_order(s: [u8; 32]) -> Option<[u8; 32]> {
    let mut carry = 0;
    let mut sum = [0; 32];
    for (to, (left, right)) in sum.iter_mut().zip(s.into_iter().zip(ORDER)) {
        let whole = u16::from(left) + u16::from(right) + carry;
        *to = whole.to_le_bytes()[0];
        carry = whole >> 8;
    }
    (carry == 0).then_some(sum)
}
