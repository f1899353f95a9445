//! Reads a text unit by unit. A unit is a character, in whichever escape it is written; a line break, with the marks
//! that a terminal, quoted mail or a shell puts around it; or something invisible, such as a colour.

use super::escape;
use super::text::Text;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    /// A character.
    Char(char),
    /// The end of a line, with the indent and the quoting marks of the next line.
    Break,
    /// White space within a line.
    Space,
    /// A colour, a terminal's link, or a character without width.
    Invisible,
    End,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Read {
    pub unit: Unit,
    pub end: usize,
}

/// The most white space that is read as one unit.
const MAX_BLANK_BYTES: usize = 256;
/// The longest link of a terminal that is read as one unit.
const MAX_SEQUENCE_BYTES: usize = 2100;
/// The most quoting marks at the start of a line.
const MAX_QUOTING_MARKS: usize = 8;

/// Reads the unit at `at`.
pub(super) fn read(text: &Text, at: usize) -> Read {
    let Some(byte) = text.byte(at) else { return Read { unit: Unit::End, end: at } };
    let one = |unit| Read { unit, end: at.saturating_add(1) };
    match byte {
        b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | b'-' | b'_' => one(Unit::Char(char::from(byte))),
        0x1b => Read { unit: Unit::Invisible, end: sequence(text, at.saturating_add(1)) },
        b' ' | b'\t' | b'\n' | b'\r' | b'`' | b'=' | b'|' => match line_break(text, at) {
            Some(read) => read,
            None if byte == b' ' || byte == b'\t' => {
                Read { unit: Unit::Space, end: text.skip(at, b" \t", MAX_BLANK_BYTES) }
            }
            None => one(Unit::Char(char::from(byte))),
        },
        b'\\' | b'^' | b'%' | b'&' | b'#' => escaped(text, at, byte),
        b'<' => tag(text, at).unwrap_or(Read { unit: Unit::Char('<'), end: at.saturating_add(1) }),
        0x80.. => wide(text, at),
        _ => one(Unit::Char(char::from(byte))),
    }
}

fn escaped(text: &Text, at: usize, byte: u8) -> Read {
    if let Some(read) = line_break(text, at) {
        return read;
    }
    match escape::read(text, at) {
        Some(('\u{1b}', end)) => Read { unit: Unit::Invisible, end: sequence(text, end) },
        Some((c, end)) => Read { unit: visible(c), end },
        None => Read { unit: Unit::Char(char::from(byte)), end: at.saturating_add(1) },
    }
}

/// Reads a character of more than one byte. A byte that is not UTF-8 becomes U+FFFD, which no token contains.
fn wide(text: &Text, at: usize) -> Read {
    let length = match text.byte(at) {
        Some(0xc2..=0xdf) => 2,
        Some(0xe0..=0xef) => 3,
        Some(0xf0..=0xf4) => 4,
        _ => 1,
    };
    let end = at.saturating_add(length);
    text.byte(end.saturating_sub(1));
    let c = std::str::from_utf8(text.range(at, end)).ok().and_then(|text| text.chars().next());
    if matches!(c, Some('│' | '┃'))
        && let Some(read) = line_break(text, at)
    {
        return read;
    }
    c.map_or(Read { unit: Unit::Char('\u{fffd}'), end: at.saturating_add(1) }, |c| Read {
        unit: visible(c),
        end,
    })
}

fn visible(c: char) -> Unit {
    match c {
        '\u{ad}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}'
        | '\u{feff}' => Unit::Invisible,
        c => Unit::Char(c),
    }
}

/// Returns the end of an escape sequence of a terminal (ECMA-48) whose ESC ends at `at`.
fn sequence(text: &Text, at: usize) -> usize {
    let after = at.saturating_add(1);
    match text.byte(at) {
        Some(b'[') => {
            let end = text.skip(after, b"0123456789;:<=>? !\"#$%&'()*+,-./", 64);
            if text.byte(end).is_some() { end.saturating_add(1) } else { end }
        }
        Some(b']') => operating_system_command(text, after),
        Some(b'(' | b')') => after.saturating_add(1),
        Some(_) => after,
        None => at,
    }
}

/// Returns the end of an operating system command (ECMA-48). It ends with BEL, or with ESC and a backslash; each
/// may be written as an escape.
fn operating_system_command(text: &Text, at: usize) -> usize {
    let mut end = at;
    while end.saturating_sub(at) < MAX_SEQUENCE_BYTES {
        let (c, after) = match text.byte(end) {
            None | Some(b'\n') => return end,
            Some(b'\\' | b'^' | b'#') => escape::read(text, end).unwrap_or((' ', end.saturating_add(1))),
            Some(byte) => (char::from(byte), end.saturating_add(1)),
        };
        match c {
            '\u{7}' => return after,
            '\u{1b}' => return text.skip(after, b"\\", 4),
            _ => end = after,
        }
    }
    end
}

/// Reads `<br>`, which ends a line, or `<wbr>`, which marks a place where a word may be wrapped.
fn tag(text: &Text, at: usize) -> Option<Read> {
    let name = at.saturating_add(1);
    for (word, unit) in [("br", Unit::Break), ("wbr", Unit::Invisible)] {
        if text.has_word(name, word) {
            let end = text.skip(name.saturating_add(word.len()), b" /", 4);
            if text.byte(end) == Some(b'>') {
                let after = end.saturating_add(1);
                let end = if word == "br" { line_start(text, after) } else { after };
                return Some(Read { unit, end });
            }
        }
    }
    None
}

/// Reads a line break. White space, the frame of a table or a shell's continuation mark may precede it, and the indent
/// and quoting marks of the next line belong to it.
fn line_break(text: &Text, at: usize) -> Option<Read> {
    let mut end = text.skip(at, b" \t", MAX_BLANK_BYTES);
    let frame = frame(text, end);
    if frame > end {
        end = text.skip(frame, b" \t", MAX_BLANK_BYTES);
    }
    let mark = text.byte(end);
    if matches!(mark, Some(b'\\' | b'^' | b'`' | b'=')) {
        let after = end.saturating_add(1);
        if matches!(text.byte(after), Some(b'\r' | b'\n')) {
            end = after;
        }
    }
    let end = newline(text, end)?;
    Some(Read { unit: Unit::Break, end: line_start(text, end) })
}

/// Returns the end of a newline, which may be written as an escape.
fn newline(text: &Text, at: usize) -> Option<usize> {
    let end = text.skip(at, b"\r", 2);
    if text.byte(end) == Some(b'\n') {
        return Some(end.saturating_add(1));
    }
    if end > at {
        return Some(end);
    }
    match escape::read(text, at) {
        Some(('\n', end)) => Some(end),
        Some(('\r', end)) => match escape::read(text, end) {
            Some(('\n', end)) => Some(end),
            _ if text.byte(end) == Some(b'\n') => Some(end.saturating_add(1)),
            _ => Some(end),
        },
        _ => None,
    }
}

/// Returns the end of a line's indent and of its quoting marks, as mail, logs and comments use them.
fn line_start(text: &Text, at: usize) -> usize {
    let mut end = text.skip(at, b" \t", MAX_BLANK_BYTES);
    for _ in 0..MAX_QUOTING_MARKS {
        let mut after = frame(text, end);
        if after == end {
            after = match text.byte(end) {
                Some(b'>') => end.saturating_add(1),
                Some(b'#' | b'*') if text.byte(end.saturating_add(1)) == Some(b' ') => end.saturating_add(1),
                Some(b'/') if text.has_word(end, "// ") => end.saturating_add(2),
                _ => break,
            };
        }
        end = text.skip(after, b" \t", MAX_BLANK_BYTES);
    }
    end
}

/// Returns the end of a vertical line (`|`, `│` or `┃`), or `at` if there is not one.
fn frame(text: &Text, at: usize) -> usize {
    match text.byte(at) {
        Some(b'|') => at.saturating_add(1),
        Some(0xe2) => {
            text.byte(at.saturating_add(2));
            let end = at.saturating_add(3);
            let is_line = ["│".as_bytes(), "┃".as_bytes()].contains(&text.range(at, end));
            if is_line { end } else { at }
        }
        _ => at,
    }
}
