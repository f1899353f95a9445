//! Decodes the content of a JSON string byte by byte, even if it is not well-formed. An escape that JSON does not
//! define is decoded without its backslash.

#[derive(Clone, Copy, Default)]
enum State {
    #[default]
    Plain,
    Backslash,
    Hex {
        unit: u32,
        digits: u8,
    },
}

/// Decodes a string whose bytes arrive one by one.
#[derive(Default)]
pub(crate) struct Unescape {
    state: State,
    /// The first half of a surrogate pair.
    half: Option<u32>,
    text: Vec<u8>,
}

impl Unescape {
    /// True if the next byte belongs to an escape, so that a quote does not end the string.
    pub(crate) fn is_escape_open(&self) -> bool {
        matches!(self.state, State::Backslash)
    }

    /// Returns how many bytes the text has so far.
    pub(crate) fn len(&self) -> usize {
        self.text.len()
    }

    pub(crate) fn push(&mut self, byte: u8) {
        match self.state {
            State::Plain if byte == b'\\' => self.state = State::Backslash,
            State::Plain => self.itself(byte),
            State::Backslash => self.escape(byte),
            State::Hex { unit, digits } => match char::from(byte).to_digit(16) {
                Some(digit) => self.digit(unit << 4 | digit, digits.saturating_add(1)),
                None => {
                    self.state = State::Plain;
                    self.push(byte);
                }
            },
        }
    }

    /// Ends the string. Returns its text; if that is not UTF-8, its ASCII characters, with `?` for each other byte.
    pub(crate) fn finish(mut self) -> String {
        self.end_half();
        lossy(&self.text)
    }

    fn end_half(&mut self) {
        if let Some(half) = self.half.take() {
            self.character(half);
        }
    }

    fn itself(&mut self, byte: u8) {
        self.end_half();
        self.text.push(byte);
    }

    fn character(&mut self, code_point: u32) {
        let character = char::from_u32(code_point).unwrap_or(char::REPLACEMENT_CHARACTER);
        self.text.extend(character.encode_utf8(&mut [0; 4]).bytes());
    }

    fn escape(&mut self, byte: u8) {
        self.state = State::Plain;
        match byte {
            b'u' => self.state = State::Hex { unit: 0, digits: 0 },
            b'b' => self.itself(8),
            b'f' => self.itself(12),
            b'n' => self.itself(b'\n'),
            b'r' => self.itself(b'\r'),
            b't' => self.itself(b'\t'),
            _ => self.itself(byte),
        }
    }

    fn digit(&mut self, unit: u32, digits: u8) {
        if digits < 4 {
            self.state = State::Hex { unit, digits };
            return;
        }
        self.state = State::Plain;
        let (half, low) = (self.half.take(), unit.wrapping_sub(0xdc00));
        match half {
            Some(half) if low < 0x400 => {
                let high = half.wrapping_sub(0xd800) << 10;
                return self.character(high.saturating_add(low).saturating_add(0x1_0000));
            }
            Some(half) => self.character(half),
            None => {}
        }
        if (0xd800..0xdc00).contains(&unit) {
            self.half = Some(unit);
        } else {
            self.character(unit);
        }
    }
}

/// Decodes the content of a JSON string, even if it is not well-formed.
pub(crate) fn unescape(content: &[u8]) -> String {
    if !content.contains(&b'\\') {
        return lossy(content);
    }
    let mut unescape = Unescape::default();
    content.iter().for_each(|byte| unescape.push(*byte));
    unescape.finish()
}

/// Decodes UTF-8. If the bytes are not valid UTF-8, keeps the ASCII bytes and replaces each other byte with `?`.
fn lossy(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().map(|byte| if byte.is_ascii() { char::from(*byte) } else { '?' }).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(content: &str) -> String {
        let mut decoder = Unescape::default();
        content.bytes().for_each(|byte| decoder.push(byte));
        let text = decoder.finish();
        assert_eq!(unescape(content.as_bytes()), text);
        text
    }

    #[test]
    fn reads_what_serde_json_reads() {
        for content in [
            "",
            "plain é 雪 😀",
            r#"\"\\\/\b\f\n\r\t"#,
            r"\u0041\u00e9\u96EA\ud83d\ude00\u0000\u002d",
            r"\ud83d\ude00x\ud83d\ude01",
        ] {
            assert_eq!(decoded(content), serde_json::from_str::<String>(&format!("\"{content}\"")).unwrap());
        }
    }

    #[test]
    fn unpaired_surrogates_and_unknown_escapes_are_accepted() {
        for (content, text) in [
            (r"\ud83d", "\u{fffd}"),
            (r"\ude00x", "\u{fffd}x"),
            (r"\ud83dx", "\u{fffd}x"),
            (r"\ud83d\u0041", "\u{fffd}A"),
            (r"\ud83d\ud83d\ude00", "\u{fffd}😀"),
            (r"\q\u00x", "qx"),
            (r"\u\n", "\n"),
        ] {
            assert_eq!(decoded(content), text, "{content}");
        }
    }
}
