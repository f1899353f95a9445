//! Multiples of the base point by secret scalars, in constant time.

use super::when_it_pays::WhenItPays;
use curve25519_dalek::constants::ED25519_BASEPOINT_POINT;
use curve25519_dalek::edwards::{EdwardsBasepointTable, EdwardsPoint};
use curve25519_dalek::scalar::Scalar;
use curve25519_dalek::traits::BasepointTable;

/// The table takes 30 KB and as long to make as some 30 multiplications without it.
static TABLE: WhenItPays<Box<EdwardsBasepointTable>> =
    WhenItPays::new(32, || Box::new(EdwardsBasepointTable::create(&ED25519_BASEPOINT_POINT)));

/// `scalar` · B.
pub(super) fn mul_base(scalar: &Scalar) -> EdwardsPoint {
    match TABLE.get() {
        Some(table) => table.mul_base(scalar),
        None => ED25519_BASEPOINT_POINT * scalar,
    }
}
