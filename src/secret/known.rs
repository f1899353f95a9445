//! Secrets that the caller knows: every fragment of one, and the beginning of one where the text breaks off.

use super::view::View;
use std::collections::BTreeSet;
use std::ops::Range;

/// Every run of 8 or more bytes of a secret is redacted.
const MIN_FRAGMENT_LENGTH: usize = 8;
/// At the end of a text, a beginning of 4 or more bytes is.
const MIN_BEGINNING_LENGTH: usize = 4;

/// Calls `found` with the ranges of `view` in which a part of `secret` stands.
pub(super) fn find(view: &View, secret: &View, found: &mut dyn FnMut(Range<usize>)) {
    let text = unspaced(&view.bytes);
    let secret = unspaced(&secret.bytes);
    let size = MIN_FRAGMENT_LENGTH.min(secret.len());
    if size == 0 {
        return;
    }
    let fragments: BTreeSet<&[u8]> = starts(&secret, size).collect();
    for (at, part) in starts(&text, size).enumerate() {
        if fragments.contains(part) {
            found(at..at.saturating_add(size));
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

fn starts(bytes: &[u8], size: usize) -> impl Iterator<Item = &[u8]> {
    (0..bytes.len()).filter_map(move |at| bytes.get(at..at.checked_add(size)?))
}

/// A space is a plus sign in a form.
fn unspaced(bytes: &[u8]) -> zeroize::Zeroizing<Vec<u8>> {
    zeroize::Zeroizing::new(bytes.iter().map(|byte| if *byte == b'+' { b' ' } else { *byte }).collect())
}
