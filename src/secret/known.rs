//! Secrets that the caller knows: every fragment of one, and the beginning of one where the text breaks off.

use super::view::View;
use std::ops::Range;
use zeroize::Zeroizing;

/// Every run of 8 or more bytes of a secret is redacted.
const MIN_FRAGMENT_LENGTH: usize = 8;
/// At the end of a text, a beginning of 4 or more bytes is.
const MIN_BEGINNING_LENGTH: usize = 4;

/// Calls `found` with the ranges of `view` in which a part of `secret` stands.
pub(super) fn find(view: &View, secret: &View, found: &mut dyn FnMut(Range<usize>)) {
    let (text, secret) = (unspaced(&view.bytes), unspaced(&secret.bytes));
    let size = MIN_FRAGMENT_LENGTH.min(secret.len());
    if size == 0 {
        return;
    }
    let fragments = Fragments::new(&secret, size);
    for at in 0..text.len() {
        let end = at.saturating_add(size);
        if text.get(at..end).is_some_and(|part| fragments.contain(part)) {
            found(at..end);
        }
    }
    for end in [text.len(), view.end_before_cut_escape()] {
        for length in MIN_BEGINNING_LENGTH..MIN_FRAGMENT_LENGTH {
            let beginning = secret.get(..length).unwrap_or(&secret);
            if text.get(..end).is_some_and(|text| text.ends_with(beginning)) {
                found(end.saturating_sub(beginning.len())..text.len());
            }
        }
    }
}

/// The fragments of a secret by their hash, so that looking up a part of a text takes constant time.
struct Fragments<'a> {
    secret: &'a [u8],
    /// For every hash, 1 more than the start of the last fragment with it; 0 if there is none.
    last: Vec<usize>,
    /// For every start, 1 more than the start of the fragment before it with the same hash.
    previous: Vec<usize>,
}

const BUCKETS: usize = 1 << 12;

impl<'a> Fragments<'a> {
    fn new(secret: &'a [u8], size: usize) -> Self {
        let mut fragments = Self { secret, last: vec![0; BUCKETS], previous: Vec::new() };
        for start in 0..=secret.len().saturating_sub(size) {
            let fragment = secret.get(start..start.saturating_add(size)).unwrap_or_default();
            if let Some(last) = fragments.last.get_mut(hash(fragment)) {
                fragments.previous.push(std::mem::replace(last, start.saturating_add(1)));
            }
        }
        fragments
    }

    fn contain(&self, part: &[u8]) -> bool {
        let mut next = self.last.get(hash(part)).copied().unwrap_or_default();
        while let Some(start) = next.checked_sub(1) {
            if self.secret.get(start..).is_some_and(|secret| secret.starts_with(part)) {
                return true;
            }
            next = self.previous.get(start).copied().unwrap_or_default();
        }
        false
    }
}

fn hash(part: &[u8]) -> usize {
    part.iter().fold(0_usize, |hash, byte| hash.wrapping_mul(31).wrapping_add(usize::from(*byte))) % BUCKETS
}

/// A space is a plus sign in a form.
fn unspaced(bytes: &[u8]) -> Zeroizing<Vec<u8>> {
    Zeroizing::new(bytes.iter().map(|byte| if *byte == b'+' { b' ' } else { *byte }).collect())
}
