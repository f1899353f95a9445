//! Recognizes secrets by their label, their first letters, or the name or the scheme before them.

use super::SecretKind::{self, Assertion, Credential, Jwt, PrivateKey};
use super::view::View;
use std::ops::Range;

type Place = Option<(Range<usize>, SecretKind)>;

/// A PEM label (also OpenPGP's and SSH2's), or one of PuTTY's.
const PEM: &[u8] = b"PRIVATE KEY";
const PUTTY: [&[u8]; 3] = [b"PuTTY-User-Key-File-", b"Private-Lines:", b"Private-MAC:"];
/// The greatest length of a label in the first or last line of PEM.
const MAX_LABEL: usize = 48;

/// Returns the range of the private key whose label is at `at`: PEM from its first line to its last, or the part of it
/// that follows the previous key.
pub(super) fn labelled_key(view: &View, at: usize, end_of_last: usize) -> Option<Range<usize>> {
    if view.byte(at) != b'P' {
        return None;
    }
    let bytes = view.bytes.as_slice();
    let [file, lines, last] = PUTTY;
    if starts(bytes, at, file) || starts(bytes, at, lines) {
        let last = find(bytes, at, last).map(|last| until(bytes, last, ENDS_OF_LINE));
        return Some(at..last.unwrap_or(bytes.len()));
    }
    if !starts(bytes, at, PEM) {
        return None;
    }
    let line = at.saturating_sub(MAX_LABEL);
    let start_of = |word| find_back(bytes, line, at, word).map(|word| start_of_dashes(bytes, word));
    if let Some(last_line) = start_of(b"END ") {
        let is_body = |byte: u8| byte.is_ascii_whitespace() || is_base64(byte);
        let body = start_back(
            bytes.get(end_of_last..).unwrap_or_default(),
            last_line.saturating_sub(end_of_last),
            is_body,
        );
        let body = body.saturating_add(end_of_last);
        return Some(end_of(bytes, body, |byte| byte.is_ascii_whitespace())..end_of_label(view, at));
    }
    let last = find(bytes, at.saturating_add(1), PEM).map(|last| end_of_label(view, last));
    Some(start_of(b"BEGIN ").unwrap_or(at)..last.unwrap_or(bytes.len()))
}

/// SSH2 has a space between the dashes and the word.
fn start_of_dashes(bytes: &[u8], word: usize) -> usize {
    let gap = start_back(bytes, word, |byte| byte == b' ');
    let start = start_back(bytes, gap, |byte| byte == b'-');
    if start < gap { start } else { word }
}

/// Returns the end of the dashes after a label. ` BLOCK`, which OpenPGP writes, belongs to the label.
fn end_of_label(view: &View, at: usize) -> usize {
    let at = at.saturating_add(PEM.len());
    let at = if starts(&view.bytes, at, b" BLOCK") { at.saturating_add(6) } else { at };
    end_of(&view.bytes, at, |byte| byte == b'-')
}

/// The first letters of keys and tokens.
const PREFIXES: [&[u8]; 6] = [b"at-", b"sk-", b"rt-", b"rt_", b"sess-", b"AGE-SECRET-KEY-"];

/// Whatever begins as keys and tokens do, at the beginning of a word or after a digit in it. If there is only
/// the beginning of one, its end is returned alone, so that no byte is looked at twice.
pub(super) fn prefixed_at(view: &View, at: usize) -> Option<(usize, Option<SecretKind>)> {
    let prefix = PREFIXES.iter().find(|prefix| starts(&view.bytes, at, prefix))?;
    let before = at.checked_sub(1).map(|before| view.byte(before));
    if before.is_some_and(|byte| is_of_token(byte) && !byte.is_ascii_digit()) {
        return None;
    }
    let start = at.saturating_add(prefix.len());
    let end = end_of(&view.bytes, start, is_of_token);
    // `sk-…@openssh.com` is a kind of public key.
    let is_secret = view.bytes.get(start..end).is_some_and(looks_random) && view.byte(end) != b'@';
    let kind = if prefix.starts_with(b"AGE") { PrivateKey } else { Credential };
    Some((end, is_secret.then_some(kind)))
}

/// The JWT or the token of an assertion that begins as a word at `at`.
pub(super) fn token_at(view: &View, at: usize) -> Place {
    if !is_of_token(view.byte(at)) || at.checked_sub(1).is_some_and(|before| is_of_token(view.byte(before))) {
        return None;
    }
    let word_end = end_of(&view.bytes, at, is_of_token);
    // Dots at the end of a word are punctuation, or say that the rest was left out. No dot ends a signed JWT.
    let end = start_back(&view.bytes, word_end, |byte| byte == b'.').max(at);
    let token = view.bytes.get(at..end)?;
    // Base64url of an object that begins with a member, `{"`, or with white space before that.
    let is_spaced = [b"eyA", b"ewo", b"ew0", b"ewk"].iter().any(|start| starts(token, 0, *start));
    let object = if is_spaced { 0 } else { find(token, 0, b"eyJ")? };
    let inner_dots = token.iter().skip(object).filter(|byte| **byte == b'.').count();
    // An unsecured JWT (RFC 7519 §6.1) ends with a dot, because its signature is empty.
    let dots = if inner_dots == 1 && end < word_end { 2 } else { inner_dots };
    let kind = match dots {
        _ if token.len() < 11 => return None,
        0 | 1 if object > 0 || is_spaced => return None,
        0 => Assertion,
        _ => Jwt,
    };
    Some((at.saturating_add(object)..end, kind))
}

fn is_of_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.')
}

pub(super) fn is_base64(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=' | b'-' | b'_')
}

/// True for 16 characters, or 8 with a digit among them. Words of a language are shorter or have no digits.
fn looks_random(token: &[u8]) -> bool {
    token.len() >= 16 || token.len() >= 8 && token.iter().any(u8::is_ascii_digit)
}

/// The way in which a text says that a value is secret.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Announcement {
    /// The end of a name before it, which may be that of a member, a field or a variable.
    Name,
    /// The name of a header. The rest of its line is the value.
    Header,
    /// The name of a private member of a JWK.
    Member,
    /// A scheme of `Authorization`.
    Scheme,
    /// An option of curl.
    Option,
}
use Announcement::{Header, Member, Name, Option as CurlOption, Scheme};

/// The names before secrets, in lower case and without `_` and `-`.
const ANNOUNCEMENTS: [(&[u8], Announcement, SecretKind); 21] = [
    (b"privatekey", Name, PrivateKey),
    (b"token", Name, Credential),
    (b"secret", Name, Credential),
    (b"password", Name, Credential),
    (b"apikey", Name, Credential),
    (b"accesskey", Name, Credential),
    (b"authorization", Header, Credential),
    (b"cookie", Header, Credential),
    // RFC 7518 §6, RFC 8037 §2.
    (b"d", Member, PrivateKey),
    (b"p", Member, PrivateKey),
    (b"q", Member, PrivateKey),
    (b"dp", Member, PrivateKey),
    (b"dq", Member, PrivateKey),
    (b"qi", Member, PrivateKey),
    (b"k", Member, PrivateKey),
    (b"bearer", Scheme, Credential),
    (b"agentassertion", Scheme, Assertion),
    (b"b", CurlOption, Credential),
    (b"cookie", CurlOption, Credential),
    (b"u", CurlOption, Credential),
    (b"user", CurlOption, Credential),
];

/// The least length of a JWK's private member, and of one that the end of the text cuts off.
const MIN_MEMBER: usize = 32;
const MIN_CUT_MEMBER: usize = 8;
/// The least length of a quoted credential.
const MIN_QUOTED: usize = 4;

const ENDS_OF_WORD: &[u8] = b" \t\n\r\"'&,;<>{}[]()\\";
const ENDS_OF_LINE: &[u8] = b"\n\r\"'";
const ENDS_OF_TOKEN: &[u8] = b" \t\n\r\"'<>,;\\";

/// Returns the value after the separator at `at`, if the text before it says that it is secret.
pub(super) fn value_after(view: &View, at: usize, is_command: bool) -> Place {
    let bytes = view.bytes.as_slice();
    let after = at.saturating_add(1);
    let is_assignment = match view.byte(at) {
        b':' | b'=' => true,
        b'+' | b' ' | b'\t' | b'\n' => false,
        _ => return None,
    };
    let mut end = at;
    if is_assignment {
        end = start_back(bytes, at, |byte| matches!(byte, b'"' | b'\'' | b'\\' | b' '));
        // In a list of names and values, the name comes before: `"name":"cookie","value":"…"`.
        if let Some(value) = word_before(bytes, end, b"value") {
            end = start_back(bytes, value, |byte| !byte.is_ascii_alphanumeric());
        }
    }
    let (_, how, kind) = *ANNOUNCEMENTS.iter().find(|(name, how, _)| match how {
        Name | Header => is_assignment && ends_with(bytes, end, name).is_some(),
        Member => is_assignment && word_before(bytes, end, name).is_some(),
        Scheme => !is_assignment && word_before(bytes, end, name).is_some(),
        CurlOption => {
            let dash = word_before(bytes, end, name).and_then(|name| name.checked_sub(1));
            !is_assignment && is_command && dash.is_some_and(|dash| view.byte(dash) == b'-')
        }
    })?;
    let is_gap: fn(u8) -> bool = match how {
        Scheme => |byte| byte.is_ascii_whitespace() || byte == b'+',
        _ => |byte| matches!(byte, b' ' | b'\t' | b'\\' | b'^' | b'$'),
    };
    let start = end_of(bytes, after, is_gap);
    let quote = Some(view.byte(start)).filter(|byte| matches!(byte, b'"' | b'\'') && how != Scheme);
    let start = start.saturating_add(usize::from(quote.is_some()));
    let ends: &[u8] = match &quote {
        Some(quote) => std::slice::from_ref(quote),
        None if how == Header && end == at => ENDS_OF_LINE,
        None if is_assignment => ENDS_OF_WORD,
        None => ENDS_OF_TOKEN,
    };
    let range = start..until(bytes, start, ends);
    let value = bytes.get(range.clone())?;
    let is_secret = match how {
        Name if quote.is_none() => looks_random(value),
        Name => value.len() >= MIN_QUOTED,
        Header => {
            !begins_with_scheme(value)
                && value.split(|byte| *byte == b' ').any(|word| looks_random(word) || word.contains(&b'='))
        }
        Member => {
            let is_scalar = word_before(bytes, end, b"d").is_some();
            let is_cut = is_scalar && range.end == bytes.len();
            let min = if is_cut { MIN_CUT_MEMBER } else { MIN_MEMBER };
            (quote.is_some() || is_scalar) && value.len() >= min && value.iter().all(|byte| is_base64(*byte))
        }
        Scheme | CurlOption => !value.is_empty(),
    };
    is_secret.then_some((range, kind))
}

/// True if a view may be a command of curl, whose options take secrets.
pub(super) fn is_command(view: &View) -> bool {
    find(&view.bytes, 0, b"curl").is_some()
}

/// True if a value starts with a scheme. The scheme may be shown, and the token after it is found by itself.
fn begins_with_scheme(value: &[u8]) -> bool {
    let starts_with = |(name, how, _): &(&[u8], Announcement, SecretKind)| {
        *how == Scheme && value.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
    };
    ANNOUNCEMENTS.iter().any(starts_with)
}

/// Returns the start of `name` if it ends at `end`. Case, `_` and `-` are ignored.
fn ends_with(bytes: &[u8], end: usize, name: &[u8]) -> Option<usize> {
    let mut at = end;
    for wanted in name.iter().rev() {
        at = start_back(bytes, at, |byte| matches!(byte, b'_' | b'-')).checked_sub(1)?;
        if !bytes.get(at)?.eq_ignore_ascii_case(wanted) {
            return None;
        }
    }
    Some(at)
}

/// Does the same as [`ends_with`] for a name that is a whole word.
fn word_before(bytes: &[u8], end: usize, name: &[u8]) -> Option<usize> {
    let start = ends_with(bytes, end, name)?;
    let before = start.checked_sub(1).and_then(|at| bytes.get(at));
    (!before.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_')).then_some(start)
}

/// Returns the start of the run of bytes of a kind that ends at `end`.
#[inline(never)]
fn start_back(bytes: &[u8], mut end: usize, is_of_kind: fn(u8) -> bool) -> usize {
    while let Some(before) = end.checked_sub(1)
        && bytes.get(before).is_some_and(|byte| is_of_kind(*byte))
    {
        end = before;
    }
    end
}

/// Returns the end of the run of bytes of a kind that begins at `start`.
#[inline(never)]
fn end_of(bytes: &[u8], mut start: usize, is_of_kind: fn(u8) -> bool) -> usize {
    while bytes.get(start).is_some_and(|byte| is_of_kind(*byte)) {
        start = start.saturating_add(1);
    }
    start
}

/// Returns the position of the first byte of `ends` from `at` on, or the end of the text.
#[inline(never)]
fn until(bytes: &[u8], mut at: usize, ends: &[u8]) -> usize {
    while bytes.get(at).is_some_and(|byte| !ends.contains(byte)) {
        at = at.saturating_add(1);
    }
    at
}

fn starts(bytes: &[u8], at: usize, wanted: &[u8]) -> bool {
    bytes.get(at..).is_some_and(|rest| rest.starts_with(wanted))
}

fn find(bytes: &[u8], from: usize, wanted: &[u8]) -> Option<usize> {
    (from..bytes.len()).find(|at| starts(bytes, *at, wanted))
}

fn find_back(bytes: &[u8], from: usize, to: usize, wanted: &[u8]) -> Option<usize> {
    (from..to).rev().find(|at| starts(bytes, *at, wanted))
}
