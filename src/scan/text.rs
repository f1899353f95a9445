//! A text of which more may follow, so that an answer about its end may depend on bytes that are yet to come.

use std::cell::Cell;

/// The error for an answer that depends on bytes that are yet to come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NeedsMoreText;

/// The bytes that have arrived, and whether they are the whole text. If they are not, it remembers that a reader
/// reached their end, because the reader must then ask again.
pub(crate) struct Text<'a> {
    pub bytes: &'a [u8],
    is_whole: bool,
    ran_out: Cell<bool>,
}

impl<'a> Text<'a> {
    pub(crate) fn new(bytes: &'a [u8], is_whole: bool) -> Self {
        Self { bytes, is_whole, ran_out: Cell::new(false) }
    }

    pub(crate) fn whole(bytes: &'a [u8]) -> Self {
        Self::new(bytes, true)
    }

    /// Returns the answer, if no reader reached the end of an incomplete text since the last call.
    pub(crate) fn decide<T>(&self, answer: T) -> Result<T, NeedsMoreText> {
        if self.ran_out.take() { Err(NeedsMoreText) } else { Ok(answer) }
    }

    /// Returns the byte at `at`, or `None` at the end.
    #[inline(never)]
    pub(crate) fn byte(&self, at: usize) -> Option<u8> {
        super::steps::count(1);
        let byte = self.bytes.get(at);
        if byte.is_none() && !self.is_whole {
            self.ran_out.set(true);
        }
        byte.copied()
    }

    pub(crate) fn from(&self, at: usize) -> &'a [u8] {
        self.bytes.get(at..).unwrap_or_default()
    }

    pub(crate) fn range(&self, start: usize, end: usize) -> &'a [u8] {
        self.bytes.get(start..end).unwrap_or_default()
    }

    /// True if `word` is at `at`, in any letter case.
    #[inline(never)]
    pub(super) fn has_word(&self, at: usize, word: &str) -> bool {
        let mut at = at;
        word.bytes().all(|wanted| {
            let is_same = self.byte(at).is_some_and(|byte| byte.eq_ignore_ascii_case(&wanted));
            at = at.saturating_add(1);
            is_same
        })
    }

    /// Returns the first position from `at` on whose byte is not in `skipped`, but no more than `limit` bytes after
    /// `at`.
    #[inline(never)]
    pub(super) fn skip(&self, at: usize, skipped: &[u8], limit: usize) -> usize {
        let mut end = at;
        while end.saturating_sub(at) < limit && self.byte(end).is_some_and(|byte| skipped.contains(&byte)) {
            end = end.saturating_add(1);
        }
        end
    }
}
