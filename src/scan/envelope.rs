//! Tells whether the characters of a token that were read so far form a complete envelope. If they do, the token ends;
//! if they do not, it may continue on the next line.

/// Decodes base64url character by character and follows the JSON object in it to its last brace.
#[derive(Clone, Copy, Default)]
pub(super) struct Progress {
    bits: u32,
    bit_count: u32,
    characters: usize,
    depth: u32,
    in_string: bool,
    is_escaped: bool,
    /// The token does not begin with a JSON object, or contains a character that is not base64url.
    is_other: bool,
    /// The number of characters that encode the object, once its last brace is read.
    complete_at: Option<usize>,
}

impl Progress {
    pub(super) fn push(&mut self, c: char) {
        self.characters = self.characters.saturating_add(1);
        let Some(sextet) = sextet(c) else {
            self.is_other = true;
            return;
        };
        self.bits = (self.bits << 6 | sextet) & 0x3fff;
        self.bit_count = self.bit_count.saturating_add(6);
        if self.bit_count >= 8 {
            self.bit_count = self.bit_count.saturating_sub(8);
            let [.., byte] = (self.bits.checked_shr(self.bit_count).unwrap_or_default()).to_be_bytes();
            self.byte(byte);
        }
    }

    fn byte(&mut self, byte: u8) {
        if self.is_other || self.complete_at.is_some() {
            return;
        }
        match byte {
            _ if self.is_escaped => self.is_escaped = false,
            b'\\' if self.in_string => self.is_escaped = true,
            b'"' => self.in_string = !self.in_string,
            _ if self.in_string => {}
            b'{' | b'[' => self.depth = self.depth.saturating_add(1),
            b'}' | b']' => self.close(),
            _ if self.depth == 0 && !byte.is_ascii_whitespace() => self.is_other = true,
            _ => {}
        }
    }

    fn close(&mut self) {
        self.depth = self.depth.saturating_sub(1);
        if self.depth == 0 {
            self.complete_at = Some(self.characters);
        }
    }

    /// True if the token can continue: it is not empty, and its JSON object has not ended.
    pub(super) fn is_open(&self) -> bool {
        !self.is_other && self.complete_at.is_none() && self.characters > 0
    }

    pub(super) fn is_complete(&self) -> bool {
        self.complete_at.is_some()
    }

    /// Returns how many characters of the token encode the object, if it is complete.
    pub(super) fn complete_at(&self) -> Option<usize> {
        self.complete_at
    }
}

fn sextet(c: char) -> Option<u32> {
    let from =
        |start: char, offset: u32| u32::from(c).saturating_sub(u32::from(start)).saturating_add(offset);
    match c {
        'A'..='Z' => Some(from('A', 0)),
        'a'..='z' => Some(from('a', 26)),
        '0'..='9' => Some(from('0', 52)),
        '-' | '+' => Some(62),
        '_' | '/' => Some(63),
        _ => None,
    }
}
