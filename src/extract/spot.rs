//! `AgentAssertion` and what follows it, in text that comes byte by byte.

use crate::assertion::{MAX_HEADER_BYTES, SCHEME};

/// In the middle of some text, a shorter word after the scheme is prose.
const SHORTEST_TOKEN: usize = 20;

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum State {
    #[default]
    Before,
    Spaces,
    Token,
}

#[derive(Default)]
pub(super) struct Spotter {
    state: State,
    /// Of the scheme.
    matched: usize,
    /// Of the word `authorization`.
    named: usize,
    before: u8,
    /// How many bytes came.
    count: usize,
    header: Vec<u8>,
    token_at: usize,
    /// The text is the value of a header: from a scheme at its start, all of it is the assertion.
    is_header: bool,
    is_sure: bool,
}

const NAME: &[u8] = b"authorization";

impl Spotter {
    pub(super) fn new(is_header: bool) -> Self {
        Self { is_header, ..Self::default() }
    }

    /// Whether nothing has begun.
    pub(super) fn is_idle(&self) -> bool {
        self.state == State::Before && self.matched == 0 && self.named == 0
    }

    /// Bytes that come while nothing has begun, and of which none is a start.
    pub(super) fn pass(&mut self, bytes: &[u8]) {
        self.before = bytes.last().copied().unwrap_or(self.before);
        self.count = self.count.saturating_add(bytes.len());
    }

    /// The assertion that ended before this byte.
    pub(super) fn byte(&mut self, byte: u8) -> Option<Vec<u8>> {
        let mut found = None;
        match self.state {
            State::Before => self.look(byte),
            State::Spaces if is_space(byte) => self.keep(byte),
            State::Spaces | State::Token if self.is_header || !is_end(byte) => {
                if self.state == State::Spaces {
                    self.state = State::Token;
                    self.token_at = self.header.len();
                }
                self.keep(byte);
            }
            State::Spaces | State::Token => {
                found = self.end();
                self.look(byte);
            }
        }
        self.before = byte;
        self.count = self.count.saturating_add(1);
        found
    }

    /// The text is over.
    pub(super) fn end(&mut self) -> Option<Vec<u8>> {
        let state = std::mem::take(&mut self.state);
        let header = std::mem::take(&mut self.header);
        self.matched = 0;
        let token = header.get(self.token_at..).unwrap_or_default();
        let is_one = match state {
            State::Before => false,
            State::Spaces => self.is_header,
            State::Token => self.is_header || self.is_sure || is_token(token),
        };
        is_one.then_some(header)
    }

    fn look(&mut self, byte: u8) {
        if self.matched == SCHEME.len() {
            if byte == b' ' || (self.is_header && byte == b'\t') {
                self.state = State::Spaces;
                self.is_header = self.is_header && self.count == SCHEME.len();
                return self.keep(byte);
            }
            self.matched = 0;
            self.header.clear();
        }
        if is_next(SCHEME.as_bytes(), self.matched, byte) && (self.matched > 0 || self.at_word()) {
            if self.matched == 0 {
                self.is_sure = self.named == NAME.len();
            }
            self.matched = self.matched.saturating_add(1);
            self.keep(byte);
        } else {
            self.matched = 0;
            self.header.clear();
        }
        self.look_for_name(byte);
    }

    /// Holds on to the name while nothing but what stands between a name and a value follows it.
    fn look_for_name(&mut self, byte: u8) {
        if self.named == NAME.len() {
            if !b":=\"'\\ \t".contains(&byte) {
                self.named = 0;
            }
        } else if is_next(NAME, self.named, byte) {
            self.named = self.named.saturating_add(1);
        } else {
            self.named = usize::from(is_start(byte));
        }
    }

    fn at_word(&self) -> bool {
        !self.before.is_ascii_alphanumeric()
    }

    fn keep(&mut self, byte: u8) {
        // One byte more than is allowed, so that a verifier sees that it is too long.
        if self.header.len() <= MAX_HEADER_BYTES {
            self.header.push(byte);
        }
    }
}

/// Both the scheme and the name before it begin with this letter.
pub(super) fn is_start(byte: u8) -> bool {
    byte.eq_ignore_ascii_case(&b'a')
}

fn is_next(word: &[u8], matched: usize, byte: u8) -> bool {
    word.get(matched).is_some_and(|wanted| wanted.eq_ignore_ascii_case(&byte))
}

fn is_space(byte: u8) -> bool {
    byte == b' ' || byte == b'\t'
}

fn is_end(byte: u8) -> bool {
    byte <= b' ' || b"\"'`\\,;<>()[]{}&|".contains(&byte)
}

fn is_token(text: &[u8]) -> bool {
    let start = text.iter().take(SHORTEST_TOKEN);
    start.filter(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(byte)).count() == SHORTEST_TOKEN
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spotted(is_header: bool, text: &str) -> Vec<String> {
        let mut spotter = Spotter::new(is_header);
        let mut found: Vec<_> = text.bytes().filter_map(|byte| spotter.byte(byte)).collect();
        found.extend(spotter.end());
        found.into_iter().map(|header| String::from_utf8(header).unwrap()).collect()
    }

    const TOKEN: &str = "eyJhZ2VudF9ydW50aW1l";

    #[test]
    fn a_token_ends_where_it_must() {
        for (before, after) in [
            ("", ""),
            ("x: ", " y"),
            ("'", "'"),
            ("\\\"", "\\\""),
            ("(", ")"),
            ("a=", "&b"),
            ("", ", x"),
            ("é", "\n"),
        ] {
            let header = format!("AgentAssertion {TOKEN}");
            assert_eq!(
                spotted(false, &format!("{before}{header}{after}")),
                std::slice::from_ref(&header),
                "{before}…{after}"
            );
            let odd = format!("agentASSERTION  {TOKEN}");
            assert_eq!(
                spotted(false, &format!("{before}{odd}{after} {before}{header}")).len(),
                2,
                "{before}…{after}"
            );
        }
    }

    #[test]
    fn prose_is_none_and_a_named_header_is_one() {
        for prose in [
            "AgentAssertion header",
            "xAgentAssertion eyJhZ2VudF9ydW50aW1l",
            "AgentAssertions eyJhZ2VudF9ydW50aW1l",
            "AgentAssertion https://example.com/a/long/path",
            "AgentAssertion",
            "AgentAssertion ",
            "authorization is AgentAssertion x",
        ] {
            assert_eq!(spotted(false, prose), [""; 0], "{prose}");
        }
        for named in
            ["Authorization: ", "{\"authorization\":\"", "aauthorization=", "authorization\\\": \\\""]
        {
            assert_eq!(spotted(false, &format!("{named}AgentAssertion x")), ["AgentAssertion x"], "{named}");
        }
    }

    #[test]
    fn of_a_headers_value_nothing_is_left_out() {
        for whole in ["AgentAssertion a b, c", "AgentAssertion ", "agentassertion \t\"", "AgentAssertion\tx"]
        {
            assert_eq!(spotted(true, whole), [whole]);
        }
        assert_eq!(spotted(true, "Bearer AgentAssertion x"), [""; 0]);
        assert_eq!(spotted(true, "AgentAssertion"), [""; 0]);
    }

    #[test]
    fn what_is_too_long_is_cut_where_it_is_too_long() {
        let header = format!("AgentAssertion {}", "x".repeat(20_000));
        assert_eq!(spotted(false, &header), [&header[..=MAX_HEADER_BYTES]]);
    }
}
