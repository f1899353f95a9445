//! Finds the statement around an assertion: its line together with the lines that continue it, or a call or an object
//! in a programming language that spans several lines.

use super::words;
use crate::scan::{NeedsMoreText, Text};
use std::ops::Range;

/// The most bytes before and after an assertion that are read to find its request.
pub(super) const REACH: usize = 8192;
/// The most lines above an assertion that are read.
const MAX_LINES: usize = 64;

/// Returns the range of the statement around the assertion at `hit`. Outside the assertion's own line it does not
/// include another assertion: neither the one that ends at `floor` nor the one that begins at `ceiling`.
pub(super) fn around(
    text: &Text,
    hit: &Range<usize>,
    floor: usize,
    ceiling: Option<usize>,
) -> Result<Range<usize>, NeedsMoreText> {
    let line = line_start(text.bytes, hit.start);
    let (start, depth) =
        if is_nested(text.from(line)) { opening(text.bytes, line, floor) } else { (line, 0) };
    let start = first_of_continued(text.bytes, start, floor);
    text.decide(start..end(text, hit.end, depth, ceiling))
}

/// Returns the start of the line that contains `at`.
pub(super) fn line_start(bytes: &[u8], at: usize) -> usize {
    line_start_within(bytes, at, REACH)
}

fn line_start_within(bytes: &[u8], at: usize, reach: usize) -> usize {
    let floor = at.saturating_sub(reach);
    let before = bytes.get(floor..at).unwrap_or_default();
    memchr::memrchr(b'\n', before).map_or(floor, |newline| floor.saturating_add(newline).saturating_add(1))
}

/// The result of searching above a line.
pub(super) enum Above {
    Nothing,
    /// A request line, or pseudo-headers (RFC 9113 §8.3.1).
    Lines(Range<usize>),
    /// The line of the previous assertion, without an empty line in between: both assertions have the same request.
    Known,
}

/// Searches the lines above `line` for a request line, as in a dump of a request. Stops at an empty line and at the
/// line that starts at `known`.
pub(super) fn above(bytes: &[u8], line: usize, known: Option<usize>) -> Above {
    let (mut end, mut pseudo) = (line, None::<Range<usize>>);
    for _ in 0..MAX_LINES {
        if known.is_some_and(|known| known >= end) && pseudo.is_none() {
            return Above::Known;
        }
        let Some(last) = end.checked_sub(1) else { break };
        let start = line_start_within(bytes, last, REACH.saturating_mul(2));
        let text = bytes.get(start..last).unwrap_or_default();
        crate::scan::steps::count(text.len());
        let is_far = line.saturating_sub(last) > REACH;
        if is_far || without_quoting(text).is_empty() {
            break;
        }
        if words::is_request_line(text) {
            return Above::Lines(start..last);
        }
        if is_pseudo_header(text) {
            let end = pseudo.map_or(last, |pseudo| pseudo.end);
            pseudo = Some(start..end);
        }
        end = start;
    }
    pseudo.map_or(Above::Nothing, Above::Lines)
}

fn without_quoting(line: &[u8]) -> &[u8] {
    let line = line.trim_ascii();
    line.strip_prefix(b">").unwrap_or(line).trim_ascii()
}

fn is_pseudo_header(line: &[u8]) -> bool {
    let names: [&[u8]; 4] = [b":method", b":path", b":authority", b":scheme"];
    memchr::memchr_iter(b':', line.get(..line.len().min(64)).unwrap_or_default())
        .any(|at| names.iter().any(|name| line.get(at..).is_some_and(|rest| rest.starts_with(name))))
}

/// True if a line looks like a part of a call or an object that begins on a line above.
fn is_nested(line: &[u8]) -> bool {
    matches!(line, [b' ' | b'\t' | b'"' | b'\'' | b'-' | b'.' | b'}' | b')', ..])
}

/// Returns the start of the line in which the outermost bracket around `line` opens, and the number of brackets that
/// are open at `line`.
fn opening(bytes: &[u8], line: usize, floor: usize) -> (usize, usize) {
    let (mut closed, mut depth, mut start, mut lines) = (0_usize, 0_usize, line, 0_usize);
    let mut at = line;
    while let Some(before) = at.checked_sub(1).filter(|before| *before >= floor) {
        let Some(byte) = bytes.get(before) else { break };
        crate::scan::steps::count(1);
        match byte {
            b'}' | b')' | b']' => closed = closed.saturating_add(1),
            b'{' | b'(' | b'[' if closed > 0 => closed = closed.saturating_sub(1),
            b'{' | b'(' | b'[' => {
                depth = depth.saturating_add(1);
                start = line_start(bytes, before);
            }
            b'\n' => {
                lines = lines.saturating_add(1);
                let is_empty = bytes
                    .get(..before)
                    .is_some_and(|above| above.ends_with(b"\n") || above.ends_with(b"\n\r"));
                if lines > MAX_LINES || line.saturating_sub(before) > REACH || is_empty {
                    break;
                }
            }
            _ => {}
        }
        at = before;
    }
    (start, depth)
}

/// Returns the start of the first of the lines that continuation marks join to the line at `start`.
fn first_of_continued(bytes: &[u8], start: usize, floor: usize) -> usize {
    let mut first = start;
    while let Some(newline) = first.checked_sub(1) {
        let above = bytes.get(..newline).unwrap_or_default();
        if !is_continued(above) || start.saturating_sub(first) > REACH || first < floor {
            break;
        }
        first = line_start(bytes, newline);
    }
    first
}

/// True if a shell would continue the line with the next one.
pub(super) fn is_continued(line: &[u8]) -> bool {
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    matches!(line, [.., b'\\' | b'^'] | [.., b' ', b'`'])
}

/// Returns the end of the statement. It ends with its line, unless the next line continues that or brackets are open.
/// It ends before another assertion at `ceiling`, unless that is in the same line.
fn end(text: &Text, from: usize, depth: usize, ceiling: Option<usize>) -> usize {
    let (mut depth, mut end, mut last, mut line_end) = (depth, from, b' ', None);
    while end.saturating_sub(from) < REACH {
        if let (Some(ceiling), Some(line_end)) = (ceiling, line_end)
            && end >= ceiling
        {
            return line_end;
        }
        let Some(byte) = text.byte(end) else { return end };
        match byte {
            b'{' | b'(' | b'[' => depth = depth.saturating_add(1),
            b'}' | b')' | b']' => depth = depth.saturating_sub(1),
            b'\n' => {
                let continues =
                    is_continued(text.range(from, end)) || depth > 0 && b"{([,}])\"'".contains(&last);
                if !continues || matches!(text.byte(end.saturating_add(1)), Some(b'\n')) {
                    return end;
                }
                line_end = Some(end);
            }
            _ => {}
        }
        if !byte.is_ascii_whitespace() {
            last = byte;
        }
        end = end.saturating_add(1);
    }
    end
}
