//! Finding secrets in any text, and the one way in which text from outside enters a message.
//!
//! A secret is told by its own form, not by where it stands: PKCS#8 and other DER in base64, hex or raw, PEM, JWKs,
//! PuTTY's and OpenSSH's files, JWTs, tokens, and what a name such as `refresh_token` announces. `view` undoes
//! escapes, `encoded` undoes base64 and hex; `der`, `words` and `named` know the forms; `known` finds what the caller
//! names; `quote` writes what is left for people to read.

mod der;
mod encoded;
mod known;
mod named;
mod quote;
mod view;
mod words;

pub(crate) use quote::quoted;
#[cfg(feature = "bindings")]
pub(crate) use quote::quoted_body;

use std::ops::Range;
use view::View;

/// What a secret is.
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
    /// What it is.
    pub kind: SecretKind,
    /// Where it stands, in bytes. Names and schemes before it do not belong to it.
    pub span: Range<usize>,
}

type Found<'a> = dyn FnMut(Range<usize>, SecretKind) + 'a;

/// Finds what looks like a secret, in the order of the text; none touches another.
///
/// Escapes of JSON, URLs and HTML are seen through, and so are base64 and hex, three deep. The cost is linear in the
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

/// The text with `[redacted]` in the place of each secret that [`find_secrets`] finds, and of every part of 8 or more
/// bytes of the secrets in `known`.
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

/// Escapes within escapes that are undone: JSON in JSON in HTML, for example.
const MAX_LEVELS: usize = 4;

/// For every byte of a text, which kind of secret it is part of.
struct Marks(Vec<Option<SecretKind>>);

impl Marks {
    fn of(text: &str, known: &[&str]) -> Self {
        let mut marks = Self(vec![None; text.len()]);
        let known: Vec<View> = known.iter().flat_map(|secret| views(secret)).collect();
        for view in views(text) {
            let mut mark = |range: Range<usize>, kind| {
                marks.add(view.position(range.start)..view.position(range.end), kind);
            };
            look_into(&view.bytes, 0, &mut mark);
            for secret in &known {
                known::find(&view, secret, &mut |range| mark(range, SecretKind::Credential));
            }
        }
        marks
    }

    fn add(&mut self, range: Range<usize>, kind: SecretKind) {
        let marks = self.0.get_mut(range).unwrap_or_default();
        marks.iter_mut().for_each(|mark| *mark = (*mark).max(Some(kind)));
    }

    /// Marks that touch are one secret, of the gravest of their kinds.
    fn spans(&self, text: &str) -> Vec<FoundSecret> {
        let mut spans: Vec<FoundSecret> = Vec::new();
        for (at, c) in text.char_indices() {
            let end = at.saturating_add(c.len_utf8());
            let Some(kind) = self.0.get(at..end).and_then(|marks| marks.iter().copied().flatten().max())
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

fn views(text: &str) -> impl Iterator<Item = View> {
    std::iter::successors(Some(View::new(text)), View::unescaped).take(MAX_LEVELS)
}

/// Looks for secrets in bytes that may be text, DER or anything else, at this depth of encodings.
fn look_into(bytes: &[u8], depth: u8, found: &mut Found) {
    der::find(bytes, &mut |range| found(range, SecretKind::PrivateKey));
    words::find(bytes, found);
    encoded::find(bytes, depth, found);
}
