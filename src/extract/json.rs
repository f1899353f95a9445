//! Follows the structure of JSON that arrives in pieces, to find out which member a string belongs to, and which
//! members surround it.

use super::key::Key;
use super::request::Request;
use crate::scan::steps;

/// The most levels that are followed. A deeper level is read as text.
const MAX_DEPTH: usize = 128;
/// The most memory that the parts of the requests around an assertion take.
const MAX_REQUEST_BYTES: usize = 65_536;
/// The most bytes of a name that are read.
const MAX_NAME_BYTES: usize = 64;
/// The most bytes of a value that are read.
const MAX_VALUE_BYTES: usize = 6144;

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Expected {
    Name,
    Colon,
    #[default]
    Value,
    /// The rest of a number, `true`, `false` or `null`.
    Scalar,
    Comma,
}

/// The reason why reading stops.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Event {
    /// The bytes are used up.
    End,
    /// A line feed.
    NewLine,
    /// A string that is a value has ended.
    StringEnd,
    /// An object or an array ends; see [`Structure::close`].
    Closed,
    /// The byte at the position is not allowed there: the text is not JSON.
    Fault,
}

/// An object or an array that is open.
#[derive(Default)]
struct Level {
    is_array: bool,
    /// The member whose value this level is.
    key: Key,
    /// The member of this level that is being read.
    member: Key,
    request: Request,
    /// The name of a pair whose name and value are members of their own: `{"name": …, "value": …}`.
    label: Option<Key>,
    /// The value of such a pair.
    value: Option<String>,
    /// The index of the entry that is being read, if this level is a list of entries.
    entries: Option<u64>,
}

/// A string that is open.
struct StringPart {
    is_name: bool,
    is_escaped: bool,
    /// The content, up to `room` bytes.
    content: Vec<u8>,
    /// The number of bytes of the content that are kept.
    room: usize,
    /// The position of the content in the text.
    start: u64,
}

pub(super) struct Closed {
    pub request: Request,
    pub depth: usize,
    pub ends_record: bool,
}

#[derive(Default)]
pub(super) struct Structure {
    levels: Vec<Level>,
    expected: Expected,
    string: Option<StringPart>,
    /// The memory of the last string's content, for the next one.
    spare: Vec<u8>,
    scalar: Vec<u8>,
    /// True if only white space precedes the position in its line.
    pub starts_line: bool,
    /// The number of bytes that the texts of all levels take.
    weight: usize,
}

impl Structure {
    pub(super) fn depth(&self) -> usize {
        self.levels.len()
    }

    /// Returns the position at which the content of the open string begins.
    pub(super) fn string_start(&self) -> Option<u64> {
        self.string.as_ref().map(|string| string.start)
    }

    /// Returns the index of the entry that is being read.
    pub(super) fn entry(&self) -> Option<u64> {
        self.levels.iter().find_map(|level| level.entries)
    }

    /// Reads bytes from `at` up to the next event. `base` is the position of `bytes` in the text. Sets `at` to the end
    /// of the bytes that were read, or to the fault.
    pub(super) fn read(&mut self, bytes: &[u8], at: &mut usize, base: u64) -> Event {
        while let Some(byte) = bytes.get(*at) {
            if self.string.is_some() {
                match self.string(bytes, at) {
                    Some(event) => return event,
                    None => continue,
                }
            }
            let after = at.saturating_add(1);
            if is_blank(byte) {
                self.end_scalar();
                let rest = bytes.get(*at..).unwrap_or_default();
                let blanks = rest.iter().take_while(|byte| is_blank(byte)).count();
                steps::count(blanks);
                *at = at.saturating_add(blanks);
                continue;
            }
            steps::count(1);
            if *byte == b'\n' {
                self.end_scalar();
                *at = after;
                self.starts_line = true;
                return Event::NewLine;
            }
            match self.token(*byte, position(base, after)) {
                Some(Event::Fault) => return Event::Fault,
                event => {
                    self.starts_line = false;
                    *at = after;
                    if let Some(event) = event {
                        return event;
                    }
                }
            }
        }
        Event::End
    }

    /// Reads the content of a string, up to its end or to the end of the bytes.
    fn string(&mut self, bytes: &[u8], at: &mut usize) -> Option<Event> {
        let string = self.string.as_mut()?;
        let rest = bytes.get(*at..).unwrap_or_default();
        if string.is_escaped {
            string.is_escaped = false;
            let Some((first, _)) = rest.split_first().filter(|(byte, _)| **byte != b'\n') else {
                return Some(Event::Fault);
            };
            string.keep(&[*first]);
            *at = at.saturating_add(1);
            return None;
        }
        let length = memchr::memchr3(b'"', b'\\', b'\n', rest);
        let (content, rest) = rest.split_at_checked(length.unwrap_or(rest.len())).unwrap_or_default();
        steps::count(content.len());
        string.keep(content);
        *at = at.saturating_add(content.len());
        match rest.first() {
            Some(b'"') => {
                *at = at.saturating_add(1);
                self.end_string()
            }
            Some(b'\\') => {
                string.keep(b"\\");
                string.is_escaped = true;
                *at = at.saturating_add(1);
                None
            }
            Some(_) => Some(Event::Fault),
            None => None,
        }
    }

    fn end_string(&mut self) -> Option<Event> {
        let string = self.string.take()?;
        if string.is_name {
            if let Some(level) = self.levels.last_mut() {
                level.member = Key::of(&string.content);
            }
            self.expected = Expected::Colon;
        } else {
            self.expected = Expected::Comma;
            if string.room > 0 {
                self.note(&crate::json::unescape(valid_start(&string.content)));
            }
        }
        self.spare = string.content;
        (!string.is_name).then_some(Event::StringEnd)
    }

    /// Takes a complete value into the request, if the member that it belongs to describes one.
    fn note(&mut self, value: &str) {
        let room = MAX_REQUEST_BYTES.saturating_sub(self.weight) >= value.len();
        let Some(level) = self.levels.last_mut().filter(|level| room && !level.is_array) else { return };
        match level.member {
            Key::Label => level.label = Some(Key::of(value.as_bytes())),
            Key::Value => level.value = Some(value.to_owned()),
            Key::UrlText if level.key == Key::Url => level.request.note(Key::Url, value),
            key => level.request.note(key, value),
        }
        self.weight = self.weight.saturating_add(value.len());
    }

    fn token(&mut self, byte: u8, after: u64) -> Option<Event> {
        match (byte, self.expected) {
            (b'"', Expected::Name) => self.open_string(true, MAX_NAME_BYTES, after),
            (b'"', Expected::Value) => {
                let room = if self.reads_value() { MAX_VALUE_BYTES } else { 0 };
                self.open_string(false, room, after)
            }
            (b'{' | b'[', Expected::Value) if self.depth() < MAX_DEPTH => self.open(byte == b'['),
            (b':', Expected::Colon) => self.expect(Expected::Value),
            (b',', Expected::Comma | Expected::Scalar) => self.comma(),
            (b'}', Expected::Name | Expected::Comma | Expected::Scalar) if !self.is_array() => self.closed(),
            (b']', Expected::Value | Expected::Comma | Expected::Scalar) if self.is_array() => self.closed(),
            (b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | b'-', Expected::Value) => {
                self.scalar.clear();
                self.scalar.push(byte);
                self.expect(Expected::Scalar)
            }
            (b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | b'-' | b'+' | b'.', Expected::Scalar) => {
                if self.scalar.len() < MAX_NAME_BYTES {
                    self.scalar.push(byte);
                }
                None
            }
            _ => Some(Event::Fault),
        }
    }

    fn open_string(&mut self, is_name: bool, room: usize, start: u64) -> Option<Event> {
        let mut content = std::mem::take(&mut self.spare);
        content.clear();
        self.string = Some(StringPart { is_name, is_escaped: false, content, room, start });
        None
    }

    fn closed(&mut self) -> Option<Event> {
        self.end_scalar();
        Some(Event::Closed)
    }

    /// Closes the innermost level. The level around it takes the URL and method from a request, and the status from a
    /// response.
    pub(super) fn close(&mut self) -> Option<Closed> {
        let level = self.levels.pop()?;
        self.expected = Expected::Comma;
        let parent = self.levels.last_mut();
        let ends_record = parent.as_ref().is_none_or(|parent| parent.entries.is_some());
        if let Some(parent) = parent {
            parent.take(&level);
        }
        let own = level.value.as_ref().map_or(0, String::len).saturating_add(level.request.weight());
        self.weight = if self.levels.is_empty() { 0 } else { self.weight.saturating_sub(own) };
        Some(Closed { request: level.request, depth: self.depth(), ends_record })
    }

    fn open(&mut self, is_array: bool) -> Option<Event> {
        let is_list = is_array && self.is_list();
        let key = self.member();
        let entries = is_list.then_some(0);
        let member = if is_array { key } else { Key::Other };
        self.levels.push(Level { is_array, key, member, entries, ..Level::default() });
        self.expect(self.next())
    }

    fn comma(&mut self) -> Option<Event> {
        self.end_scalar();
        if let Some(index) = self.levels.last_mut().and_then(|level| level.entries.as_mut()) {
            *index = index.saturating_add(1);
        }
        self.expect(self.next())
    }

    /// True if an array that opens here is the list of entries: the whole text, or `log.entries` of a HAR file.
    fn is_list(&self) -> bool {
        match self.levels.as_slice() {
            [] => true,
            [top, log] => top.member == Key::Log && log.member == Key::Entries && !log.is_array,
            _ => false,
        }
    }

    fn member(&self) -> Key {
        self.levels.last().map_or(Key::Other, |level| level.member)
    }

    /// True if the next value may describe the request. The value of a pair whose name is unknown does not.
    fn reads_value(&self) -> bool {
        let is_named_otherwise =
            |level: &Level| level.member == Key::Value && level.label == Some(Key::Other);
        self.member().is_read() && !self.levels.last().is_some_and(is_named_otherwise)
    }

    fn is_array(&self) -> bool {
        self.levels.last().is_some_and(|level| level.is_array)
    }

    fn next(&self) -> Expected {
        if self.is_array() { Expected::Value } else { Expected::Name }
    }

    fn expect(&mut self, expected: Expected) -> Option<Event> {
        self.expected = expected;
        None
    }

    fn end_scalar(&mut self) {
        if self.expected != Expected::Scalar {
            return;
        }
        self.expected = Expected::Comma;
        let scalar = std::mem::take(&mut self.scalar);
        if matches!(self.member(), Key::Time | Key::Status | Key::Value) {
            self.note(std::str::from_utf8(&scalar).unwrap_or_default());
        }
        self.scalar = scalar;
    }
}

impl StringPart {
    fn keep(&mut self, bytes: &[u8]) {
        let room = self.room.saturating_sub(self.content.len());
        self.content.extend_from_slice(bytes.get(..room).unwrap_or(bytes));
    }
}

impl Level {
    /// Takes the parts of a request from a level inside this one that has ended.
    fn take(&mut self, inner: &Self) {
        match inner.key {
            Key::Request | Key::Url => self.request.fill(&inner.request),
            Key::Response => self.request.status = self.request.status.or(inner.request.status),
            Key::Value if self.value.is_none() => self.value.clone_from(&inner.value),
            _ => {}
        }
        // A list of pairs, such as the headers of a HAR file, provides the parts that other members do not.
        if self.is_array && inner.label.is_some() {
            if let Some((label, value)) = inner.label.zip(inner.value.as_ref()) {
                self.request.note(label, value);
            }
        } else if inner.is_array && !self.is_array {
            self.request.fill(&inner.request);
        }
    }
}

fn is_blank(byte: &u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r')
}

fn position(base: u64, at: usize) -> u64 {
    u64::try_from(at).map_or(base, |at| base.saturating_add(at))
}

/// Returns the text without an incomplete character at its end.
fn valid_start(bytes: &[u8]) -> &[u8] {
    match std::str::from_utf8(bytes) {
        Err(error) if error.error_len().is_none() => bytes.get(..error.valid_up_to()).unwrap_or_default(),
        _ => bytes,
    }
}
