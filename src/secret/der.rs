//! Private keys as bytes: DER (PKCS#8, PKCS#1, SEC 1) of any algorithm, whole or cut, and OpenSSH's own form.

use std::ops::Range;

/// PKCS#8 version 1 of an Ed25519 key is this long, the shortest private key there is.
const SHORTEST_KEY: usize = 48;

/// Calls `mark` with every range that is, or begins as, a private key.
pub(super) fn find(bytes: &[u8], mark: &mut dyn FnMut(Range<usize>)) {
    let mut at = 0;
    while at < bytes.len() {
        let found = range_at(bytes, at);
        at = found.as_ref().map_or(at, |range| range.end).max(at.saturating_add(1));
        found.into_iter().for_each(&mut *mark);
    }
}

fn range_at(bytes: &[u8], at: usize) -> Option<Range<usize>> {
    let end = bytes.len();
    match bytes.get(at..)? {
        // A version and an AlgorithmIdentifier with short or long parameters: PKCS#8.
        [2, 1, 0 | 1, 0x30, 5..=0x7f, 6, ..]
        | [2, 1, 0 | 1, 0x30, 0x81, _, 6, ..]
        | [2, 1, 0 | 1, 0x30, 0x82, _, _, 6, ..]
        // A version and a modulus: PKCS#1, DSA.
        | [2, 1, 0, 2, 0x81 | 0x82, ..]
        // A version and a scalar: SEC 1.
        | [2, 1, 1, 4, 0x20 | 0x30 | 0x42, ..] => {
            let (start, sequence_end) = enclosing_sequence(bytes, at).unwrap_or((at, end));
            Some(start..sequence_end.max(start.saturating_add(SHORTEST_KEY)).min(end))
        }
        // X25519, X448, Ed25519 or Ed448 and an octet string: PKCS#8 whose beginning is lost.
        [6, 3, 0x2b, 0x65, 0x6e..=0x71, 4, ..] => Some(at..at.saturating_add(SHORTEST_KEY).min(end)),
        // PBES2, or a PKCS#12 cipher: encrypted PKCS#8.
        [6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 5, 0x0d, ..]
        | [6, 10, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 0x0c, 1, ..] => {
            let (start, _) = enclosing_sequence(bytes, at)?;
            let (start, sequence_end) = enclosing_sequence(bytes, start).unwrap_or((start, end));
            Some(start..sequence_end.min(end))
        }
        rest if rest.starts_with(b"openssh-key-v1\0") => Some(at..end),
        _ => None,
    }
}

/// Where the sequence starts and ends whose contents start at `at`.
fn enclosing_sequence(bytes: &[u8], at: usize) -> Option<(usize, usize)> {
    let (header, length) = match bytes.get(..at)? {
        [.., 0x30, 0x82, high, low] => (4, usize::from(u16::from_be_bytes([*high, *low]))),
        [.., 0x30, 0x81, length] => (3, usize::from(*length)),
        [.., 0x30, length @ 0..=0x7f] => (2, usize::from(*length)),
        _ => return None,
    };
    Some((at.checked_sub(header)?, at.saturating_add(length)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ranges(bytes: &[u8]) -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        find(bytes, &mut |range| found.push((range.start, range.end)));
        found
    }

    const VERSION_1: [u8; 16] = [0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20];

    #[test]
    fn a_key_is_found_whole_and_by_itself() {
        let key = [&VERSION_1[..], &[7; 32]].concat();
        assert_eq!(ranges(&[b"ab", key.as_slice(), b"cd"].concat()), [(2, 50)]);
        // Both ends may be lost.
        assert_eq!(ranges(&key[7..]), [(0, 41)]);
        assert_eq!(ranges(&key[..20]), [(0, 20)]);
    }

    #[test]
    fn a_wrong_length_hides_nothing() {
        let mut key = [&VERSION_1[..], &[7; 32]].concat();
        key[1] = 1;
        assert_eq!(ranges(&key), [(0, 48)]);
    }

    #[test]
    fn a_public_key_is_none() {
        let spki = [0x30, 0x2a, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 3, 0x21, 0, 7, 7];
        assert_eq!(ranges(&spki), []);
    }
}
