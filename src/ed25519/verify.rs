use super::{hash_to_scalar, table_cache};
use curve25519_dalek::Scalar;
use curve25519_dalek::constants::ED25519_BASEPOINT_POINT;
use curve25519_dalek::edwards::EdwardsPoint;
use curve25519_dalek::traits::VartimeMultiscalarMul;
use ed25519_dalek::VerifyingKey;

/// True if R ‖ S is the signature of `message` by `key`, which must not be of small order.
///
/// This is RFC 8032 §5.1.7 in its cofactorless form, with the canonical S of step 1. The verdict is that of
/// ed25519-dalek's `verify_strict`, which decompresses R, refuses it if it is of small order, and compares its encoding
/// with that of S·B − k·A. Here the encoding of the computed point is compared first. If the encodings are equal, R is
/// the computed point, whose order is known without decompressing R. If they differ, both functions refuse the
/// signature.
pub(crate) fn verify(key: &VerifyingKey, message: &[u8], signature: &[u8; 64]) -> bool {
    let signature = ed25519_dalek::Signature::from_bytes(signature);
    let Some(s) = Scalar::from_canonical_bytes(*signature.s_bytes()).into_option() else {
        return false;
    };
    let k = hash_to_scalar([signature.r_bytes(), key.as_bytes(), message]);
    let r = combine(key, &k, &s);
    r.compress().as_bytes() == signature.r_bytes() && !r.is_small_order()
}

/// Returns `s`·B − `k`·A.
fn combine(key: &VerifyingKey, k: &Scalar, s: &Scalar) -> EdwardsPoint {
    let key_table = table_cache::negated_key_table(key);
    let negated = -key.to_edwards();
    match (table_cache::base_table(key_table.is_some()), key_table) {
        (Some(base), Some(key_table)) => base.mul(s) + key_table.mul(k),
        (Some(base), None) => base.mul(s) + EdwardsPoint::vartime_multiscalar_mul([k], [negated]),
        (None, _) => EdwardsPoint::vartime_multiscalar_mul([k, s], [negated, ED25519_BASEPOINT_POINT]),
    }
}
