//! A request: its URL, its method, its time, and the status of the response.

use super::key::Key;
use super::time;
use std::sync::Arc;

/// The longest URL that is kept. A longer one is cut.
pub(super) const MAX_URL_BYTES: usize = 2048;
/// The longest text that is taken for a method.
const MAX_METHOD_BYTES: usize = 16;
const MAX_HOST_BYTES: usize = 255;

const METHODS: [&str; 9] = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "CONNECT", "TRACE"];

/// The known parts of a request. They are shared by all assertions of the request.
#[derive(Clone, Debug, Default)]
pub(super) struct Request {
    pub url: Option<Arc<str>>,
    pub method: Option<Arc<str>>,
    pub sent_at: Option<i64>,
    pub status: Option<u16>,
    path: Option<Arc<str>>,
    host: Option<Arc<str>>,
    is_plain_http: bool,
}

impl Request {
    /// Takes the value of a member, unless that part of the request is known already or the value is not valid for it.
    pub(super) fn note(&mut self, key: Key, value: &str) {
        match key {
            Key::Url => note(&mut self.url, Some(value).filter(|url| !url.is_empty()).map(cut_url)),
            Key::Path => note(&mut self.path, Some(value).filter(|path| path.starts_with('/')).map(cut_url)),
            Key::Host => note(&mut self.host, Some(value).filter(|host| is_host(host))),
            Key::Method => note(&mut self.method, Some(value).filter(|method| is_method(method))),
            Key::Scheme => self.is_plain_http |= matches!(value, "http" | "http:" | "http://" | "ws"),
            Key::Time => self.sent_at = self.sent_at.or_else(|| time::value(value.as_bytes())),
            Key::Status => self.status = self.status.or_else(|| status(value.as_bytes())),
            _ => {}
        }
    }

    /// Takes the parts that are not known yet from `other`.
    pub(super) fn fill(&mut self, other: &Self) {
        fill(&mut self.url, &other.url);
        fill(&mut self.method, &other.method);
        fill(&mut self.path, &other.path);
        fill(&mut self.host, &other.host);
        self.sent_at = self.sent_at.or(other.sent_at);
        self.status = self.status.or(other.status);
        self.is_plain_http |= other.is_plain_http;
    }

    /// Returns the URL as it was written, or else a host and a path combined, or else the path if a method is known.
    pub(super) fn url(&self) -> Option<Arc<str>> {
        let path = self.path.as_ref();
        self.url.clone().or_else(|| match &self.host {
            Some(host) => {
                let scheme = if self.is_plain_http { "http://" } else { "https://" };
                Some([scheme, host, path?].concat().into())
            }
            None => path.filter(|_| self.method.is_some()).cloned(),
        })
    }

    pub(super) fn names_target(&self) -> bool {
        self.url().is_some()
    }

    /// Returns the number of bytes that the texts of the request take.
    pub(super) fn weight(&self) -> usize {
        let texts = [&self.url, &self.method, &self.path, &self.host];
        texts.iter().filter_map(|text| text.as_ref()).fold(0, |sum, text| sum.saturating_add(text.len()))
    }
}

fn note(to: &mut Option<Arc<str>>, value: Option<&str>) {
    if to.is_none() {
        *to = value.map(Arc::from);
    }
}

fn fill(to: &mut Option<Arc<str>>, from: &Option<Arc<str>>) {
    if to.is_none() {
        to.clone_from(from);
    }
}

fn cut_url(url: &str) -> &str {
    let mut end = url.len().min(MAX_URL_BYTES);
    while !url.is_char_boundary(end) {
        end = end.saturating_sub(1);
    }
    url.get(..end).unwrap_or_default()
}

fn is_host(host: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b".-_:[]".contains(&byte);
    (1..=MAX_HOST_BYTES).contains(&host.len()) && host.bytes().all(is_plain)
}

/// True for a method that HTTP defines, in any letter case, and for any other word in capitals. Other words are
/// excluded, because messages of JSON-RPC have a member `method`, too.
pub(super) fn is_method(text: &str) -> bool {
    let is_custom = || text.len() >= 3 && text.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'-');
    text.len() <= MAX_METHOD_BYTES && (known_method(text.as_bytes()).is_some() || is_custom())
}

/// Returns the method of that name, in capitals.
pub(super) fn known_method(name: &[u8]) -> Option<&'static str> {
    METHODS.into_iter().find(|method| name.eq_ignore_ascii_case(method.as_bytes()))
}

/// Reads the status code (RFC 9110 §15) at the start of `text`.
pub(super) fn status(text: &[u8]) -> Option<u16> {
    let (code, rest) = text.split_at_checked(3)?;
    let is_over = rest.first().is_none_or(|byte| !byte.is_ascii_alphanumeric() && *byte != b'.');
    let code = std::str::from_utf8(code).ok()?.parse().ok()?;
    (is_over && (100..600).contains(&code)).then_some(code)
}

/// The URL and the method that were returned last, so that the assertions of one request share them.
#[derive(Default)]
pub(super) struct Shared {
    url: Option<Arc<str>>,
    method: Option<Arc<str>>,
}

impl Shared {
    pub(super) fn url(&mut self, url: Option<Arc<str>>) -> Option<Arc<str>> {
        share(&mut self.url, url)
    }

    pub(super) fn method(&mut self, method: Option<Arc<str>>) -> Option<Arc<str>> {
        share(&mut self.method, method)
    }
}

fn share(last: &mut Option<Arc<str>>, text: Option<Arc<str>>) -> Option<Arc<str>> {
    let text = text?;
    if last.as_ref() != Some(&text) {
        *last = Some(text);
    }
    last.clone()
}
