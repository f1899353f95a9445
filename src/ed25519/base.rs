//! Multiples of the base point by secret scalars, in constant time.

use curve25519_dalek::constants::ED25519_BASEPOINT_POINT;
use curve25519_dalek::edwards::{EdwardsBasepointTable, EdwardsPoint};
use curve25519_dalek::scalar::Scalar;
use curve25519_dalek::traits::BasepointTable;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

/// The table takes 30 KB and as long to make as some 30 multiplications without it.
const PAYS_AFTER: u32 = 32;

static USES: AtomicU32 = AtomicU32::new(0);
static TABLE: OnceLock<Box<EdwardsBasepointTable>> = OnceLock::new();

/// `scalar` · B.
pub(super) fn mul_base(scalar: &Scalar) -> EdwardsPoint {
    match table() {
        Some(table) => table.mul_base(scalar),
        None => ED25519_BASEPOINT_POINT * scalar,
    }
}

fn table() -> Option<&'static EdwardsBasepointTable> {
    let make = || Box::new(EdwardsBasepointTable::create(&ED25519_BASEPOINT_POINT));
    if USES.load(Relaxed) < PAYS_AFTER {
        USES.fetch_add(1, Relaxed);
        return None;
    }
    Some(TABLE.get_or_init(make))
}
