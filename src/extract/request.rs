//! Where a request went and how, as far as a line of text tells.

use super::ExtractedAssertion;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Request {
    pub url: Option<String>,
    pub method: Option<String>,
}

const METHODS: [&str; 8] = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "CONNECT"];

impl Request {
    /// Reads a line of a log, a request line, or a `curl` command.
    pub(super) fn read(line: &[u8]) -> Self {
        let method = (0..line.len()).find_map(|at| method(line, at));
        let target = method.and_then(|(_, rest)| target(rest));
        let url = target.or_else(|| (0..line.len()).find_map(|at| url(line, at)));
        let method = method.map(|(method, _)| method).or_else(|| curl_method(line));
        Self { url: url.map(text), method: method.map(str::to_owned) }
    }

    /// Tells an assertion what it does not know yet.
    pub(super) fn give(&self, found: &mut ExtractedAssertion) {
        for (known, told) in [(&mut found.url, &self.url), (&mut found.method, &self.method)] {
            if known.is_none() {
                known.clone_from(told);
            }
        }
    }

    pub(super) fn or(&mut self, other: &Self) {
        if self.url.is_none() && self.method.is_none() {
            self.clone_from(other);
        }
    }

    /// A request line counts for the header lines below it.
    pub(super) fn update(&mut self, line: &[u8]) {
        let line = line.trim_ascii();
        let line = line.strip_prefix(b">").unwrap_or(line).trim_ascii();
        if line.is_empty() {
            *self = Self::default();
        } else if method(line, 0).is_some() {
            *self = Self::read(line);
        }
    }
}

/// Of what is no UTF-8, what is ASCII stays.
pub(super) fn text(bytes: &[u8]) -> String {
    let ascii = || bytes.iter().map(|byte| if byte.is_ascii() { *byte } else { b'?' }).collect();
    let text = std::str::from_utf8(bytes).map_or_else(|_| ascii(), |text| text.as_bytes().to_vec());
    String::from_utf8(text).unwrap_or_default()
}

fn from(line: &[u8], at: usize) -> &[u8] {
    line.get(at..).unwrap_or_default()
}

/// A method in capitals that stands there as a word of its own, and what follows it.
fn method(line: &[u8], at: usize) -> Option<(&'static str, &[u8])> {
    let (before, rest) = line.split_at_checked(at)?;
    let method = METHODS.iter().find(|method| rest.starts_with(method.as_bytes()))?;
    let after = from(rest, method.len());
    let starts = before.last().is_none_or(|byte| !is_word(*byte)) || before.ends_with(b"-X");
    let ends = after.first().is_none_or(|byte| !is_word(*byte));
    (starts && ends).then_some((*method, after))
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-'
}

/// The path or URL right after a method.
fn target(rest: &[u8]) -> Option<&[u8]> {
    let word = word(rest.strip_prefix(b" ")?);
    (word.starts_with(b"/") || is_url(word)).then_some(word)
}

fn url(line: &[u8], at: usize) -> Option<&[u8]> {
    let rest = from(line, at);
    if !is_url(rest) {
        return None;
    }
    let mut url = word(rest);
    // What ends a sentence ends no URL.
    while let Some((b',' | b'.' | b';' | b':' | b')' | b']', rest)) = url.split_last() {
        url = rest;
    }
    Some(url)
}

fn is_url(word: &[u8]) -> bool {
    word.starts_with(b"https://") || word.starts_with(b"http://")
}

fn word(text: &[u8]) -> &[u8] {
    let ends = |byte: &u8| *byte <= b' ' || b"\"'`\\<>|{}".contains(byte);
    text.get(..text.iter().position(ends).unwrap_or(text.len())).unwrap_or_default()
}

/// What `curl` does where it is not told.
fn curl_method(line: &[u8]) -> Option<&'static str> {
    let has = |option: &[u8]| (0..line.len()).any(|at| from(line, at).starts_with(option));
    if !has(b"curl ") {
        return None;
    }
    Some(if has(b" -d") || has(b" --data") || has(b" --json") { "POST" } else { "GET" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_a_line_tells() {
        for (line, method, url) in [
            ("", None, None),
            ("nothing of the kind", None, None),
            ("> POST /v1/tasks HTTP/1.1", Some("POST"), Some("/v1/tasks")),
            (r#"1.2.3.4 - "GET /a?b=c HTTP/2" 200 "https://referrer.example/""#, Some("GET"), Some("/a?b=c")),
            ("PUT https://a.example/x, took 3 ms", Some("PUT"), Some("https://a.example/x,")),
            ("sent to https://a.example/x, by POST.", Some("POST"), Some("https://a.example/x")),
            (
                r#"INFO {"method":"POST","url":"https://a.example/"}"#,
                Some("POST"),
                Some("https://a.example/"),
            ),
            ("curl 'https://a.example/x' -H 'A: b'", Some("GET"), Some("https://a.example/x")),
            ("curl https://a.example -d @file", Some("POST"), Some("https://a.example")),
            ("curl -XDELETE https://a.example", Some("DELETE"), Some("https://a.example")),
            ("curl --request PATCH \"https://a.example\"", Some("PATCH"), Some("https://a.example")),
            ("GETTING BUDGET TARGET GET_x http:/ https", None, None),
            ("é GET", Some("GET"), None),
        ] {
            let request = Request::read(line.as_bytes());
            assert_eq!((request.method.as_deref(), request.url.as_deref()), (method, url), "{line}");
        }
    }

    #[test]
    fn a_request_line_counts_until_an_empty_line_or_the_next() {
        let mut request = Request::default();
        for (line, url) in [
            ("> GET /1 HTTP/1.1", Some("/1")),
            ("> Accept: */*", Some("/1")),
            ("", None),
            ("Accept: */*", None),
            ("POST /2 HTTP/1.1", Some("/2")),
            ("PUT /3 HTTP/1.1", Some("/3")),
            ("> ", None),
        ] {
            request.update(line.as_bytes());
            assert_eq!(request.url.as_deref(), url, "{line:?}");
        }
    }
}
