//! Writes JSON without white space and with the fewest escapes, as serde_json does in the Codex client.

/// Writes an object with its members in the order in which they are given.
pub(crate) struct ObjectWriter(String);

impl ObjectWriter {
    pub(crate) fn new() -> Self {
        Self(String::with_capacity(256))
    }

    pub(crate) fn string(mut self, name: &str, value: &str) -> Self {
        self.name(name);
        push_quoted(&mut self.0, value);
        self
    }

    /// Adds a member whose value is JSON already.
    pub(crate) fn json(mut self, name: &str, value: &str) -> Self {
        self.name(name);
        self.0.push_str(value);
        self
    }

    fn name(&mut self, name: &str) {
        self.0.push(if self.0.is_empty() { '{' } else { ',' });
        push_quoted(&mut self.0, name);
        self.0.push(':');
    }

    pub(crate) fn finish(mut self) -> String {
        self.0.push_str(if self.0.is_empty() { "{}" } else { "}" });
        self.0
    }
}

/// Returns a text as a JSON string, with its quotes.
pub(crate) fn quote(text: &str) -> String {
    let mut out = String::with_capacity(text.len().saturating_add(2));
    push_quoted(&mut out, text);
    out
}

fn push_quoted(out: &mut String, text: &str) {
    out.push('"');
    if !text.bytes().any(|byte| matches!(byte, b'"' | b'\\' | 0..b' ')) {
        out.push_str(text);
        return out.push('"');
    }
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\0'..' ' => push_code_unit(out, u32::from(c)),
            _ => out.push(c),
        }
    }
    out.push('"');
}

/// For control characters: two digits are always zero.
fn push_code_unit(out: &mut String, unit: u32) {
    out.push_str("\\u00");
    for digit in [unit >> 4, unit & 0xf] {
        out.extend(char::from_digit(digit, 16));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_what_serde_json_writes() {
        let texts = (0..0x500).chain(0xfff0..0x1_0010).filter_map(char::from_u32).map(String::from);
        for text in texts.chain(["", "a\"b\\c\n", "é雪😀\u{2028}\u{7f}/"].map(String::from)) {
            assert_eq!(quote(&text), serde_json::to_string(&text).unwrap());
        }
    }

    #[test]
    fn members_keep_their_order() {
        let written = ObjectWriter::new().string("b", "\"").json("a", "[1]").string("c", "").finish();
        assert_eq!(written, r#"{"b":"\"","a":[1],"c":""}"#);
        assert_eq!(ObjectWriter::new().finish(), "{}");
    }
}
