use crate::inspect::Span;
use crate::json::Object;
use std::ops::Range;

const BYTE_ORDER_MARK: char = '\u{feff}';

/// A text that is to be classified: without white space around it and without a byte order mark.
pub(super) struct Candidate<'a> {
    pub text: &'a str,
    /// The text as it was given.
    pub original: &'a str,
    /// How many bytes of the original text precede `text`.
    start: usize,
    has_byte_order_mark: bool,
    /// The members, if the text starts with a JSON object, even if something follows it or names stand twice.
    pub object: Option<Object<'a>>,
}

impl<'a> Candidate<'a> {
    pub(super) fn new(original: &'a str) -> Self {
        let has_byte_order_mark = original.starts_with(BYTE_ORDER_MARK);
        let without_mark = original.strip_prefix(BYTE_ORDER_MARK).unwrap_or(original);
        let text = without_mark.trim_ascii();
        let start = original.len().saturating_sub(without_mark.trim_ascii_start().len());
        let object = text.starts_with('{').then(|| Object::scan("the text", text).ok()).flatten();
        Self { text, original, start, has_byte_order_mark, object: object.map(|(object, _)| object) }
    }

    pub(super) fn has_byte_order_mark(&self) -> bool {
        self.has_byte_order_mark
    }

    /// True if the object has a member of one of these names.
    pub(super) fn has_any(&self, names: &[&str]) -> bool {
        self.object.as_ref().is_some_and(|object| names.iter().any(|name| object.get(name).is_some()))
    }

    /// Returns the place of a range of `text` in the original text.
    pub(super) fn span(&self, range: Range<usize>) -> Option<Span> {
        Some(Span::Text(range.start.saturating_add(self.start)..range.end.saturating_add(self.start)))
    }

    /// Returns the place of a range of `part`, which must be a part of `text`, in the original text.
    pub(super) fn span_in(&self, part: &str, range: Range<usize>) -> Option<Span> {
        let offset = part.as_ptr().addr().saturating_sub(self.text.as_ptr().addr());
        self.span(range.start.saturating_add(offset)..range.end.saturating_add(offset))
    }
}

/// True if a text starts with the base64url of a brace and has no other characters than base64url's and `also`.
pub(super) fn is_base64url_of_json(text: &str, also: &[u8]) -> bool {
    let second = text.as_bytes().get(1);
    text.starts_with('e')
        && second.is_some_and(|byte| matches!(byte, b'w'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'+' | b'/'))
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || also.contains(&byte))
}
