//! Secrets inside base64, base64url and hex, wherever a run of digits starts, folded or spaced.

use super::{Found, look_into};
use std::ops::Range;
use zeroize::Zeroizing;

/// How many encodings inside one another are undone: PKCS#8 in base64, in a JWT, in base64 again.
const MAX_DEPTH: u8 = 3;

/// Shorter runs of digits hold no secret.
const MIN_DIGITS: usize = 12;

struct Encoding {
    /// Bits per digit.
    bits: usize,
    /// The number of digits after which digits and bytes begin together again.
    period: usize,
    value: fn(u8) -> Option<u8>,
    /// True for what may stand between two digits.
    is_separator: fn(u8) -> bool,
}

const ENCODINGS: [Encoding; 2] = [
    Encoding { bits: 6, period: 4, value: base64_value, is_separator: |byte| byte.is_ascii_whitespace() },
    Encoding {
        bits: 4,
        period: 2,
        value: |byte| char::from(byte).to_digit(16).and_then(|value| u8::try_from(value).ok()),
        is_separator: |byte| byte.is_ascii_whitespace() || matches!(byte, b':' | b','),
    },
];

/// Takes both alphabets of RFC 4648 at once.
#[expect(clippy::arithmetic_side_effects, reason = "every result is below 64")]
fn base64_value(byte: u8) -> Option<u8> {
    Some(match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' | b'-' => 62,
        b'/' | b'_' => 63,
        _ => return None,
    })
}

/// Decodes every run of digits from each digit with which a byte can begin, and looks into the results.
pub(super) fn find(bytes: &[u8], depth: u8, found: &mut Found) {
    if depth < MAX_DEPTH {
        ENCODINGS.iter().for_each(|encoding| find_encoded(encoding, bytes, depth, found));
    }
}

fn find_encoded(encoding: &Encoding, bytes: &[u8], depth: u8, found: &mut Found) {
    let mut run = Run::default();
    for (at, byte) in bytes.iter().enumerate() {
        match (encoding.value)(*byte) {
            Some(value) => run.push(value, at),
            // The first digits of `0x9d, 0x61` mark hex and belong to no byte.
            None if encoding.bits == 4 && matches!(byte, b'x' | b'X') => run.pop(),
            None if (encoding.is_separator)(*byte) => {}
            None => std::mem::take(&mut run).look(encoding, bytes, depth, found),
        }
    }
    run.look(encoding, bytes, depth, found);
}

/// Digits in a row: their values, and where they stand.
#[derive(Default)]
struct Run {
    values: Zeroizing<Vec<u8>>,
    positions: Vec<usize>,
}

impl Run {
    fn push(&mut self, value: u8, position: usize) {
        self.values.push(value);
        self.positions.push(position);
    }

    fn pop(&mut self) {
        self.values.pop();
        self.positions.pop();
    }

    fn look(self, encoding: &Encoding, bytes: &[u8], depth: u8, found: &mut Found) {
        if self.values.len() < MIN_DIGITS {
            return;
        }
        for start in 0..encoding.period {
            let decoded = decode(self.values.get(start..).unwrap_or_default(), encoding.bits);
            look_into(&decoded, depth.saturating_add(1), &mut |range, kind| {
                found(self.encoded(&range, start, encoding.bits, bytes), kind);
            });
        }
    }

    /// Where the digits stand that a range of the decoded bytes comes from, to the end of the word and its padding:
    /// a length inside a damaged key is not to be trusted.
    fn encoded(&self, range: &Range<usize>, start: usize, bits: usize, bytes: &[u8]) -> Range<usize> {
        let digits_before = |byte: usize| byte.saturating_mul(8).div_ceil(bits).saturating_add(start);
        let position = |digit: usize| self.positions.get(digit).copied();
        let first = range.start.saturating_mul(8).checked_div(bits).unwrap_or_default().saturating_add(start);
        let last = digits_before(range.end).saturating_sub(1);
        let last = position(last).or(self.positions.last().copied()).unwrap_or_default();
        let from = position(first).unwrap_or(last);
        let is_of_word = |byte: &&u8| byte.is_ascii_alphanumeric() || b"+/-_=".contains(byte);
        let rest = bytes.get(last..).unwrap_or_default();
        from..last.saturating_add(rest.iter().take_while(is_of_word).count())
    }
}

/// The bytes that the digits stand for; bits that are left over make none.
fn decode(values: &[u8], bits: usize) -> Zeroizing<Vec<u8>> {
    let mut decoded = Zeroizing::new(Vec::with_capacity(values.len()));
    let (mut pending, mut count) = (0_u16, 0_usize);
    for value in values {
        pending = pending << bits | u16::from(*value);
        count = count.saturating_add(bits);
        if let Some(left) = count.checked_sub(8) {
            let [_, byte] = (pending >> left).to_be_bytes();
            decoded.push(byte);
            count = left;
        }
    }
    decoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_stand_for_bytes() {
        let values = |text: &str| text.bytes().filter_map(base64_value).collect::<Vec<_>>();
        assert_eq!(decode(&values("AQID_-8"), 6).as_slice(), [1, 2, 3, 0xff, 0xef]);
        assert_eq!(decode(&[9, 13, 6, 1, 7], 4).as_slice(), [0x9d, 0x61]);
    }
}
