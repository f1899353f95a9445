//! Finds the end of a JSON value by the grammar of RFC 8259. Nested values take memory on the heap, never on the stack.

/// A violation of the grammar, and the byte at which it was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    pub what: &'static str,
    pub at: usize,
}

pub(super) type Result<T> = std::result::Result<T, Fault>;

pub(super) struct Scanner<'a> {
    text: &'a str,
    at: usize,
}

#[derive(Clone, Copy)]
enum Container {
    Array,
    Object,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    pub(super) fn position(&self) -> usize {
        self.at
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    #[expect(
        clippy::arithmetic_side_effects,
        reason = "only over bytes that are there: `at` stays below a length"
    )]
    fn step(&mut self, bytes: usize) {
        self.at += bytes;
    }

    pub(super) fn white_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.step(1);
        }
    }

    /// Steps over `byte` if it is next.
    pub(super) fn take(&mut self, byte: u8) -> bool {
        let is_next = self.peek() == Some(byte);
        self.step(usize::from(is_next));
        is_next
    }

    pub(super) fn expect(&mut self, byte: u8, what: &'static str) -> Result<()> {
        if self.take(byte) { Ok(()) } else { self.fault(what) }
    }

    pub(super) fn fault<T>(&self, what: &'static str) -> Result<T> {
        Err(Fault { what, at: self.at })
    }

    fn since(&self, start: usize) -> &'a str {
        self.text.get(start..self.at).unwrap_or_default()
    }

    /// Reads a string. Returns it as it is written, with its quotes.
    pub(super) fn string(&mut self) -> Result<&'a str> {
        let start = self.at;
        self.expect(b'"', "expected a string")?;
        self.unescaped();
        while !self.take(b'"') {
            match self.peek() {
                None => return self.fault("a string does not end"),
                Some(b'\\') => self.escape()?,
                Some(_) => return self.fault("a control character stands in a string"),
            }
            self.unescaped();
        }
        Ok(self.since(start))
    }

    /// Steps over the unescaped characters of a string.
    fn unescaped(&mut self) {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        let unescaped = rest.iter().take_while(|byte| !matches!(byte, b'"' | b'\\' | 0..0x20));
        self.at = self.at.saturating_add(unescaped.count());
    }

    fn escape(&mut self) -> Result<()> {
        self.step(1);
        let digits = match self.peek() {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => 0,
            Some(b'u') => 4,
            _ => return self.fault("there is no such escape"),
        };
        self.step(1);
        for _ in 0..digits {
            match self.peek() {
                Some(digit) if digit.is_ascii_hexdigit() => self.step(1),
                _ => return self.fault("an escape lacks a hexadecimal digit"),
            }
        }
        Ok(())
    }

    /// Reads `"name" :`, up to the value. Returns the name with its quotes.
    pub(super) fn name(&mut self) -> Result<&'a str> {
        self.white_space();
        let name = self.string()?;
        self.white_space();
        self.expect(b':', "expected a colon")?;
        Ok(name)
    }

    /// Reads any value. Returns it as it is written.
    pub(super) fn value(&mut self) -> Result<&'a str> {
        self.white_space();
        let start = self.at;
        let mut open = Vec::new();
        loop {
            self.white_space();
            if let Some(container) = self.scalar_or_start()? {
                open.push(container);
                continue;
            }
            if self.close_all(&mut open)? {
                return Ok(self.since(start));
            }
        }
    }

    /// Steps over a scalar or an empty container, or enters a container that has elements and returns its kind.
    fn scalar_or_start(&mut self) -> Result<Option<Container>> {
        match self.peek() {
            Some(b'"') => self.string().map(|_| None),
            Some(b'[') => self.enter(b']', Container::Array),
            Some(b'{') => self.enter(b'}', Container::Object),
            Some(b'-' | b'0'..=b'9') => self.number().map(|()| None),
            _ => self.literal().map(|()| None),
        }
    }

    fn enter(&mut self, end: u8, container: Container) -> Result<Option<Container>> {
        self.step(1);
        self.white_space();
        if self.take(end) {
            return Ok(None);
        }
        if let Container::Object = container {
            self.name()?;
        }
        Ok(Some(container))
    }

    /// Closes the containers that end after a value. Returns true if no container is open any more, and false if
    /// another value follows.
    fn close_all(&mut self, open: &mut Vec<Container>) -> Result<bool> {
        while let Some(container) = open.last() {
            self.white_space();
            let (end, what) = match container {
                Container::Array => (b']', "expected a comma or ]"),
                Container::Object => (b'}', "expected a comma or }"),
            };
            if self.take(b',') {
                if let Container::Object = container {
                    self.name()?;
                }
                return Ok(false);
            }
            self.expect(end, what)?;
            open.pop();
        }
        Ok(true)
    }

    fn literal(&mut self) -> Result<()> {
        let rest = self.text.get(self.at..).unwrap_or_default();
        match ["true", "false", "null"].iter().find(|literal| rest.starts_with(**literal)) {
            Some(literal) => self.step(literal.len()),
            None => return self.fault("expected a value"),
        }
        Ok(())
    }

    fn number(&mut self) -> Result<()> {
        self.take(b'-');
        if !self.take(b'0') {
            self.digits()?;
        }
        if self.take(b'.') {
            self.digits()?;
        }
        if self.take(b'e') || self.take(b'E') {
            let _sign = self.take(b'+') || self.take(b'-');
            self.digits()?;
        }
        Ok(())
    }

    fn digits(&mut self) -> Result<()> {
        let start = self.at;
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.step(1);
        }
        if self.at == start { self.fault("a number lacks a digit") } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::de::IgnoredAny;

    /// True if the text is one value with optional white space around it.
    fn is_json(text: &str) -> bool {
        let mut scanner = Scanner::new(text);
        let is_value = scanner.value().is_ok();
        scanner.white_space();
        is_value && scanner.peek().is_none()
    }

    fn agrees(text: &str) {
        let theirs = serde_json::from_str::<IgnoredAny>(text).is_ok();
        assert_eq!(is_json(text), theirs, "{text:?}");
    }

    #[test]
    fn reads_what_serde_json_reads_in_every_text_of_five_tokens() {
        let tokens = [
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"a\"",
            "\"\\u00e9\"",
            "\"\\x\"",
            "\"",
            "\\",
            "0",
            "-",
            "1",
            ".",
            "e",
            "+",
            "true",
            "nul",
            " ",
            "\n",
            "\u{b}",
            "\u{1}",
            "é",
        ];
        for first in tokens {
            for second in tokens {
                for third in tokens {
                    agrees(&[first, second, third].concat());
                    for fourth in ["]", "}", "\"", "1", ",", ":1}"] {
                        agrees(&[first, second, third, fourth].concat());
                        agrees(&["[", first, second, third, fourth].concat());
                        agrees(&["{\"a\":", first, second, third, fourth].concat());
                    }
                }
            }
        }
    }

    #[test]
    fn reads_what_serde_json_reads_when_a_byte_changes() {
        let text =
            r#" {"a" : [1, -2.50e+10, {"b":"\u00e9\\\"x"}, [], {}], "c":null,"d":true ,"e":{"f":[[0]]}} "#;
        for at in 0..text.len() {
            for byte in 0..128 {
                let mut changed = text.as_bytes().to_vec();
                changed[at] = byte;
                agrees(std::str::from_utf8(&changed).unwrap());
            }
            agrees(&text[..at]);
            agrees(&text[at..]);
        }
    }

    #[test]
    fn deep_nesting_does_not_overflow_the_stack() {
        let deep = format!("{}1{}", "[{\"a\":".repeat(200_000), "}]".repeat(200_000));
        assert!(is_json(&deep));
        assert!(!is_json(&deep[1..]));
    }
}
