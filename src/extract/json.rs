//! The structure of JSON that comes byte by byte: which member a string belongs to, and what is around it.

use super::key::Key;
use super::request::{self, Request};

/// What is nested deeper is read as text.
const DEEPEST: usize = 1024;

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Expected {
    Name,
    Colon,
    #[default]
    Value,
    /// Within a number, `true`, `false` or `null`; no one here reads them.
    Scalar,
    Comma,
}

pub(super) enum Token {
    Nothing,
    /// A member's name begins.
    Name,
    /// A string begins that is the value of such a member.
    Text(Key),
    /// An object or an array ends; see [`Structure::close`].
    Closed,
    /// This is no JSON.
    Fault,
}

/// An object or an array that is open.
pub(super) struct Level {
    is_array: bool,
    /// The member that it is the value of.
    key: Key,
    /// The member of it that is being read.
    member: Key,
    request: Request,
    /// In a list of entries, the index of the one that is being read.
    entries: Option<u64>,
}

pub(super) struct Closed {
    pub request: Request,
    pub depth: usize,
    pub ends_record: bool,
}

#[derive(Default)]
pub(super) struct Structure {
    pub levels: Vec<Level>,
    expected: Expected,
    /// Nothing but white space stands before this in its line.
    pub starts_line: bool,
}

impl Structure {
    pub(super) fn depth(&self) -> usize {
        self.levels.len()
    }

    pub(super) fn new_line(&mut self) {
        self.starts_line = true;
        self.end_scalar();
    }

    /// The index of the entry that is being read.
    pub(super) fn entry(&self) -> Option<u64> {
        self.levels.iter().find_map(|level| level.entries)
    }

    pub(super) fn byte(&mut self, byte: u8) -> Token {
        if matches!(byte, b' ' | b'\t' | b'\r') {
            self.end_scalar();
            return Token::Nothing;
        }
        let token = self.token(byte);
        if !matches!(token, Token::Fault) {
            self.starts_line = false;
        }
        token
    }

    fn token(&mut self, byte: u8) -> Token {
        match (byte, self.expected) {
            (b'"', Expected::Name) => Token::Name,
            (b'"', Expected::Value) => Token::Text(self.member()),
            (b'{' | b'[', Expected::Value) if self.depth() < DEEPEST => self.open(byte == b'['),
            (b':', Expected::Colon) => self.expect(Expected::Value),
            (b',', Expected::Comma | Expected::Scalar) => self.comma(),
            (b'}', Expected::Name | Expected::Comma | Expected::Scalar) if !self.is_array() => Token::Closed,
            (b']', Expected::Value | Expected::Comma | Expected::Scalar) if self.is_array() => Token::Closed,
            (b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | b'-', Expected::Value) => {
                self.expect(Expected::Scalar)
            }
            (b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | b'-' | b'+' | b'.', Expected::Scalar) => {
                Token::Nothing
            }
            _ => Token::Fault,
        }
    }

    /// A member's name is over.
    pub(super) fn named(&mut self, key: Key) {
        if let Some(level) = self.levels.last_mut() {
            level.member = key;
        }
        self.expected = Expected::Colon;
    }

    /// A string is over that is a value.
    pub(super) fn valued(&mut self, text: &[u8]) {
        self.expected = Expected::Comma;
        let Some(level) = self.levels.last_mut().filter(|level| !level.is_array) else { return };
        let part = match level.member {
            Key::Url => &mut level.request.url,
            Key::Method => &mut level.request.method,
            _ => return,
        };
        if part.is_none() {
            *part = Some(request::text(text));
        }
    }

    /// The innermost level ends. A request tells what holds it where it went.
    pub(super) fn close(&mut self) -> Option<Closed> {
        let level = self.levels.pop()?;
        self.expected = Expected::Comma;
        let parent = self.levels.last_mut();
        let ends_record = parent.as_ref().is_none_or(|parent| parent.entries.is_some());
        if let Some(parent) = parent.filter(|_| level.key == Key::Request) {
            parent.request.or(&level.request);
        }
        Some(Closed { request: level.request, depth: self.depth(), ends_record })
    }

    fn open(&mut self, is_array: bool) -> Token {
        let is_list = is_array && self.is_list();
        let key = self.member();
        let entries = is_list.then_some(0);
        let member = if is_array { key } else { Key::Other };
        self.levels.push(Level { is_array, key, member, request: Request::default(), entries });
        self.expect(self.next())
    }

    fn comma(&mut self) -> Token {
        if let Some(index) = self.levels.last_mut().and_then(|level| level.entries.as_mut()) {
            *index = index.saturating_add(1);
        }
        self.expect(self.next())
    }

    /// Whether an array that opens here is the text's list of entries.
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

    fn is_array(&self) -> bool {
        self.levels.last().is_some_and(|level| level.is_array)
    }

    fn next(&self) -> Expected {
        if self.is_array() { Expected::Value } else { Expected::Name }
    }

    fn expect(&mut self, expected: Expected) -> Token {
        self.expected = expected;
        Token::Nothing
    }

    fn end_scalar(&mut self) {
        if self.expected == Expected::Scalar {
            self.expected = Expected::Comma;
        }
    }
}
