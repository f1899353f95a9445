//! Multiplies a public point by public scalars with the help of a table. It does not take constant time.

use crate::memory::has_room_for;
use curve25519_dalek::Scalar;
use curve25519_dalek::edwards::EdwardsPoint;
use curve25519_dalek::traits::Identity;

/// The bits that the digits of a scalar cover. A scalar is below 2²⁵³, and its signed digits may carry into one more
/// bit.
const SCALAR_BITS: u32 = 254;

/// The memory that must be left beside a table, for the rest of the call.
const SPARE_BYTES: usize = 4 << 20;

/// A fixed-window table of a point P. For each digit position i it holds the multiples 1 to 2^(bits − 1) of
/// 2^(bits·i)·P, 160 bytes each.
pub(super) struct PrecomputedTable {
    /// The number of bits per digit.
    bits: u32,
    /// The number of multiples per digit position: digits are signed, so half of the radix is enough.
    half: usize,
    points: Vec<EdwardsPoint>,
}

impl PrecomputedTable {
    /// Computes the table of `point`. It takes 220 KB with digits of 6 bits. It takes 655 KB with digits of 8 bits, and
    /// then needs a quarter fewer additions. Returns `None` if it would use up the memory.
    pub(super) fn new(point: EdwardsPoint, bits: u32) -> Option<Self> {
        let half = 1_usize << bits.saturating_sub(1);
        let places = SCALAR_BITS.div_ceil(bits);
        let count = half.saturating_mul(usize::try_from(places).ok()?);
        if !has_room_for(count.saturating_mul(size_of::<EdwardsPoint>()).saturating_add(SPARE_BYTES)) {
            return None;
        }
        let mut points = Vec::with_capacity(count);
        let mut unit = point;
        for _ in 0..places {
            let mut multiple = EdwardsPoint::identity();
            for _ in 0..half {
                multiple += unit;
                points.push(multiple);
            }
            unit = multiple + multiple;
        }
        Some(Self { bits, half, points })
    }

    /// Returns `scalar`·P.
    #[expect(clippy::disallowed_methods, reason = "half of a power of two is not zero")]
    pub(super) fn mul(&self, scalar: &Scalar) -> EdwardsPoint {
        let mut sum = EdwardsPoint::identity();
        let mut carry = 0;
        let mut digits = Digits::new(scalar, self.bits);
        for place in self.points.chunks(self.half) {
            let digit = digits.next().saturating_add(carry);
            carry = usize::from(digit > self.half);
            let complement = (self.half << 1).saturating_sub(digit);
            match (carry, multiple_for(place, digit), multiple_for(place, complement)) {
                (0, Some(multiple), _) => sum += multiple,
                (1, _, Some(multiple)) => sum -= multiple,
                _ => {}
            }
        }
        sum
    }
}

/// Returns the multiple of a digit position for `digit`, or `None` for zero.
fn multiple_for(place: &[EdwardsPoint], digit: usize) -> Option<&EdwardsPoint> {
    place.get(digit.checked_sub(1)?)
}

/// Splits a scalar into digits of `bits` bits, the least significant first.
struct Digits<'a> {
    bytes: std::slice::Iter<'a, u8>,
    bits: u32,
    read: usize,
    held: u32,
}

impl<'a> Digits<'a> {
    fn new(scalar: &'a Scalar, bits: u32) -> Self {
        Self { bytes: scalar.as_bytes().iter(), bits, read: 0, held: 0 }
    }

    fn next(&mut self) -> usize {
        if self.held < self.bits {
            let byte = self.bytes.next().copied().unwrap_or_default();
            self.read |= usize::from(byte) << self.held;
            self.held = self.held.saturating_add(u8::BITS);
        }
        let digit = self.read & !(usize::MAX << self.bits);
        self.read >>= self.bits;
        self.held = self.held.saturating_sub(self.bits);
        digit
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use curve25519_dalek::constants::{ED25519_BASEPOINT_POINT, EIGHT_TORSION};

    #[test]
    fn multiplies_as_the_curve_does() {
        let point = ED25519_BASEPOINT_POINT + EIGHT_TORSION[1];
        let edges = [Scalar::ZERO, Scalar::ONE, -Scalar::ONE, Scalar::from(32_u8), Scalar::from(33_u8)];
        let wide = (0..200_u8).map(|byte| Scalar::from_bytes_mod_order_wide(&[byte; 64]));
        let carries = (0..32).map(|at| {
            let mut bytes = [0xff; 32];
            bytes[at..].fill(0);
            Scalar::from_bytes_mod_order(bytes)
        });
        let scalars: Vec<_> = edges.into_iter().chain(wide).chain(carries).collect();
        for bits in 2..=8 {
            let table = PrecomputedTable::new(point, bits).unwrap();
            for scalar in &scalars {
                assert_eq!(table.mul(scalar), point * scalar, "{bits} bits of {scalar:?}");
            }
        }
    }
}
