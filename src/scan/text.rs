//! A text that may go on: what is read at its end depends on what comes.

/// The bytes end, and whether the text does is not known yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct More;

/// The bytes that are there, and whether they are the whole text.
#[derive(Clone, Copy)]
pub(crate) struct Text<'a> {
    pub bytes: &'a [u8],
    pub is_whole: bool,
}

impl<'a> Text<'a> {
    pub(crate) fn whole(bytes: &'a [u8]) -> Self {
        Self { bytes, is_whole: true }
    }

    /// Returns the byte at `at`, or `None` at the end of the text.
    pub(crate) fn byte(self, at: usize) -> Result<Option<u8>, More> {
        super::steps::count(1);
        match self.bytes.get(at) {
            None if !self.is_whole => Err(More),
            byte => Ok(byte.copied()),
        }
    }

    pub(crate) fn from(self, at: usize) -> &'a [u8] {
        self.bytes.get(at..).unwrap_or_default()
    }

    pub(crate) fn range(self, start: usize, end: usize) -> &'a [u8] {
        self.bytes.get(start..end).unwrap_or_default()
    }

    /// True if `word` stands at `at`, in whatever letter case.
    pub(super) fn has_word(self, at: usize, word: &str) -> Result<bool, More> {
        for (index, wanted) in word.bytes().enumerate() {
            match self.byte(at.saturating_add(index))? {
                Some(byte) if byte.eq_ignore_ascii_case(&wanted) => {}
                _ => return Ok(false),
            }
        }
        Ok(true)
    }

    /// Returns the first position from `at` on whose byte is none of `skipped`, at most `limit` further.
    pub(super) fn skip(self, at: usize, skipped: &[u8], limit: usize) -> Result<usize, More> {
        let mut end = at;
        while end.saturating_sub(at) < limit {
            match self.byte(end)? {
                Some(byte) if skipped.contains(&byte) => end = end.saturating_add(1),
                _ => break,
            }
        }
        Ok(end)
    }
}
