//! Finds every assertion in a text of any size: a HAR file, NDJSON, a log, a shell history.
//!
//! The text arrives in pieces. `scan` finds the assertions. The other modules read the text around each assertion, and
//! as little as possible of the remaining text: `json` follows the structure of JSON, `statement` finds the lines that
//! belong together, and `words` reads them. The memory for the text is bounded: see [`AssertionExtractor`].

mod compressed;
mod json;
mod key;
mod limit;
mod request;
mod settle;
mod statement;
#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "a test that panics fails, as it should")]
mod tests;
mod time;
mod words;

use crate::error::{Error, ErrorCode, Result};
use crate::scan::{self, Kind, Sighting, Text};
use crate::secret::Quoted;
use crate::timestamp::UnixTime;
use json::{Event, Structure};
use limit::Permit;
use request::{Request, Shared};
use std::collections::VecDeque;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;
pub use time::parse_time;

/// An assertion that was found in a text, with its position and the request it belongs to.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ExtractedAssertion {
    /// The header's value as it was written, without the escapes and the line breaks of the text. A header that is
    /// longer than 8192 bytes is cut after 8193.
    pub header: String,
    /// The line of the scheme, counted from 1.
    pub line: u64,
    /// The index in a HAR file's `log.entries`, or in an array that is the whole text.
    pub entry: Option<u64>,
    /// The URL of the request as it was written, if that is known. It is cut after 2048 bytes. All assertions of a
    /// request share it.
    pub url: Option<Arc<str>>,
    /// The method of the request, if it is known. It has at most 16 bytes.
    pub method: Option<Arc<str>>,
    /// The time at which the request was sent or logged, if the text contains it. It is not the time in the token.
    pub sent_at: Option<UnixTime>,
    /// The status of the response, from 100 to 599, if the text contains it.
    pub status: Option<u16>,
}

impl fmt::Debug for ExtractedAssertion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ExtractedAssertion")
            .field("header", &Quoted(&self.header))
            .field("line", &self.line)
            .field("entry", &self.entry)
            .field("url", &self.url.as_deref().map(Quoted))
            .field("method", &self.method.as_deref().map(Quoted))
            .field("sent_at", &self.sent_at)
            .field("status", &self.status)
            .finish()
    }
}

/// An assertion for which more parts of the request may still be found.
struct Pending {
    header: String,
    line: u64,
    entry: Option<u64>,
    /// The range of the assertion in the text.
    place: Range<u64>,
    request: Request,
    context: Context,
    /// The number of open JSON levels around the assertion that can still describe its request.
    depth: usize,
    /// The end of the previous assertion.
    floor: u64,
    /// The number of bytes that the assertion takes, without the texts that it shares with others.
    weight: usize,
}

/// The text that is still to be read for an assertion.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Context {
    None,
    /// The JSON string that begins at this position.
    String(u64),
    /// The statement around the assertion.
    Statement,
    /// The whole text, if it is short and this is its only assertion.
    All,
}

/// The most bytes that are read at once.
const PIECE: usize = 32_768;
/// Fewer new bytes than this are kept until more of them, or the end of their line, arrive.
const MIN_FRESH: usize = 64;
/// A longer line of JSON is followed byte by byte even if no assertion is in it.
const MAX_SKIPPED_LINE: usize = 16_384;
/// The most pending assertions. If one request has more, the first of them are returned without the parts of the
/// request that the text contains after them.
const MAX_PENDING: usize = 512;
const MAX_PENDING_BYTES: usize = 131_072;

/// Finds assertions in a text that arrives in pieces. The text may be split anywhere.
///
/// An extractor takes at most 512 KiB of memory for any text, not counting the values that [`Self::push`] returns.
///
/// ```
/// use agent_identity_wasm::AssertionExtractor;
///
/// let mut extractor = AssertionExtractor::default();
/// let mut found = extractor.push(b"GET https://a.example\nPOST https://b.example authorization: AgentAsser")?;
/// found.extend(extractor.push(b"tion eyJhIjoxfQ 200\n")?);
/// found.extend(extractor.finish()?);
/// assert_eq!((found[0].header.as_str(), found[0].line), ("AgentAssertion eyJhIjoxfQ", 2));
/// assert_eq!(found[0].url.as_deref(), Some("https://b.example"));
/// # Ok::<(), agent_identity_wasm::Error>(())
/// ```
pub struct AssertionExtractor {
    window: Vec<u8>,
    /// The position of the window in the text.
    base: u64,
    /// The position in the window from which the scheme is searched for.
    sought: usize,
    /// The position in the window up to which lines and structure have been read.
    read: usize,
    /// The length of the window when it was last examined.
    seen: usize,
    /// The length that the window must have before it is examined again.
    needed: usize,
    state: State,
    line: u64,
    structure: Structure,
    pending: VecDeque<Pending>,
    pending_bytes: usize,
    /// The number of assertions that the text has so far.
    count: u64,
    /// The end of the last assertion.
    floor: u64,
    /// The range of the statement or string that was read last, and the request in it.
    around: Option<(Range<u64>, Request)>,
    /// The start of the line above which lines were read last, and the request in them.
    above: Option<(u64, Request)>,
    shared: Shared,
    done: Vec<ExtractedAssertion>,
    is_refused: bool,
    /// True if the text is UTF-16, in which some shells write logs. Every other byte of its ASCII characters is zero
    /// and is removed. `None` until enough bytes have arrived to decide.
    is_wide: Option<bool>,
    /// The permit that counts this extractor as open, if it was opened by [`Self::open`].
    permit: Option<Permit>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// At the start of a line, which can be the start of a JSON value.
    Start,
    /// In a line of text.
    Plain,
    Json,
}

impl Default for AssertionExtractor {
    fn default() -> Self {
        Self {
            window: Vec::new(),
            base: 0,
            sought: 0,
            read: 0,
            seen: 0,
            needed: 0,
            state: State::Start,
            line: 1,
            structure: Structure::default(),
            pending: VecDeque::new(),
            pending_bytes: 0,
            count: 0,
            floor: 0,
            around: None,
            above: None,
            shared: Shared::default(),
            done: Vec::new(),
            is_refused: false,
            is_wide: None,
            permit: None,
        }
    }
}

/// Finds every assertion in a complete text. For a text that arrives in pieces, use [`AssertionExtractor`].
pub fn extract_assertions(text: &[u8]) -> Result<Vec<ExtractedAssertion>> {
    let mut extractor = AssertionExtractor::default();
    let mut found = extractor.push(text)?;
    found.extend(extractor.finish()?);
    Ok(found)
}

impl AssertionExtractor {
    /// The most extractors that [`Self::open`] allows to be open at the same time in a process.
    pub const MAX_OPEN: usize = limit::MAX_OPEN;

    /// Opens an extractor. Fails with [`ErrorCode::MemoryExhausted`] if [`Self::MAX_OPEN`] extractors are open in this
    /// process. An extractor that [`Self::default`] makes is not counted, and making one never fails.
    pub fn open() -> Result<Self> {
        Ok(Self { permit: Some(Permit::take()?), ..Self::default() })
    }

    /// Takes the next bytes of the text. Returns the assertions that are complete. A later call returns those whose
    /// request may be described by the text that follows.
    ///
    /// Fails with [`ErrorCode::TextCompressed`] for compressed data.
    pub fn push(&mut self, bytes: &[u8]) -> Result<Vec<ExtractedAssertion>> {
        let mut rest = bytes;
        while !rest.is_empty() {
            let (piece, others) = rest.split_at_checked(PIECE).unwrap_or((rest, &[]));
            if self.is_wide == Some(true) {
                self.window.extend(piece.iter().filter(|byte| **byte != 0));
            } else {
                self.window.extend_from_slice(piece);
            }
            self.work(false)?;
            rest = others;
        }
        Ok(std::mem::take(&mut self.done))
    }

    /// Ends the text. Returns the remaining assertions. The extractor is then ready for another text.
    pub fn finish(&mut self) -> Result<Vec<ExtractedAssertion>> {
        let worked = self.work(true);
        let done = std::mem::take(&mut self.done);
        *self = Self { permit: self.permit.take(), ..Self::default() };
        worked.map(|()| done)
    }

    fn work(&mut self, is_whole: bool) -> Result<()> {
        let fresh = self.window.get(self.seen..).unwrap_or_default();
        if fresh.len() < MIN_FRESH && memchr::memchr(b'\n', fresh).is_none() && !is_whole {
            return Ok(());
        }
        self.refuse_compressed(is_whole)?;
        if self.is_wide.is_none() && (self.window.len() >= self.needed || is_whole) {
            let is_wide = matches!(
                self.window.as_slice(),
                [_, 0, _, 0, ..] | [0, _, 0, _, ..] | [0xff, 0xfe, ..] | [0xfe, 0xff, ..]
            );
            self.is_wide = Some(is_wide);
            if is_wide {
                self.window.retain(|byte| *byte != 0);
            }
        }
        if self.window.len() < self.needed && !is_whole {
            return Ok(());
        }
        loop {
            match scan::next(&Text::new(&self.window, is_whole), self.sought) {
                Ok(Some(sighting)) => {
                    self.sought = sighting.range.end;
                    if sighting.kind == Kind::Assertion {
                        self.read_to(sighting.range.start, true);
                        self.found(sighting);
                    }
                }
                Ok(None) => {
                    let decided = if is_whole { self.window.len() } else { scan::decided(&self.window) };
                    self.pause(decided, is_whole);
                    break;
                }
                Err(start) => {
                    self.pause(start, is_whole);
                    // Wait until the undecided text is twice as long, so that the cost stays linear even if the pieces
                    // are tiny.
                    let open = self.window.len().saturating_sub(start);
                    self.needed = self.window.len().saturating_add(open.min(PIECE));
                    break;
                }
            }
        }
        self.settle(is_whole);
        self.release();
        self.forget();
        self.seen = self.window.len();
        if let Some(open) = self.pending.iter().find(|pending| pending.context == Context::Statement) {
            // Wait for a quarter more than was read without a result, for the same reason.
            let open = self.window.len().saturating_sub(self.in_window(open.place.end));
            self.needed = self.needed.max(self.window.len().saturating_add(open / 4));
        }
        Ok(())
    }

    fn refuse_compressed(&mut self, is_whole: bool) -> Result<()> {
        if self.base == 0 && self.read == 0 && !self.is_refused {
            if self.window.len() < compressed::LONGEST_MAGIC && !is_whole {
                self.needed = compressed::LONGEST_MAGIC;
            } else if let Some(format) = compressed::format(&self.window) {
                self.is_refused = true;
                self.window.clear();
                return Err(refusal(format));
            }
        }
        if self.is_refused && !is_whole {
            self.window.clear();
            return Err(refusal("compressed"));
        }
        Ok(())
    }

    /// Reads up to `at`, before which no further assertion begins.
    fn pause(&mut self, at: usize, is_whole: bool) {
        self.needed = 0;
        self.sought = self.sought.max(at);
        self.read_to(self.sought, is_whole);
    }

    /// Reads lines and structure up to `end`. If `is_decided` is false, the text before `end` may still turn out to
    /// contain an assertion; then a line of JSON that could be skipped as a whole stays unread.
    fn read_to(&mut self, end: usize, is_decided: bool) {
        while self.read < end {
            match self.state {
                State::Start => {
                    if !self.start_line(end, is_decided) {
                        return;
                    }
                }
                State::Plain => self.plain(end),
                State::Json => self.json(end),
            }
        }
    }

    /// Reads the start of a line. Returns false if more of the line is needed.
    fn start_line(&mut self, end: usize, is_decided: bool) -> bool {
        let line = self.window.get(self.read..end).unwrap_or_default();
        // Skip white space and the bytes of a byte order mark.
        let first = line
            .iter()
            .position(|byte| !matches!(byte, b' ' | b'\t' | b'\r' | 0xef | 0xbb | 0xbf | 0xfe | 0xff));
        let start = self.read.saturating_add(first.unwrap_or_default());
        match first.and_then(|first| line.get(first)) {
            None => self.read = end,
            Some(b'{' | b'[') => {
                let newline = memchr::memchr(b'\n', line).filter(|length| *length <= MAX_SKIPPED_LINE);
                if newline.is_none() && !is_decided && line.len() <= MAX_SKIPPED_LINE {
                    return false;
                }
                match newline.filter(|length| line.get(..*length).is_some_and(is_closed)) {
                    Some(length) => {
                        self.read = self.read.saturating_add(length).saturating_add(1);
                        self.line = self.line.saturating_add(1);
                    }
                    None => {
                        self.read = start;
                        self.structure = Structure::default();
                        self.state = State::Json;
                    }
                }
            }
            Some(_) => self.state = State::Plain,
        }
        true
    }

    fn plain(&mut self, end: usize) {
        let rest = self.window.get(self.read..end).unwrap_or_default();
        let Some(length) = memchr::memchr(b'\n', rest) else {
            self.read = end;
            return;
        };
        let line_end = self.read.saturating_add(length);
        let line = self.window.get(..line_end).unwrap_or_default();
        if !statement::is_continued(line) {
            self.state = State::Start;
        }
        self.read = line_end.saturating_add(1);
        self.line = self.line.saturating_add(1);
    }

    fn json(&mut self, end: usize) {
        let bytes = self.window.get(..end).unwrap_or_default();
        match self.structure.read(bytes, &mut self.read, self.base) {
            Event::End => {}
            Event::NewLine => self.line = self.line.saturating_add(1),
            Event::StringEnd => self.settle_strings(self.read),
            Event::Closed => self.closed(),
            Event::Fault => self.give_up_json(),
        }
    }

    fn closed(&mut self) {
        let Some(closed) = self.structure.close() else { return };
        // The assertions share the texts of the request, so the first one accounts for their size.
        let mut weight = closed.request.weight();
        for pending in self.pending.iter_mut().rev().take_while(|pending| pending.depth > closed.depth) {
            pending.request.fill(&closed.request);
            let own = std::mem::take(&mut weight);
            pending.weight = pending.weight.saturating_add(own);
            self.pending_bytes = self.pending_bytes.saturating_add(own);
            // The next element beside the closed level does not describe the assertion.
            pending.depth = closed.depth;
        }
        if closed.ends_record {
            self.end_record();
        }
        if closed.depth == 0 {
            self.state = State::Start;
            self.structure = Structure::default();
        }
    }

    /// Stops reading JSON, because the text is not JSON from here on. A new JSON value follows if one can begin here,
    /// and the rest of a line of text otherwise.
    fn give_up_json(&mut self) {
        let starts_value =
            self.structure.starts_line && matches!(self.window.get(self.read), Some(b'{' | b'['));
        self.settle_strings(self.read);
        for pending in
            self.pending.iter_mut().filter(|pending| pending.depth > 0 && pending.line == self.line)
        {
            pending.context = Context::Statement;
            pending.entry = None;
        }
        self.end_record();
        self.structure = Structure::default();
        self.state = if starts_value { State::Start } else { State::Plain };
    }

    /// Ends a record: no JSON that follows describes the assertions that were found.
    fn end_record(&mut self) {
        for pending in self.pending.iter_mut().rev().take_while(|pending| pending.depth > 0) {
            pending.depth = 0;
        }
    }

    fn found(&mut self, sighting: Sighting) {
        self.count = self.count.saturating_add(1);
        let is_json = self.state == State::Json;
        let string = if is_json { self.structure.string_start() } else { None };
        let place = self.place(sighting.range.start)..self.place(sighting.range.end);
        let context = match string {
            // The string consists of the header, so there is nothing else to read in it.
            Some(start) if start == place.start && self.window.get(sighting.range.end) == Some(&b'"') => {
                Context::None
            }
            Some(start) => Context::String(start),
            None => Context::Statement,
        };
        let weight = sighting.header.len().saturating_add(size_of::<Pending>());
        self.pending_bytes = self.pending_bytes.saturating_add(weight);
        self.pending.push_back(Pending {
            header: sighting.header,
            line: self.line,
            entry: self.structure.entry(),
            place,
            request: Request::default(),
            context,
            depth: if is_json { self.structure.depth().max(1) } else { 0 },
            floor: self.floor,
            weight,
        });
        self.floor = self.place(sighting.range.end);
        self.settle_until(self.read, false);
        self.release();
        while self.pending.len() > MAX_PENDING || self.pending_bytes > MAX_PENDING_BYTES {
            self.release_first();
        }
    }

    fn place(&self, at: usize) -> u64 {
        u64::try_from(at).map_or(self.base, |at| self.base.saturating_add(at))
    }

    /// Converts a position in the text to one in the window. Returns the start of the window if the position is before
    /// it.
    fn in_window(&self, place: u64) -> usize {
        usize::try_from(place.saturating_sub(self.base)).unwrap_or(usize::MAX)
    }
}

fn refusal(format: &str) -> Error {
    Error::new(
        ErrorCode::TextCompressed,
        format!(
            "the text is compressed ({format}); decompress it first, with gunzip or DecompressionStream for example"
        ),
    )
}

/// True if a line of JSON has as many closing brackets as opening ones, and ends with a closing one.
fn is_closed(line: &[u8]) -> bool {
    let count = |byte| memchr::memchr_iter(byte, line).count();
    matches!(line.trim_ascii_end(), [.., b'}' | b']'])
        && count(b'{') == count(b'}')
        && count(b'[') == count(b']')
}
