use super::spot::Spotter;

/// More of a line or of a string is not read for its URL.
const LONGEST_TEXT: usize = 8192;

/// A line of text, or a string in JSON.
#[derive(Default)]
pub(super) struct Segment {
    pub spotter: Spotter,
    pub text: Vec<u8>,
    pub is_header: bool,
    /// How many assertions were found in it.
    pub found: usize,
    last: u8,
}

impl Segment {
    pub(super) fn begin(&mut self, is_header: bool) {
        self.text.clear();
        self.spotter = Spotter::new(is_header);
        self.is_header = is_header;
        self.found = 0;
        self.last = 0;
    }

    pub(super) fn keep(&mut self, byte: u8) {
        if byte != b'\r' {
            self.last = byte;
        }
        if self.text.len() < LONGEST_TEXT {
            self.text.push(byte);
        }
    }

    /// As [`Self::keep`] does one by one, where the spotter is idle and stays so.
    pub(super) fn pass(&mut self, bytes: &[u8]) {
        if let Some(last) = bytes.iter().rfind(|byte| **byte != b'\r') {
            self.last = *last;
        }
        self.text.extend(bytes.iter().take(LONGEST_TEXT.saturating_sub(self.text.len())));
        self.spotter.pass(bytes);
    }

    /// As a command of a shell does that goes on in the next line.
    pub(super) fn ends_in_backslash(&self) -> bool {
        self.last == b'\\'
    }
}
