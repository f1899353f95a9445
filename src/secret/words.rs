//! Secrets that can be told by their label, their first letters, their name or their scheme.

use super::{Found, SecretKind};
use std::ops::Range;

/// PEM's, OpenPGP's and SSH2's label of a private key; also of an encrypted one.
const PEM_LABEL: &[u8] = b"PRIVATE KEY";
const MAX_PEM_LABEL: usize = 48;

/// Labels after which a key stands, and the label of the last line that belongs to it.
const PUTTY: [&[u8]; 3] = [b"PuTTY-User-Key-File-", b"Private-Lines:", b"Private-MAC:"];

/// The first letters of keys and tokens, and what they are.
const PREFIXES: [(&str, SecretKind); 6] = [
    ("AGE-SECRET-KEY-", SecretKind::PrivateKey),
    ("at-", SecretKind::Credential),
    ("rt-", SecretKind::Credential),
    ("rt_", SecretKind::Credential),
    ("sess-", SecretKind::Credential),
    ("sk-", SecretKind::Credential),
];

pub(super) fn find(bytes: &[u8], found: &mut Found) {
    pem(bytes, found);
    putty(bytes, found);
    tokens(bytes, found);
    schemes(bytes, found);
    super::named::find(bytes, found);
}

/// From `-----BEGIN … PRIVATE KEY-----` to the end of the last line, or of the text. If only the last line is there,
/// the base64 before it.
fn pem(bytes: &[u8], found: &mut Found) {
    let mut at = 0;
    while let Some(label) = position(bytes, at, PEM_LABEL) {
        let after = label.saturating_add(PEM_LABEL.len());
        let range = match line_start(bytes, label, b"END ") {
            Some(last_line) => base64_before(bytes, at, last_line)..end_of_label(bytes, after),
            None => {
                let start = line_start(bytes, label, b"BEGIN ").unwrap_or(label);
                let last = position(bytes, after, PEM_LABEL);
                start
                    ..last
                        .map_or(bytes.len(), |last| end_of_label(bytes, last.saturating_add(PEM_LABEL.len())))
            }
        };
        at = range.end.max(after);
        found(range, SecretKind::PrivateKey);
    }
}

/// Where the dashes before `word` begin, if it stands shortly before `label`.
fn line_start(bytes: &[u8], label: usize, word: &[u8]) -> Option<usize> {
    let from = label.saturating_sub(MAX_PEM_LABEL);
    let before = bytes.get(from..label)?;
    let at =
        (0..before.len()).rev().find(|at| before.get(*at..).is_some_and(|rest| rest.starts_with(word)))?;
    let dashes = before.get(..at)?.iter().rev().take_while(|byte| matches!(byte, b'-' | b' ')).count();
    from.saturating_add(at).checked_sub(dashes)
}

/// Where the base64 begins that ends at `end`, but not before `from`.
fn base64_before(bytes: &[u8], from: usize, end: usize) -> usize {
    let is_body =
        |byte: &&u8| byte.is_ascii_alphanumeric() || byte.is_ascii_whitespace() || b"+/=".contains(byte);
    end.saturating_sub(bytes.get(from..end).unwrap_or_default().iter().rev().take_while(is_body).count())
}

/// After the rest of a label, such as ` BLOCK`, and its dashes.
fn end_of_label(bytes: &[u8], at: usize) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    let rest = rest.strip_prefix(b" BLOCK").unwrap_or(rest);
    let dashes = rest.iter().take_while(|byte| **byte == b'-').count();
    bytes.len().saturating_sub(rest.len()).saturating_add(dashes)
}

fn putty(bytes: &[u8], found: &mut Found) {
    let [file, lines, last] = PUTTY;
    if let Some(start) = position(bytes, 0, file).or_else(|| position(bytes, 0, lines)) {
        let last = last_position(bytes, last).filter(|last| *last > start);
        let end = last.map(|last| last.saturating_add(length_until(bytes, last, b"\n\r\"'")));
        found(start..end.unwrap_or(bytes.len()), SecretKind::PrivateKey);
    }
}

/// Runs of base64url and dots: JWTs, tokens of assertions, and what begins as a key or a token does.
fn tokens(bytes: &[u8], found: &mut Found) {
    let is_of_token = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    let mut at = 0;
    while at < bytes.len() {
        let length = bytes.get(at..).unwrap_or_default().iter().take_while(|byte| is_of_token(byte)).count();
        let end = at.saturating_add(length);
        let token = bytes.get(at..end).unwrap_or_default();
        if let Some((start, kind)) = jwt(token) {
            found(at.saturating_add(start)..end, kind);
        } else if let Some(kind) = prefixed(token).filter(|_| bytes.get(end) != Some(&b'@')) {
            found(at..end, kind);
        }
        at = end.saturating_add(1);
    }
}

/// Base64url of an object that begins with a member, `{"`.
const OBJECT: &[u8] = b"eyJ";
const MIN_OBJECT: usize = 11;

fn jwt(token: &[u8]) -> Option<(usize, SecretKind)> {
    let start = position(token, 0, OBJECT)?;
    let rest = token.get(start..)?;
    let dots = rest.iter().filter(|byte| **byte == b'.').count();
    match dots {
        0 if start == 0 && rest.len() >= MIN_OBJECT => Some((0, SecretKind::Assertion)),
        1 if start == 0 && rest.len() >= MIN_OBJECT => Some((0, SecretKind::Jwt)),
        2.. => Some((start, SecretKind::Jwt)),
        _ => None,
    }
}

fn prefixed(token: &[u8]) -> Option<SecretKind> {
    let begins =
        |(prefix, _): &&(&str, SecretKind)| token.strip_prefix(prefix.as_bytes()).is_some_and(looks_random);
    PREFIXES.iter().find(begins).map(|(_, kind)| *kind)
}

/// True for 16 characters, or 8 with a digit among them: a token, and no word.
pub(super) fn looks_random(token: &[u8]) -> bool {
    token.len() >= 16 || token.len() >= 8 && token.iter().any(u8::is_ascii_digit)
}

/// Schemes of `Authorization` after which a secret stands.
const SCHEMES: [(&str, SecretKind); 2] =
    [("bearer", SecretKind::Credential), ("agentassertion", SecretKind::Assertion)];

fn schemes(bytes: &[u8], found: &mut Found) {
    let mut is_start_of_word = true;
    for at in 0..bytes.len() {
        let rest = bytes.get(at..).unwrap_or_default();
        if is_start_of_word
            && let Some((range, kind)) =
                SCHEMES.iter().find_map(|(name, kind)| Some((after(rest, name)?, *kind)))
        {
            found(at.saturating_add(range.start)..at.saturating_add(range.end), kind);
        }
        is_start_of_word = !rest.first().is_some_and(u8::is_ascii_alphanumeric);
    }
}

/// The token after a scheme and spaces; a plus sign is a space in a form.
fn after(rest: &[u8], scheme: &str) -> Option<Range<usize>> {
    let (name, rest) = rest.split_at_checked(scheme.len())?;
    if !name.eq_ignore_ascii_case(scheme.as_bytes()) {
        return None;
    }
    let spaces = rest.iter().take_while(|byte| byte.is_ascii_whitespace() || **byte == b'+').count();
    let start = name.len().saturating_add(spaces);
    let token = length_until(rest, spaces, b" \t\n\r\"'<>,;\\");
    (spaces > 0 && token > 0).then_some(start..start.saturating_add(token))
}

pub(super) fn position(bytes: &[u8], from: usize, wanted: &[u8]) -> Option<usize> {
    let (first, _) = wanted.split_first()?;
    (from..bytes.len()).find(|at| {
        bytes.get(*at) == Some(first) && bytes.get(*at..).is_some_and(|rest| rest.starts_with(wanted))
    })
}

fn last_position(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    (0..bytes.len()).rev().find(|at| bytes.get(*at..).is_some_and(|rest| rest.starts_with(wanted)))
}

/// The number of bytes from `at` up to one of `ends`, or up to the end.
pub(super) fn length_until(bytes: &[u8], at: usize, ends: &[u8]) -> usize {
    bytes.get(at..).unwrap_or_default().iter().take_while(|byte| !ends.contains(byte)).count()
}
