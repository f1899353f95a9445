//! Private keys as bytes: DER (PKCS#8, PKCS#1, SEC 1) of any algorithm, whole or cut, and OpenSSH's own form.

use std::ops::Range;

/// The length of the shortest private key: PKCS#8 version 1 of an Ed25519 key.
const SHORTEST_KEY: usize = 48;

/// Bytes that private keys contain after their first bytes. `?` matches any byte.
const MARKS: [&[u8]; 7] = [
    // PKCS#8: a version and an AlgorithmIdentifier.
    b"\x02\x01?\x30?\x06",
    // PKCS#1, DSA: a version and a modulus.
    b"\x02\x01\x00\x02\x82",
    b"\x02\x01\x00\x02\x81",
    // SEC 1: a version and a scalar.
    b"\x02\x01\x01\x04",
    // PKCS#8 whose beginning is lost: X25519, X448, Ed25519 or Ed448, and an octet string.
    b"\x06\x03\x2b\x65?\x04",
    // Encrypted PKCS#8: PBES2, in the second of two sequences.
    b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x05\x0d",
    b"openssh-key-v1\0",
];
const ENCRYPTED: usize = 5;

/// Returns the range of the private key whose mark is at `at`.
pub(super) fn key_at(bytes: &[u8], at: usize) -> Option<Range<usize>> {
    let rest = bytes.get(at..).filter(|rest| matches!(rest, [2 | 6 | b'o', ..]))?;
    let is_it = |mark: &&[u8]| {
        rest.len() >= mark.len() && mark.iter().zip(rest).all(|(mark, byte)| *mark == b'?' || mark == byte)
    };
    let mark = MARKS.iter().position(is_it)?;
    let mut range = at..bytes.len();
    for _ in 0..if mark == ENCRYPTED { 2 } else { 1 } {
        range = enclosing_sequence(bytes, range.start).unwrap_or(range);
    }
    // A length may be damaged.
    Some(range.start..range.end.max(range.start.saturating_add(SHORTEST_KEY)).min(bytes.len()))
}

/// Returns the range of the DER sequence whose contents start at `at`.
fn enclosing_sequence(bytes: &[u8], at: usize) -> Option<Range<usize>> {
    let (header, length) = match bytes.get(..at)? {
        [.., 0x30, 0x82, high, low] => (4, u16::from_be_bytes([*high, *low])),
        [.., 0x30, 0x81, length] => (3, u16::from(*length)),
        [.., 0x30, length @ 0..=0x7f] => (2, u16::from(*length)),
        _ => return None,
    };
    Some(at.saturating_sub(header)..at.saturating_add(usize::from(length)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(bytes: &[u8]) -> Option<(usize, usize)> {
        (0..bytes.len()).find_map(|at| key_at(bytes, at)).map(|range| (range.start, range.end))
    }

    const VERSION_1: [u8; 16] = [0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20];

    #[test]
    fn a_key_is_found_whole_and_by_itself() {
        let key = [&VERSION_1[..], &[7; 32]].concat();
        assert_eq!(range(&[b"ab", key.as_slice(), b"cd"].concat()), Some((2, 50)));
        // The key is found without its beginning and without its end.
        assert_eq!(range(&key[7..]), Some((0, 41)));
        assert_eq!(range(&key[..20]), Some((0, 20)));
    }

    #[test]
    fn a_wrong_length_hides_nothing() {
        let mut key = [&VERSION_1[..], &[7; 32]].concat();
        key[1] = 1;
        assert_eq!(range(&key), Some((0, 48)));
    }

    #[test]
    fn a_public_key_is_none() {
        assert_eq!(range(&[0x30, 0x2a, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 3, 0x21, 0, 7, 7]), None);
    }
}
