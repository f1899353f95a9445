//! Where an assertion starts and ends in any text, whatever was done to the text on the way: quoted, escaped, coloured,
//! wrapped, put into brackets, redacted.
//!
//! `inspect` and `extract` both find assertions here, and so agree on them. `scheme` finds the word, `before` looks at
//! what stands before it, `cut` reads what follows it, unit by unit (`unit`, `escape`), and `envelope` tells it whether
//! the token is complete.

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
pub(crate) use text::{More, Text};

use std::ops::Range;

/// An assertion in a text, or what looks like one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sighting {
    /// From the scheme to the end of the token.
    pub range: Range<usize>,
    /// Where the token stands.
    pub token: Range<usize>,
    /// The value of the header: the scheme, what separates it from the token, and the token, without what the text put
    /// into them. What is longer than any header may be is cut.
    pub header: String,
    /// Where the token begins in `header`.
    pub token_at: usize,
    pub kind: Kind,
    pub marks: Marks,
}

/// What a scheme and what follows it are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// An assertion: the token is long enough to be one, or a name says that it is one.
    Assertion,
    /// The scheme and a short word: prose, most likely.
    Doubtful,
    /// A server's challenge (RFC 9110 §11.6.1).
    Challenge,
}

/// What the text did to the assertion.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Marks {
    /// It goes over lines, which are joined.
    pub is_wrapped: bool,
    /// Something that does not show stands inside: a colour, a character without width.
    pub has_invisible: bool,
    /// Letters or digits of it are written as escapes.
    pub is_escaped: bool,
    /// It is emphasised with underscores, of which those at the end were not taken for a part of the token.
    pub is_emphasised: bool,
    /// What separates scheme and token and is not a space.
    pub separator: Option<char>,
    pub hidden: Option<Hidden>,
}

/// Finds the first scheme at or after `from` that a separator follows. `Err` has the position from which to search again
/// once there is more of the text.
pub(crate) fn next(text: &Text, from: usize) -> Result<Option<Sighting>, usize> {
    let mut from = from;
    loop {
        let Some(word) = scheme::find(text, from)? else { return Ok(None) };
        let start = word.range.start;
        if before::starts_word(text.bytes, start) {
            let sighting = cut::read(text, &word);
            if let Some(sighting) = text.decide(sighting).map_err(|More| start)? {
                return Ok(Some(sighting));
            }
        }
        from = word.range.end;
    }
}
