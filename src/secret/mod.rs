//! Finding secrets in any text, and the one way in which text from outside enters a message.
//!
//! A secret is recognized by its own form, not by its place: PKCS#8 and other DER in base64, hex or raw, PEM, JWKs,
//! PuTTY's and OpenSSH's files, JWTs, tokens, and values after a name such as `refresh_token`. `view` decodes escapes,
//! base64 and hex. `der` and `words` recognize the forms. `known` finds secrets that the caller passes. `quote` writes
//! the remaining text for people to read.

mod der;
mod known;
mod quote;
mod view;
mod words;

#[cfg(feature = "bindings")]
pub(crate) use quote::quoted_body;
pub(crate) use quote::{Quoted, quoted};

use std::ops::Range;
use view::View;

/// The kind of a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum SecretKind {
    /// The token of an assertion: a credential while it is fresh.
    Assertion,
    /// An access token, a refresh token, an API key, a password, a cookie.
    Credential,
    /// A private key of any algorithm, encrypted or not, whole or damaged.
    PrivateKey,
    /// A JWT. An Agent Identity JWT carries a private key.
    Jwt,
}

impl SecretKind {
    /// `assertion`, `credential`, `privateKey` or `jwt`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Assertion => "assertion",
            Self::Credential => "credential",
            Self::PrivateKey => "privateKey",
            Self::Jwt => "jwt",
        }
    }
}

/// A secret in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundSecret {
    /// The kind of the secret.
    pub kind: SecretKind,
    /// The range in the text, in bytes, without the name or the scheme before the secret.
    pub span: Range<usize>,
}

/// Finds secrets, in the order of the text. Their ranges do not overlap.
///
/// Escapes of JSON, URLs and HTML are decoded, and so are base64 and hex, up to three levels deep. The cost is linear in the
/// text. A bare 32-byte seed has no form of its own, so it is not found: it looks like a public key.
///
/// ```
/// use agent_identity_wasm::{SecretKind, find_secrets};
///
/// let text = "key: MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g!";
/// let found = find_secrets(text);
/// assert_eq!((found[0].kind, found[0].span.clone()), (SecretKind::PrivateKey, 5..69));
/// ```
pub fn find_secrets(text: &str) -> Vec<FoundSecret> {
    Marks::of(text, &[]).spans(text)
}

/// Returns the text with every secret that [`find_secrets`] finds replaced by `[redacted]`. Every part of 8 or more bytes
/// of the secrets in `known` is replaced as well.
///
/// ```
/// use agent_identity_wasm::redact_secrets;
///
/// assert_eq!(redact_secrets("Bearer abc, hunter-2", &["hunter-2"]), "Bearer [redacted], [redacted]");
/// ```
pub fn redact_secrets(text: &str, known: &[&str]) -> String {
    let mut redacted = String::with_capacity(text.len());
    let mut done = 0;
    for FoundSecret { span, .. } in Marks::of(text, known).spans(text) {
        redacted.push_str(text.get(done..span.start).unwrap_or_default());
        redacted.push_str("[redacted]");
        done = span.end;
    }
    redacted.push_str(text.get(done..).unwrap_or_default());
    redacted
}

/// Escapes and encodings inside one another that are undone: PKCS#8 in base64, in JSON, in a JWT, in HTML, for example.
const MAX_DEPTH: u8 = 4;

/// For every byte of a text, which kind of secret it is part of.
struct Marks<'a> {
    text: &'a [u8],
    kinds: Vec<Option<SecretKind>>,
}

impl<'a> Marks<'a> {
    fn of(text: &'a str, known: &[&str]) -> Self {
        let mut views = Vec::new();
        for secret in known {
            let mut next = Some(View::new(secret));
            for _ in 0..MAX_DEPTH {
                let Some(view) = next else { break };
                next = view.unescaped();
                views.push(view);
            }
        }
        let mut marks = Self { text: text.as_bytes(), kinds: vec![None; text.len()] };
        marks.look_into(&View::new(text), &views, 0, false);
        marks
    }

    /// Marks the secrets in a view, and in the views of it.
    fn look_into(&mut self, view: &View, known: &[View], depth: u8, is_decoded: bool) {
        let is_command = words::is_command(view);
        // No byte is part of two keys or of two values, so the cost stays linear.
        let (mut end_of_key, mut end_of_token, mut end_of_value) = (0, 0, 0);
        for at in 0..view.bytes.len() {
            if at >= end_of_key
                && let Some(range) =
                    der::key_at(&view.bytes, at).or_else(|| words::labelled_key(view, at, end_of_key))
            {
                end_of_key = range.end;
                self.add(view, &range, SecretKind::PrivateKey, is_decoded);
            }
            if at >= end_of_token
                && let Some((end, kind)) = words::prefixed_at(view, at)
            {
                end_of_token = end;
                kind.into_iter().for_each(|kind| self.add(view, &(at..end), kind, is_decoded));
            }
            if let Some((range, kind)) = words::token_at(view, at) {
                self.add(view, &range, kind, is_decoded);
            }
            if at >= end_of_value
                && let Some((range, kind)) = words::value_after(view, at, is_command)
            {
                end_of_value = range.end;
                self.add(view, &range, kind, is_decoded);
            }
        }
        for secret in known {
            known::find(view, secret, &mut |range| self.add(view, &range, SecretKind::Credential, false));
        }
        let depth = depth.saturating_add(1);
        if depth > MAX_DEPTH {
            return;
        }
        if let Some(view) = view.unescaped() {
            self.look_into(&view, known, depth, is_decoded);
        }
        // The digits that begin together with a byte recur after 4 of base64 and after 2 of hex.
        for (bits, period) in [(6, 4), (4, 2)] {
            for skipped in 0..if view.has_run(bits) { period } else { 0 } {
                self.look_into(&view.decoded(bits, skipped), known, depth, true);
            }
        }
    }

    /// Marks the bytes of the text that a range of a view comes from. In a decoded view, the secret goes on to the end
    /// of its word, and no further than a quote or a bracket: a length inside a damaged key is not to be trusted.
    fn add(&mut self, view: &View, range: &Range<usize>, kind: SecretKind, is_decoded: bool) {
        let (start, end) = (view.position(range.start), view.position(range.end));
        let text = self.text.get(start..).unwrap_or_default();
        let marks = self.kinds.get_mut(start..).unwrap_or_default();
        for ((byte, mark), at) in text.iter().zip(marks).zip(start..) {
            let is_rest_of_word = is_decoded && words::is_base64(*byte) && *mark < Some(kind);
            if at >= end && !is_rest_of_word || is_decoded && b"\"'()[]{}<>".contains(byte) {
                break;
            }
            *mark = (*mark).max(Some(kind));
        }
    }

    /// Marks that touch are one secret, of the gravest of their kinds.
    fn spans(&self, text: &str) -> Vec<FoundSecret> {
        let mut spans: Vec<FoundSecret> = Vec::new();
        for (at, c) in text.char_indices() {
            let end = at.saturating_add(c.len_utf8());
            let Some(kind) = self.kinds.get(at..end).and_then(|kinds| kinds.iter().copied().flatten().max())
            else {
                continue;
            };
            match spans.last_mut().filter(|last| last.span.end == at) {
                Some(last) => (last.kind, last.span.end) = (last.kind.max(kind), end),
                None => spans.push(FoundSecret { kind, span: at..end }),
            }
        }
        spans
    }
}
