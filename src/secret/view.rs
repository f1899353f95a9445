//! Views of a text: as it was written, and with its escapes undone, level by level.

use zeroize::Zeroizing;

/// A text as bytes, and where each byte stands in the text that was given.
///
/// Characters beyond Latin-1 that an escape stands for become the byte 0xff: no secret has them.
pub(super) struct View {
    pub(super) bytes: Zeroizing<Vec<u8>>,
    /// One position per byte, and the end.
    positions: Vec<usize>,
}

impl View {
    /// The text as it was written, but for characters without a width, which could stand inside a secret unseen.
    pub(super) fn new(text: &str) -> Self {
        let mut view = Self::with_capacity(text.len());
        for (at, c) in text.char_indices().filter(|(_, c)| !has_no_width(*c)) {
            let mut utf8 = [0; 4];
            let bytes = c.encode_utf8(&mut utf8).bytes();
            bytes.zip(at..).for_each(|(byte, at)| view.push(byte, at));
        }
        view.positions.push(text.len());
        view
    }

    fn with_capacity(length: usize) -> Self {
        let positions = Vec::with_capacity(length.saturating_add(1));
        Self { bytes: Zeroizing::new(Vec::with_capacity(length)), positions }
    }

    fn push(&mut self, byte: u8, position: usize) {
        self.bytes.push(byte);
        self.positions.push(position);
    }

    /// The position in the given text of the byte `at`, or the end.
    pub(super) fn position(&self, at: usize) -> usize {
        self.positions.get(at).or(self.positions.last()).copied().unwrap_or_default()
    }

    /// The view with one level of escapes undone: those of JSON and JavaScript, of URLs, and of HTML. `None` if
    /// there are none.
    pub(super) fn unescaped(&self) -> Option<Self> {
        let mut view = Self::with_capacity(self.bytes.len());
        let mut at = 0;
        while let Some((first, rest)) = self.bytes.get(at..).and_then(<[u8]>::split_first) {
            let (byte, length) = escape(*first, rest).unwrap_or((*first, 1));
            view.push(byte, self.position(at));
            at = at.saturating_add(length);
        }
        let changed = view.bytes.len() < self.bytes.len();
        view.positions.push(self.position(at));
        changed.then_some(view)
    }

    /// Where an escape begins that the end of the text cuts through, or else the end.
    pub(super) fn end_before_cut_escape(&self) -> usize {
        let end = self.bytes.len();
        let start = end.saturating_sub(LONGEST_CUT_ESCAPE);
        (start..end)
            .find(|at| self.bytes.get(*at..).and_then(<[u8]>::split_first).is_some_and(is_cut_escape))
            .unwrap_or(end)
    }
}

/// Zero-width characters and marks of direction, a byte order mark, a soft hyphen.
pub(super) fn has_no_width(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// `&#x10FFFF` without its semicolon.
const LONGEST_CUT_ESCAPE: usize = 9;

fn is_cut_escape((first, rest): (&u8, &[u8])) -> bool {
    let are_hex = |digits: &[u8]| digits.iter().all(u8::is_ascii_hexdigit);
    match (first, rest) {
        (b'\\' | b'%', []) => true,
        (b'\\' | b'%', [b'u', digits @ ..]) if digits.len() < 4 => are_hex(digits),
        (b'\\', [b'x', digits @ ..]) | (b'%', digits) if digits.len() < 2 => are_hex(digits),
        (b'&', name) => name.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'#'),
        _ => false,
    }
}

/// The byte that an escape stands for, and the length of the escape.
fn escape(first: u8, rest: &[u8]) -> Option<(u8, usize)> {
    match (first, rest) {
        (b'\\' | b'%', [b'u', digits @ ..]) => Some((code(digits.get(..4)?, 16)?, 6)),
        (b'\\', [b'x', digits @ ..]) => Some((code(digits.get(..2)?, 16)?, 4)),
        (b'%', digits) => Some((code(digits.get(..2)?, 16)?, 3)),
        (b'\\', [b'b' | b'f' | b'n' | b'r' | b't', ..]) => Some((b' ', 2)),
        (b'\\', [itself, ..]) => Some((*itself, 2)),
        (b'&', rest) => entity(rest),
        _ => None,
    }
}

/// HTML's `&#38;`, `&#x26;` and `&amp;`.
fn entity(rest: &[u8]) -> Option<(u8, usize)> {
    let end = rest.iter().take(LONGEST_CUT_ESCAPE).position(|byte| *byte == b';')?;
    let byte = match rest.get(..end)? {
        [b'#', b'x' | b'X', digits @ ..] => code(digits, 16)?,
        [b'#', digits @ ..] => code(digits, 10)?,
        name => {
            let named = [("amp", b'&'), ("lt", b'<'), ("gt", b'>'), ("quot", b'"'), ("apos", b'\'')];
            let is_it = |(known, _): &&(&str, u8)| name.eq_ignore_ascii_case(known.as_bytes());
            named.iter().find(is_it)?.1
        }
    };
    Some((byte, end.saturating_add(2)))
}

/// The number as a byte; 0xff if it is larger.
fn code(digits: &[u8], radix: u32) -> Option<u8> {
    let digits = std::str::from_utf8(digits).ok().filter(|digits| !digits.starts_with('+'))?;
    let number = u32::from_str_radix(digits, radix).ok()?;
    Some(u8::try_from(number).unwrap_or(u8::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_of_json_urls_and_html_are_undone() {
        for (text, expected) in [
            (r"a\u0062\x63%64&#101;&#x66;&amp;&QUOT;\/\n\t\\", "abcdef&\"/  \\"),
            ("%u0041%41%zz%4", "AA%zz%4"),
            (r"\u00\x&#;&#x;&unknown;&", r"\u00\x&#;&#x;&unknown;&"),
        ] {
            let view = View::new(text);
            let unescaped = view.unescaped().unwrap_or(view);
            assert_eq!(String::from_utf8_lossy(&unescaped.bytes), expected);
        }
        assert!(View::new("plain é").unescaped().is_none());
    }

    #[test]
    fn every_byte_knows_where_it_stood() {
        let view = View::new("\u{feff}é%41\\u0042");
        let unescaped = view.unescaped().unwrap();
        assert_eq!(unescaped.bytes.as_slice(), "éAB".as_bytes());
        let positions: Vec<_> = (0..=4).map(|at| unescaped.position(at)).collect();
        assert_eq!(positions, [3, 4, 5, 8, 14]);
    }

    #[test]
    fn an_escape_that_is_cut_is_noticed() {
        for (text, end) in [
            ("ab", 2),
            ("ab%", 2),
            ("ab%4", 2),
            ("ab%41", 5),
            (r"ab\", 2),
            (r"ab\u", 2),
            (r"ab\u004", 2),
            (r"ab\u0041", 8),
            ("ab&am", 2),
            ("ab&#x4", 2),
            ("ab&amp;", 7),
            ("ab& ", 4),
        ] {
            assert_eq!(View::new(text).end_before_cut_escape(), end, "{text}");
        }
    }
}
