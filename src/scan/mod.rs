//! Finds where an assertion starts and ends in a text, even if the text has been quoted, escaped, coloured, wrapped,
//! put into brackets or redacted on the way.
//!
//! `inspect` and `extract` both find assertions with this module, and therefore agree on them. `scheme` finds the word,
//! `before` examines the text before it, `cut` reads the text after it, unit by unit (`unit`, `escape`), and `envelope`
//! tells `cut` whether the token is complete.

mod before;
mod cut;
mod envelope;
mod escape;
mod hidden;
mod scheme;
pub(crate) mod steps;
#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "a test that panics fails, as it should")]
mod tests;
mod text;
mod unit;

pub(crate) use cut::bare_token;
pub(crate) use hidden::Hidden;
pub(crate) use scheme::decided;
pub(crate) use text::{NeedsMoreText, Text};

use std::ops::Range;

/// An assertion in a text, or a text that looks like one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sighting {
    /// The range from the scheme to the end of the token.
    pub range: Range<usize>,
    /// The range of the token in the text.
    pub token: Range<usize>,
    /// The value of the header: the scheme, the separator and the token, without escapes, line breaks and colours that
    /// the text has put into them. A value that is longer than a header may be is cut.
    pub header: String,
    /// The position in `header` at which the token begins.
    pub token_at: usize,
    pub kind: Kind,
    pub marks: Marks,
}

/// The meaning of a scheme together with the text after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// An assertion: the token is long enough, or the name of a header before the scheme announces one.
    Assertion,
    /// The scheme and a short word, which most likely are prose.
    Doubtful,
    /// A server's challenge (RFC 9110 §11.6.1).
    Challenge,
}

/// How the text has altered the assertion.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Marks {
    /// The assertion spans several lines, which are joined.
    pub is_wrapped: bool,
    /// The assertion contains something invisible: a colour, or a character without width.
    pub has_invisible: bool,
    /// Letters or digits of the assertion are written as escapes.
    pub is_escaped: bool,
    /// Underscores emphasise the assertion; those at the end were not taken for a part of the token.
    pub is_emphasised: bool,
    /// The first character between scheme and token that is not a space.
    pub separator: Option<char>,
    pub hidden: Option<Hidden>,
}

/// Finds the first scheme at or after `from` that a separator follows. If the answer depends on text that is yet to
/// come, `Err` holds the position from which to search again.
pub(crate) fn next(text: &Text, from: usize) -> Result<Option<Sighting>, usize> {
    let mut from = from;
    loop {
        let Some(word) = scheme::find(text, from)? else { return Ok(None) };
        let start = word.range.start;
        if before::starts_word(text.bytes, start) {
            let sighting = cut::read(text, &word);
            if let Some(sighting) = text.decide(sighting).map_err(|NeedsMoreText| start)? {
                return Ok(Some(sighting));
            }
        }
        from = word.range.end;
    }
}
