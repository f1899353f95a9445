//! Secrets that can be told by the name before them: members of JSON, fields of forms and environments, header lines,
//! options of curl.

use super::words::{length_until, looks_random, position};
use super::{Found, SecretKind};
use std::ops::Range;

const MAX_NAME: usize = 48;

/// The private members of a JWK (RFC 7518 §6, RFC 8037 §2); all but the first are looked for in quotes alone.
const JWK_MEMBERS: [&str; 7] = ["d", "p", "q", "dp", "dq", "qi", "k"];
/// Shorter values of a member with so short a name are something else.
const MIN_JWK_MEMBER: usize = 32;
/// At the end of a text that breaks off, this much of one is redacted.
const MIN_JWK_MEMBER_BEGINNING: usize = 8;

/// The ends of names in lower case, without `_` and `-`: of a key, of a credential, and of headers that are
/// credentials as a whole.
const KEY_NAMES: [&str; 1] = ["privatekey"];
const CREDENTIAL_NAMES: [&str; 6] = ["token", "secret", "password", "passwd", "apikey", "accesskey"];
const HEADER_NAMES: [&str; 2] = ["cookie", "authorization"];

/// A quoted value that is shorter is no credential.
const MIN_QUOTED: usize = 4;

const ENDS_OF_LINE: &[u8] = b"\n\r\"'";
const ENDS_OF_WORD: &[u8] = b" \t\n\r\"'&,;<>{}[]()\\";

pub(super) fn find(bytes: &[u8], found: &mut Found) {
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        at = at.saturating_add(1);
        if matches!(byte, b':' | b'=')
            && let Some((range, kind)) = value_after(bytes, at)
        {
            at = range.end.max(at);
            found(range, kind);
        }
    }
    curl(bytes, found);
}

/// The value that begins at `at`, after a colon or an equals sign, if the name before that says it is secret.
fn value_after(bytes: &[u8], at: usize) -> Option<(Range<usize>, SecretKind)> {
    let name = name_before(bytes, at.saturating_sub(1))?;
    let ends_with = |ends: &[&str]| ends.iter().any(|end| name.ends_with(end));
    let is_quote = |byte: Option<&u8>| byte.is_some_and(|byte| matches!(byte, b'"' | b'\''));
    let is_header_line =
        ends_with(&HEADER_NAMES) && !is_quote(at.checked_sub(2).and_then(|at| bytes.get(at)));
    let gap = bytes.get(at..)?.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\\' | b'^')).count();
    let start = at.saturating_add(gap);
    let quote = bytes.get(start).filter(|byte| is_quote(Some(byte)));
    let start = start.saturating_add(usize::from(quote.is_some()));
    let ends = match quote {
        Some(quote) => std::slice::from_ref(quote),
        None if is_header_line => ENDS_OF_LINE,
        None => ENDS_OF_WORD,
    };
    let range = start..start.saturating_add(length_until(bytes, start, ends));
    let value = bytes.get(range.clone())?;
    let is_long = match quote {
        Some(_) => value.len() >= MIN_QUOTED,
        None => value.split(|byte| *byte == b' ').any(|word| looks_random(word) || word.contains(&b'=')),
    };
    let kind = if JWK_MEMBERS.contains(&name.as_str()) {
        let is_cut = range.end == bytes.len() && name == "d";
        is_jwk_member(value, is_cut)
            .then_some(SecretKind::PrivateKey)
            .filter(|_| quote.is_some() || name == "d")?
    } else if ends_with(&KEY_NAMES) {
        SecretKind::PrivateKey
    } else if ends_with(&CREDENTIAL_NAMES) || ends_with(&HEADER_NAMES) && !begins_with_scheme(value) {
        SecretKind::Credential
    } else {
        return None;
    };
    is_long.then_some((range, kind))
}

fn is_jwk_member(value: &[u8], is_cut: bool) -> bool {
    let min = if is_cut { MIN_JWK_MEMBER_BEGINNING } else { MIN_JWK_MEMBER };
    value.len() >= min && value.iter().all(|byte| byte.is_ascii_alphanumeric() || b"+/-_=".contains(byte))
}

/// The scheme may be shown; what follows it is found by it.
fn begins_with_scheme(value: &[u8]) -> bool {
    ["bearer", "agentassertion"].iter().any(|scheme| {
        value.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme.as_bytes()))
    })
}

/// The name that ends before `end`, in lower case, without `_` and `-`. In a list of names and values, `value` has
/// the name that was given before it.
fn name_before(bytes: &[u8], end: usize) -> Option<String> {
    let (start, name) = word_before(bytes, end)?;
    if name == "value" { word_before(bytes, start).map(|(_, name)| name) } else { Some(name) }
}

fn word_before(bytes: &[u8], end: usize) -> Option<(usize, String)> {
    let is_of_name = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    let before = bytes.get(end.saturating_sub(2 * MAX_NAME)..end)?;
    let gap = before.iter().rev().take_while(|byte| !is_of_name(byte)).count().min(MAX_NAME);
    let end = end.saturating_sub(gap);
    let name = before.get(..before.len().saturating_sub(gap))?;
    let length = name.iter().rev().take_while(is_of_name).count();
    let name = name.get(name.len().saturating_sub(length)..)?;
    let letters = name.iter().filter(|byte| byte.is_ascii_alphanumeric());
    let name: String = letters.map(|byte| char::from(byte.to_ascii_lowercase())).collect();
    (!name.is_empty()).then_some((end.saturating_sub(length), name))
}

/// The options of curl that take a credential.
const CURL_OPTIONS: [&[u8]; 4] = [b"-b ", b"--cookie ", b"-u ", b"--user "];

fn curl(bytes: &[u8], found: &mut Found) {
    let Some(command) = position(bytes, 0, b"curl") else { return };
    for at in command..bytes.len() {
        let rest = bytes.get(at..).unwrap_or_default();
        let option = CURL_OPTIONS.iter().find(|option| rest.starts_with(option));
        let is_word =
            at.checked_sub(1).and_then(|before| bytes.get(before)).is_some_and(u8::is_ascii_whitespace);
        if let Some(option) = option.filter(|_| is_word) {
            let start = at.saturating_add(option.len());
            let quotes = bytes.get(start..).unwrap_or_default().iter();
            let quotes = quotes.take_while(|byte| matches!(byte, b'"' | b'\'' | b'^' | b'\\' | b'$')).count();
            let ends: &[u8] = if quotes > 0 { ENDS_OF_LINE } else { b" \t\n\r\"'" };
            let start = start.saturating_add(quotes);
            found(start..start.saturating_add(length_until(bytes, start, ends)), SecretKind::Credential);
        }
    }
}
