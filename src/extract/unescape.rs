//! The escapes of a JSON string that comes byte by byte. What is no escape stands for itself.

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

#[derive(Default)]
pub(super) struct Unescape {
    state: State,
    /// The first half of a surrogate pair.
    half: Option<u32>,
}

/// A few bytes.
#[derive(Clone, Copy, Default)]
pub(super) struct Bytes {
    bytes: [u8; 8],
    length: usize,
}

impl Bytes {
    pub(super) fn as_bytes(&self) -> &[u8] {
        self.bytes.get(..self.length).unwrap_or_default()
    }

    fn push(&mut self, byte: u8) {
        if let Some(place) = self.bytes.get_mut(self.length) {
            *place = byte;
            self.length = self.length.saturating_add(1);
        }
    }

    fn character(&mut self, code_point: u32) {
        let character = char::from_u32(code_point).unwrap_or(char::REPLACEMENT_CHARACTER);
        for byte in character.encode_utf8(&mut [0; 4]).bytes() {
            self.push(byte);
        }
    }
}

impl Unescape {
    /// Whether the next byte belongs to an escape, so that a quote ends nothing.
    pub(super) fn is_open(&self) -> bool {
        matches!(self.state, State::Backslash)
    }

    /// Whether a byte that is no backslash stands for itself.
    pub(super) fn is_idle(&self) -> bool {
        matches!(self.state, State::Plain) && self.half.is_none()
    }

    pub(super) fn byte(&mut self, byte: u8) -> Bytes {
        match self.state {
            State::Plain if byte == b'\\' => {
                self.state = State::Backslash;
                Bytes::default()
            }
            State::Plain => self.itself(byte),
            State::Backslash => self.escape(byte),
            State::Hex { unit, digits } => match char::from(byte).to_digit(16) {
                Some(digit) => self.digit(unit << 4 | digit, digits.saturating_add(1)),
                None => {
                    self.state = State::Plain;
                    self.byte(byte)
                }
            },
        }
    }

    /// The string is over.
    pub(super) fn end(&mut self) -> Bytes {
        let mut out = Bytes::default();
        if let Some(half) = self.half.take() {
            out.character(half);
        }
        out
    }

    fn itself(&mut self, byte: u8) -> Bytes {
        let mut out = self.end();
        out.push(byte);
        out
    }

    fn escape(&mut self, byte: u8) -> Bytes {
        self.state = State::Plain;
        match byte {
            b'u' => {
                self.state = State::Hex { unit: 0, digits: 0 };
                Bytes::default()
            }
            b'b' => self.itself(8),
            b'f' => self.itself(12),
            b'n' => self.itself(b'\n'),
            b'r' => self.itself(b'\r'),
            b't' => self.itself(b'\t'),
            _ => self.itself(byte),
        }
    }

    fn digit(&mut self, unit: u32, digits: u8) -> Bytes {
        if digits < 4 {
            self.state = State::Hex { unit, digits };
            return Bytes::default();
        }
        self.state = State::Plain;
        let (half, low) = (self.half.take(), unit.wrapping_sub(0xdc00));
        let mut out = Bytes::default();
        if let (Some(half), true) = (half, low < 0x400) {
            let high = half.wrapping_sub(0xd800) << 10;
            out.character(high.saturating_add(low).saturating_add(0x1_0000));
            return out;
        }
        if let Some(half) = half {
            out.character(half);
        }
        if (0xd800..0xdc00).contains(&unit) {
            self.half = Some(unit);
        } else {
            out.character(unit);
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(content: &str) -> String {
        let mut unescape = Unescape::default();
        let mut bytes: Vec<u8> = content.bytes().flat_map(|b| unescape.byte(b).as_bytes().to_vec()).collect();
        bytes.extend(unescape.end().as_bytes());
        String::from_utf8(bytes).unwrap()
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
    fn half_a_pair_and_what_is_no_escape_do_no_harm() {
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
