//! Multiplies the base point B by secret scalars, in constant time.

use super::amortized_lazy::AmortizedLazy;
use crate::memory::has_room_for;
use curve25519_dalek::constants::ED25519_BASEPOINT_POINT;
use curve25519_dalek::edwards::{EdwardsBasepointTable, EdwardsPoint};
use curve25519_dalek::scalar::Scalar;
use curve25519_dalek::traits::BasepointTable;

/// The table of multiples of B. It takes 30 KB, and computing it takes as long as some 30 multiplications without it.
static TABLE: AmortizedLazy<Box<EdwardsBasepointTable>> = AmortizedLazy::new(32, || {
    has_room_for(MIN_ROOM_BYTES).then(|| Box::new(EdwardsBasepointTable::create(&ED25519_BASEPOINT_POINT)))
});

/// The memory that must be free for the table and the rest of the call.
const MIN_ROOM_BYTES: usize = 4 << 20;

/// Returns `scalar`·B.
pub(super) fn mul_base(scalar: &Scalar) -> EdwardsPoint {
    match TABLE.get() {
        Some(table) => table.mul_base(scalar),
        None => ED25519_BASEPOINT_POINT * scalar,
    }
}
