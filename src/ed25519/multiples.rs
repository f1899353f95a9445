//! Multiples of a public point by public scalars, from a table. Not in constant time.

use curve25519_dalek::Scalar;
use curve25519_dalek::edwards::EdwardsPoint;
use curve25519_dalek::traits::Identity;

/// A scalar is below 2²⁵³, and its signed digits may carry one further.
const SCALAR_BITS: u32 = 254;

/// For every digit of a scalar what 1, 2, … half the base stand for in its place, 160 bytes each.
pub(super) struct Multiples {
    /// Of a digit.
    bits: u32,
    half: usize,
    points: Vec<EdwardsPoint>,
}

impl Multiples {
    /// With digits of 6 bits it takes 220 KB, with digits of 8 bits 655 KB for a quarter fewer additions.
    pub(super) fn of(point: EdwardsPoint, bits: u32) -> Self {
        let half = 1 << bits.saturating_sub(1);
        let places = SCALAR_BITS.div_ceil(bits);
        let mut points = Vec::new();
        let mut unit = point;
        for _ in 0..places {
            let mut multiple = EdwardsPoint::identity();
            for _ in 0..half {
                multiple += unit;
                points.push(multiple);
            }
            unit = multiple + multiple;
        }
        Self { bits, half, points }
    }

    /// `scalar` · P.
    #[expect(clippy::disallowed_methods, reason = "half of a power of two is not zero")]
    pub(super) fn mul(&self, scalar: &Scalar) -> EdwardsPoint {
        let mut sum = EdwardsPoint::identity();
        let mut carry = 0;
        let mut digits = Digits::of(scalar, self.bits);
        for place in self.points.chunks(self.half) {
            let digit = digits.next().saturating_add(carry);
            carry = usize::from(digit > self.half);
            let complement = (self.half << 1).saturating_sub(digit);
            match (carry, nth(place, digit), nth(place, complement)) {
                (0, Some(multiple), _) => sum += multiple,
                (1, _, Some(multiple)) => sum -= multiple,
                _ => {}
            }
        }
        sum
    }
}

/// `digit` times the unit; none for zero.
fn nth(place: &[EdwardsPoint], digit: usize) -> Option<&EdwardsPoint> {
    place.get(digit.checked_sub(1)?)
}

/// So many bits at a time, the least first.
struct Digits<'a> {
    bytes: std::slice::Iter<'a, u8>,
    bits: u32,
    read: usize,
    held: u32,
}

impl<'a> Digits<'a> {
    fn of(scalar: &'a Scalar, bits: u32) -> Self {
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
            let multiples = Multiples::of(point, bits);
            for scalar in &scalars {
                assert_eq!(multiples.mul(scalar), point * scalar, "{bits} bits of {scalar:?}");
            }
        }
    }
}
