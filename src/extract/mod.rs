//! Every assertion in a text of any size: a HAR file, NDJSON, a log, a shell history.
//!
//! The text comes in pieces. `scan` finds the assertions; the rest looks at what is around each, and as little as possible
//! at anything else: `json` follows the structure of JSON, `statement` finds the lines that belong together, and `words`
//! reads them. What is kept of the text is bounded: see [`AssertionExtractor`].

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

/// An assertion, and where it stood.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ExtractedAssertion {
    /// The header's value as it was written, without the escapes and the line breaks of the text. A header that is longer
    /// than 8192 bytes is cut after 8193.
    pub header: String,
    /// The line of the scheme, counted from 1.
    pub line: u64,
    /// The index in a HAR file's `log.entries`, or in an array that is the whole text.
    pub entry: Option<u64>,
    /// The URL of the request as it was written, if that is known. It is cut after 2048 bytes. All assertions of a request
    /// share it.
    pub url: Option<Arc<str>>,
    /// How the request was sent, if that is known: at most 16 bytes.
    pub method: Option<Arc<str>>,
    /// When the request was sent or logged, if the text tells. It is not the time in the token.
    pub sent_at: Option<UnixTime>,
    /// The status of the answer, if the text tells: 100 to 599.
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

/// An assertion whose request may still be read.
struct Pending {
    header: String,
    line: u64,
    entry: Option<u64>,
    /// Its range in the text.
    place: Range<u64>,
    request: Request,
    context: Context,
    /// The number of levels of JSON around it that are open and can say something about it.
    depth: usize,
    /// The end of the assertion before it.
    floor: u64,
    /// How many bytes it takes, with what nothing else shares.
    weight: usize,
}

/// The text that is still to be read for an assertion.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Context {
    None,
    /// The string of JSON that begins there.
    String(u64),
    /// The statement around it.
    Statement,
    /// The whole text, if it is short and this is its only assertion.
    All,
}

/// The bytes that are read at once.
const PIECE: usize = 32_768;
/// Fewer bytes wait for more, or for the end of their line.
const MIN_FRESH: usize = 64;
/// A longer line of JSON is followed byte by byte even if no assertion is in it.
const MAX_SKIPPED_LINE: usize = 16_384;
/// One request can have more assertions. Then the first are returned without what the text says after them.
const MAX_PENDING: usize = 512;
const MAX_PENDING_BYTES: usize = 131_072;

/// Finds assertions in a text that comes in pieces, wherever it is cut.
///
/// It takes at most 512 KiB, whatever the text, beside what [`Self::push`] returns.
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
    /// The scheme is looked for from this position of the window on.
    sought: usize,
    /// Lines and structure are read up to this position of the window.
    read: usize,
    /// The length of the window when it was last worked on.
    seen: usize,
    /// Nothing new can be found before the window is so long.
    needed: usize,
    state: State,
    line: u64,
    structure: Structure,
    pending: VecDeque<Pending>,
    pending_bytes: usize,
    /// How many assertions the text has so far.
    count: u64,
    /// The end of the last assertion.
    floor: u64,
    /// The statement or string that was read last, and what it says; and the same for what stands above a line.
    around: Option<(Range<u64>, Request)>,
    above: Option<(u64, Request)>,
    shared: Shared,
    done: Vec<ExtractedAssertion>,
    is_refused: bool,
    /// True for UTF-16, as some shells write logs: every other byte of its ASCII is zero, and is left out.
    is_wide: Option<bool>,
    /// Counts this extractor among those that are open, if it was opened by [`Self::open`].
    permit: Option<Permit>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// At the start of a line, where a value of JSON can begin.
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

/// Finds every assertion in a text that is there as a whole; see [`AssertionExtractor`].
pub fn extract_assertions(text: &[u8]) -> Result<Vec<ExtractedAssertion>> {
    let mut extractor = AssertionExtractor::default();
    let mut found = extractor.push(text)?;
    found.extend(extractor.finish()?);
    Ok(found)
}

impl AssertionExtractor {
    /// The number of extractors that [`Self::open`] lets be open at the same time.
    pub const MAX_OPEN: usize = limit::MAX_OPEN;

    /// Returns an extractor, unless [`Self::MAX_OPEN`] of them are open in this process: then
    /// [`ErrorCode::MemoryExhausted`]. [`Self::default`] counts none and refuses none.
    pub fn open() -> Result<Self> {
        Ok(Self { permit: Some(Permit::take()?), ..Self::default() })
    }

    /// Takes the next bytes. Returns what is known by now; the rest comes later.
    ///
    /// Refuses compressed data with [`ErrorCode::TextCompressed`].
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

    /// The text is over. Returns what was still open, and is ready for another text.
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
                    // Twice as much as there is: so the cost stays in proportion however small the pieces are.
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
            // Waits for a quarter more than was read in vain, for the same reason.
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

    /// Nothing is found before `at`: reads up to there.
    fn pause(&mut self, at: usize, is_whole: bool) {
        self.needed = 0;
        self.sought = self.sought.max(at);
        self.read_to(self.sought, is_whole);
    }

    /// Follows lines and structure up to `end`. If not all of the text up to there `is_decided`, the start of a line of JSON
    /// that may be skipped stays unread.
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

    /// Returns false if the line cannot be read before more of it is there.
    fn start_line(&mut self, end: usize, is_decided: bool) -> bool {
        let line = self.window.get(self.read..end).unwrap_or_default();
        // White space, and the bytes of a byte order mark.
        let first = line
            .iter()
            .position(|byte| !matches!(byte, b' ' | b'\t' | b'\r' | 0xef | 0xbb | 0xbf | 0xfe | 0xff));
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
        // They share its texts.
        let mut weight = closed.request.weight();
        for pending in self.pending.iter_mut().rev().take_while(|pending| pending.depth > closed.depth) {
            pending.request.fill(&closed.request);
            let own = std::mem::take(&mut weight);
            pending.weight = pending.weight.saturating_add(own);
            self.pending_bytes = self.pending_bytes.saturating_add(own);
            // The next neighbour says nothing about it.
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

    /// The text is not JSON from here on: a new value if one can begin here, else the rest of a line of text.
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

    /// Nothing of JSON tells any more about what was found.
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
            // The string is nothing but the header, so it says nothing more.
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

    /// Returns where in the window a place of the text is, or its start if that has passed.
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

/// True if as many brackets close in a line of JSON as open, and the last byte is one that closes.
fn is_closed(line: &[u8]) -> bool {
    let count = |byte| memchr::memchr_iter(byte, line).count();
    matches!(line.trim_ascii_end(), [.., b'}' | b']'])
        && count(b'{') == count(b'}')
        && count(b'[') == count(b']')
}
