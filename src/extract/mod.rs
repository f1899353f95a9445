//! Every assertion in a text of any size: a HAR file, NDJSON, a log, a shell history.
//!
//! The text comes in pieces and is looked at once, byte by byte; what is kept of it is bounded. `json` follows the
//! structure, `unescape` and `spot` the text in it, `request` reads URL and method off a line.

mod json;
mod key;
mod request;
mod segment;
mod spot;
#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "a test that panics fails, as it should")]
mod tests;
mod unescape;

use json::{Structure, Token};
use key::Key;
use request::Request;
use segment::Segment;
use unescape::Unescape;

/// An assertion, and where it stood.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ExtractedAssertion {
    /// The header's value as it was written, without JSON's escapes. What is longer than any header may be is cut.
    pub header: String,
    /// The line, counted from 1.
    pub line: u64,
    /// The index in a HAR file's `log.entries`, or in an array that is the whole text.
    pub entry: Option<u64>,
    /// Where the request went, as it was written, where that is known.
    pub url: Option<String>,
    /// How it was sent, where that is known.
    pub method: Option<String>,
}

/// An assertion whose request may still be read.
struct Pending {
    found: ExtractedAssertion,
    depth: usize,
}

/// What stands for one request can hold more: then the first go out without what follows them.
const MOST_PENDING: usize = 1024;
const LEFT_PENDING: usize = 64;
const LONGEST_PREFIX: usize = 512;

/// Finds assertions in a text that comes in pieces, wherever it is cut.
///
/// ```
/// use agent_identity_wasm::AssertionExtractor;
///
/// let mut extractor = AssertionExtractor::default();
/// let mut found = extractor.push(b"GET https://a.example\nPOST https://b.example authorization: AgentAsser");
/// found.extend(extractor.push(b"tion eyJhIjoxfQ 200\n"));
/// found.extend(extractor.finish());
/// assert_eq!((found[0].header.as_str(), found[0].line), ("AgentAssertion eyJhIjoxfQ", 2));
/// assert_eq!(found[0].url.as_deref(), Some("https://b.example"));
/// ```
pub struct AssertionExtractor {
    state: State,
    line: u64,
    /// The line so far, where it began as JSON: it may turn out to be none.
    prefix: Vec<u8>,
    structure: Structure,
    unescape: Unescape,
    segment: Segment,
    /// The request line above, in a dump of a request.
    above: Request,
    pending: Vec<Pending>,
    done: Vec<ExtractedAssertion>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// Where a value of JSON can begin.
    Start,
    Plain,
    Json,
    Name,
    Text,
}

impl Default for AssertionExtractor {
    fn default() -> Self {
        Self {
            state: State::Start,
            line: 1,
            prefix: Vec::new(),
            structure: Structure::default(),
            unescape: Unescape::default(),
            segment: Segment::default(),
            above: Request::default(),
            pending: Vec::new(),
            done: Vec::new(),
        }
    }
}

/// As [`AssertionExtractor`], for a text that is there as a whole.
pub fn extract_assertions(text: &[u8]) -> Vec<ExtractedAssertion> {
    let mut extractor = AssertionExtractor::default();
    let mut found = extractor.push(text);
    found.extend(extractor.finish());
    found
}

impl AssertionExtractor {
    /// Takes the next bytes. Answers what is known by now; the rest comes later.
    pub fn push(&mut self, bytes: &[u8]) -> Vec<ExtractedAssertion> {
        let mut rest = bytes;
        while let Some((first, others)) = rest.split_first() {
            let (dull, after) = rest.split_at_checked(self.dull(rest)).unwrap_or((rest, &[]));
            if dull.is_empty() {
                self.byte(*first);
                rest = others;
            } else {
                self.pass(dull);
                rest = after;
            }
        }
        std::mem::take(&mut self.done)
    }

    /// How many of the next bytes are text that begins or ends nothing: most of most texts.
    fn dull(&self, bytes: &[u8]) -> usize {
        let in_string = matches!(self.state, State::Name | State::Text) && self.unescape.is_idle();
        if !(in_string || self.state == State::Plain) || !self.segment.spotter.is_idle() {
            return 0;
        }
        let ends_string = |byte: u8| in_string && matches!(byte, b'"' | b'\\');
        let is_dull =
            |byte: &&u8| !matches!(**byte, 0 | b'\n') && !spot::is_start(**byte) && !ends_string(**byte);
        bytes.iter().take_while(is_dull).count()
    }

    fn pass(&mut self, dull: &[u8]) {
        if self.state != State::Plain {
            let room = LONGEST_PREFIX.saturating_sub(self.prefix.len());
            self.prefix.extend(dull.iter().take(room));
        }
        self.segment.pass(dull);
    }

    /// The text is over. Answers what was still open, and is ready for another text.
    pub fn finish(&mut self) -> Vec<ExtractedAssertion> {
        self.end_line();
        self.end_record();
        self.structure.levels.clear();
        self.state = State::Start;
        self.above = Request::default();
        self.line = 1;
        std::mem::take(&mut self.done)
    }

    fn byte(&mut self, byte: u8) {
        match byte {
            // In UTF-16, as some shells write logs, every other byte of ASCII is one.
            0 => {}
            b'\n' => self.new_line(),
            _ => {
                if self.state != State::Plain && self.prefix.len() < LONGEST_PREFIX {
                    self.prefix.push(byte);
                }
                self.inside(byte);
            }
        }
    }

    fn inside(&mut self, byte: u8) {
        match self.state {
            State::Start => self.start(byte),
            State::Plain => self.text(byte),
            State::Json => self.structural(byte),
            State::Name | State::Text => self.string(byte),
        }
    }

    fn start(&mut self, byte: u8) {
        match byte {
            // White space, and the bytes of a byte order mark.
            b' ' | b'\t' | b'\r' | 0xef | 0xbb | 0xbf | 0xfe | 0xff => {}
            b'{' | b'[' => {
                self.structure = Structure::default();
                self.state = State::Json;
                self.structural(byte);
            }
            _ => {
                self.give_up_json();
                // It stands in the prefix already.
                self.spot(byte);
            }
        }
    }

    /// The rest of the line is read as text.
    fn give_up_json(&mut self) {
        self.structure = Structure::default();
        self.state = State::Plain;
        self.segment.begin(false);
        self.segment.text.append(&mut self.prefix);
    }

    fn structural(&mut self, byte: u8) {
        match self.structure.byte(byte) {
            Token::Nothing => {}
            Token::Name => self.begin_string(State::Name, false),
            Token::Text(key) => self.begin_string(State::Text, key == Key::Header),
            Token::Closed => self.closed(),
            Token::Fault if self.structure.starts_line && matches!(byte, b'{' | b'[') => {
                self.end_record();
                self.state = State::Start;
                self.start(byte);
            }
            Token::Fault => {
                self.give_up_json();
                self.spot(byte);
            }
        }
    }

    fn begin_string(&mut self, state: State, is_header: bool) {
        self.state = state;
        self.unescape = Unescape::default();
        self.segment.begin(is_header);
    }

    fn string(&mut self, byte: u8) {
        if byte == b'"' && !self.unescape.is_open() {
            return self.end_string();
        }
        let decoded = self.unescape.byte(byte);
        for byte in decoded.as_bytes() {
            self.text(*byte);
        }
    }

    fn end_string(&mut self) {
        let rest = self.unescape.end();
        for byte in rest.as_bytes() {
            self.text(*byte);
        }
        self.end_segment();
        if self.state == State::Name {
            self.structure.named(Key::of(&self.segment.text));
        } else {
            self.structure.valued(&self.segment.text);
        }
        self.state = State::Json;
    }

    fn text(&mut self, byte: u8) {
        self.segment.keep(byte);
        self.spot(byte);
    }

    fn spot(&mut self, byte: u8) {
        if let Some(header) = self.segment.spotter.byte(byte) {
            self.found(&header);
        }
    }

    fn found(&mut self, header: &[u8]) {
        if self.pending.len() >= MOST_PENDING {
            self.release_all_but(LEFT_PENDING);
        }
        let found = ExtractedAssertion {
            header: request::text(header),
            line: self.line,
            entry: self.structure.entry(),
            url: None,
            method: None,
        };
        self.segment.found = self.segment.found.saturating_add(1);
        self.pending.push(Pending { found, depth: self.structure.depth() });
    }

    /// A line or a string is over: what its own words tell of the request is for what was found in it.
    fn end_segment(&mut self) {
        if let Some(header) = self.segment.spotter.end() {
            self.found(&header);
        }
        let is_line = self.state == State::Plain;
        let found = std::mem::take(&mut self.segment.found);
        if is_line {
            self.above.update(&self.segment.text);
        }
        if self.segment.is_header || found == 0 {
            return;
        }
        let mut request = Request::read(&self.segment.text);
        if is_line {
            request.or(&self.above);
        }
        let first = self.pending.len().saturating_sub(found);
        for pending in self.pending.iter_mut().skip(first) {
            request.give(&mut pending.found);
        }
    }

    fn closed(&mut self) {
        let Some(closed) = self.structure.close() else { return };
        for pending in self.pending.iter_mut().rev().take_while(|pending| pending.depth > closed.depth) {
            closed.request.give(&mut pending.found);
            // What the next neighbour says is not about it.
            pending.depth = closed.depth;
        }
        if closed.ends_record {
            self.end_record();
        }
        if closed.depth == 0 {
            self.state = State::Start;
        }
    }

    fn new_line(&mut self) {
        let goes_on = self.state == State::Plain && self.segment.ends_in_backslash();
        if goes_on {
            self.text(b' ');
        } else {
            self.end_line();
        }
        self.line = self.line.saturating_add(1);
    }

    /// JSON goes over lines, but none of its strings does: what was left open is none.
    fn end_line(&mut self) {
        self.prefix.clear();
        match self.state {
            State::Json => {
                self.structure.new_line();
                return;
            }
            State::Start => self.above = Request::default(),
            State::Plain | State::Name | State::Text => self.end_segment(),
        }
        self.end_record();
        self.structure = Structure::default();
        self.state = State::Start;
    }

    fn end_record(&mut self) {
        self.release_all_but(0);
    }

    #[expect(clippy::disallowed_methods, reason = "there is no more to release than there is")]
    fn release_all_but(&mut self, kept: usize) {
        let released = self.pending.len().saturating_sub(kept);
        self.done.extend(self.pending.drain(..released).map(|pending| pending.found));
    }
}
