//! Multiples of a public point by public scalars, from a table. Not in constant time.

use curve25519_dalek::Scalar;
use curve25519_dalek::edwards::EdwardsPoint;
use curve25519_dalek::traits::Identity;

/// A digit lies between -HALF and HALF, in base 2 · HALF = 2⁶.
const HALF: usize = 32;
/// Six bits each, of the 33 bytes that hold a scalar in whole groups of three.
const DIGITS: usize = 44;

/// For every digit of a scalar what 1, 2, … HALF stand for in its place: 220 KB.
pub(super) struct Multiples(Vec<Place>);

type Place = [EdwardsPoint; HALF];

impl Multiples {
    pub(super) fn of(point: EdwardsPoint) -> Self {
        let mut unit = point;
        let places = (0..DIGITS).map(|_| {
            let (place, next) = place(unit);
            unit = next;
            place
        });
        Self(places.collect())
    }

    /// `scalar` · P.
    pub(super) fn mul(&self, scalar: &Scalar) -> EdwardsPoint {
        let mut sum = EdwardsPoint::identity();
        let mut carry = 0;
        for (place, window) in self.0.iter().zip(windows(scalar.as_bytes())) {
            let digit = window.saturating_add(carry);
            let negated = HALF.saturating_mul(2).saturating_sub(digit);
            carry = usize::from(digit > HALF);
            match (carry, nth(place, digit), nth(place, negated)) {
                (0, Some(multiple), _) => sum += multiple,
                (1, _, Some(multiple)) => sum -= multiple,
                _ => {}
            }
        }
        sum
    }
}

/// 1, 2, … HALF times the unit, and the unit of the next place.
fn place(unit: EdwardsPoint) -> (Place, EdwardsPoint) {
    let mut multiple = EdwardsPoint::identity();
    let place = std::array::from_fn(|_| {
        multiple += unit;
        multiple
    });
    (place, multiple + multiple)
}

/// `digit` times the unit; none for zero.
fn nth(place: &Place, digit: usize) -> Option<&EdwardsPoint> {
    place.get(digit.checked_sub(1)?)
}

/// Six bits at a time, the least first.
fn windows(bytes: &[u8; 32]) -> impl Iterator<Item = usize> {
    bytes.chunks(3).flat_map(|group| {
        let bits = group.iter().rev().fold(0, |bits, byte| (bits << 8) | usize::from(*byte));
        [bits, bits >> 6, bits >> 12, bits >> 18].map(|bits| bits & 0x3f)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use curve25519_dalek::constants::{ED25519_BASEPOINT_POINT, EIGHT_TORSION};

    #[test]
    fn multiplies_as_the_curve_does() {
        let point = ED25519_BASEPOINT_POINT + EIGHT_TORSION[1];
        let multiples = Multiples::of(point);
        let edges = [Scalar::ZERO, Scalar::ONE, -Scalar::ONE, Scalar::from(32_u8), Scalar::from(33_u8)];
        let wide = (0..200_u8).map(|byte| Scalar::from_bytes_mod_order_wide(&[byte; 64]));
        let carries = (0..32).map(|at| {
            let mut bytes = [0xff; 32];
            bytes[at..].fill(0);
            Scalar::from_bytes_mod_order(bytes)
        });
        for scalar in edges.into_iter().chain(wide).chain(carries) {
            assert_eq!(multiples.mul(&scalar), point * scalar, "{scalar:?}");
        }
    }
}
