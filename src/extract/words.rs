//! Reads a request from the words of a text: a line of a log, a request line, a command, or a call in a programming
//! language.

use super::key::Key;
use super::request::{self, Request};
use super::time;
use std::ops::Range;

/// The quotes and escape characters that can surround a name or a value.
const QUOTES: &[u8] = b"\"'`\\^";

/// Reads the request from a text that contains an assertion: a logical line, a command, a call, or a JSON string.
pub(super) fn read(text: &[u8]) -> Request {
    crate::scan::steps::count(text.len());
    let mut request = Request::default();
    if let Some(curl) = find_command(text, b"curl").or_else(|| find_command(text, b"curl.exe")) {
        command(text, curl, &mut request);
        note_times(text, &mut request);
        return request;
    }
    options(text, &mut request);
    let target = target(text);
    if let Some(target) = &target {
        note(&mut request, Key::Url, text, target.clone());
    }
    pairs(text, &mut request);
    note_times(text, &mut request);
    let is_call = [b"fetch(".as_slice(), b"Invoke-"].iter().any(|call| find(text, call).is_some());
    if !is_call && let Some((method, _)) = methods(text).next() {
        request.note(Key::Method, method);
    }
    if let Some(method) = method_called(text) {
        request.note(Key::Method, method);
    }
    if is_call || find(text, b"wget ").is_some() {
        let posts = find(text, b"--post-").is_some() || find(text, b"--body-").is_some();
        request.note(Key::Method, if posts { "POST" } else { "GET" });
    }
    if let Some(url) = urls(text).find(|url| !is_referrer_or_proxy(text, url.start)) {
        note(&mut request, Key::Url, text, url);
    }
    if request.status.is_none() {
        request.status = status(text, target);
    }
    request
}

/// True if the line is a request line, as in a dump of a request.
pub(super) fn is_request_line(line: &[u8]) -> bool {
    let line = line.trim_ascii_start();
    let line = line.strip_prefix(b">").unwrap_or(line).trim_ascii_start();
    method_at(line, 0).is_some()
}

/// Returns the URL in a text, if the text contains one URL and no other.
pub(super) fn only_url(text: &[u8]) -> Option<Range<usize>> {
    let mut urls = urls(text).filter(|url| !is_referrer_or_proxy(text, url.start));
    let first = urls.next()?;
    urls.all(|url| text.get(url) == text.get(first.clone())).then_some(first)
}

/// Reads a `curl` command, whose name is at `at`.
fn command(text: &[u8], at: usize, request: &mut Request) {
    options(text, request);
    let is_argument = |url: &Range<usize>| {
        let before = before_quotes(text, url.start);
        let rest = before.trim_ascii_end();
        let is_apart = rest.len() < before.len() || before.ends_with(b"--url=");
        let option = rest.rsplit(|byte| byte.is_ascii_whitespace()).next().unwrap_or_default();
        is_apart
            && !is_referrer_or_proxy(text, url.start)
            && !option.ends_with(b":")
            && (!option.starts_with(b"-") || option == b"--url" || option == b"-L" || is_flag(option))
    };
    if let Some(url) = urls(text).find(|url| url.start > at && is_argument(url)) {
        note(request, Key::Url, text, url);
    }
    let has = |option: &[u8]| options_of(text).any(|(name, _)| name.starts_with(option));
    let is_get = has(b"-G") || has(b"--get");
    let method = match () {
        () if has(b"-I") || has(b"--head") => "HEAD",
        () if is_get => "GET",
        () if has(b"-T") || has(b"--upload-file") => "PUT",
        () if has(b"-d") || has(b"--data") || has(b"--json") || has(b"-F") || has(b"--form") => "POST",
        () => "GET",
    };
    request.note(Key::Method, method);
}

/// True for an option of `curl` that does not take a value.
fn is_flag(option: &[u8]) -> bool {
    let flags: [&[u8]; 9] = [
        b"--compressed",
        b"--insecure",
        b"--location",
        b"--silent",
        b"--verbose",
        b"--include",
        b"--fail",
        b"--http2",
        b"--get",
    ];
    let is_short = option.len() >= 2 && option.iter().skip(1).all(|byte| b"sSvkiLfgGIN".contains(byte));
    flags.contains(&option) || is_short
}

/// Reads the options for a method or a URL, of `curl`, `wget`, PowerShell and others.
fn options(text: &[u8], request: &mut Request) {
    for (name, value) in options_of(text) {
        let attached = name.strip_prefix(b"-X").filter(|method| !method.is_empty());
        if let Some(method) = attached.and_then(request::known_method) {
            request.note(Key::Method, method);
        }
        let is = |options: [&[u8]; 3]| options.iter().any(|option| name.eq_ignore_ascii_case(option));
        if is([b"-X", b"--request", b"--method"]) || is([b"-method", b"-custommethod", b"--method"]) {
            note(request, Key::Method, text, value);
        } else if is([b"-uri", b"--url", b"-url"]) {
            note(request, Key::Url, text, value);
        }
    }
}

/// Returns every option in a command, with the range of the word after it.
fn options_of(text: &[u8]) -> impl Iterator<Item = (&[u8], Range<usize>)> {
    (0..text.len()).filter_map(move |at| {
        let before = at.checked_sub(1).and_then(|before| text.get(before));
        if text.get(at) != Some(&b'-') || before.is_some_and(|byte| !byte.is_ascii_whitespace()) {
            return None;
        }
        let rest = text.get(at..).unwrap_or_default();
        let end =
            rest.iter().position(|byte| byte.is_ascii_whitespace() || *byte == b'=').unwrap_or(rest.len());
        let name = rest.get(..end)?;
        let end = at.saturating_add(end);
        let start = skip(text, end, b" \t=\"'`^\\\r\n");
        Some((name, start..word_end(text, start)))
    })
}

/// Reads every name that a colon or an equals sign and a value follow: in JSON, headers, `logfmt`, or literals of a
/// programming language.
fn pairs(text: &[u8], request: &mut Request) {
    for at in memchr::memchr2_iter(b':', b'=', text) {
        let name = name_before(text, at);
        let key = Key::of(name);
        let start = skip(text, at.saturating_add(1), b" \t=>\"'`\\^[");
        match key {
            Key::Url | Key::Path => note(request, key, text, start..word_end(text, start)),
            Key::Method | Key::Host | Key::Scheme | Key::Status => {
                note(request, key, text, start..value_end(text, start))
            }
            Key::Time if request.sent_at.is_none() => {
                request.sent_at = text.get(start..).and_then(time::prefix);
            }
            _ => {}
        }
    }
}

fn name_before(text: &[u8], at: usize) -> &[u8] {
    let before = text.get(..at).unwrap_or_default();
    let is_mark = |byte: &u8| QUOTES.contains(byte) || *byte == b' ';
    let end = before.iter().rposition(|byte| !is_mark(byte)).map_or(0, |last| last.saturating_add(1));
    let before = before.get(..end).unwrap_or_default();
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || b"_.-@:".contains(byte);
    let start = before.iter().rposition(|byte| !is_name(byte)).map_or(0, |last| last.saturating_add(1));
    let name = before.get(start..).unwrap_or_default();
    // The first colon of `:method:` belongs to the name; in `a:b:`, the name is `b`.
    let colon = name.iter().rposition(|byte| *byte == b':').filter(|colon| *colon > 0);
    colon.and_then(|colon| name.get(colon..)).unwrap_or(name)
}

fn note(request: &mut Request, key: Key, text: &[u8], value: Range<usize>) {
    let value = cleaned(text.get(value).unwrap_or_default());
    if key == Key::Url && !is_url_or_path(&value) {
        return;
    }
    request.note(key, &value);
}

fn is_url_or_path(text: &str) -> bool {
    text.starts_with('/') || text.contains("://")
}

/// Reads the first time in the text.
fn note_times(text: &[u8], request: &mut Request) {
    if request.sent_at.is_none() {
        request.sent_at = time::find(text);
    }
}

/// Returns every method that is a separate word in capitals, with the position after it.
fn methods(text: &[u8]) -> impl Iterator<Item = (&'static str, usize)> {
    (0..text.len()).filter_map(|at| method_at(text, at))
}

fn method_at(text: &[u8], at: usize) -> Option<(&'static str, usize)> {
    let (before, rest) = text.split_at_checked(at)?;
    if !matches!(rest.first()?, b'C' | b'D' | b'G' | b'H' | b'O' | b'P' | b'T') {
        return None;
    }
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
    if before.last().is_some_and(|byte| is_part(*byte)) {
        return None;
    }
    let length = rest.iter().take(10).take_while(|byte| byte.is_ascii_uppercase()).count();
    let word = rest.get(..length)?;
    let method = request::known_method(word)?;
    let is_over = rest.get(length).is_none_or(|byte| !is_part(*byte));
    is_over.then_some((method, at.saturating_add(length)))
}

/// Returns the request target: the path or URL right after a method, as in a request line.
fn target(text: &[u8]) -> Option<Range<usize>> {
    methods(text).find_map(|(_, end)| {
        let start = skip(text, end, b" \t,;|\"'\\");
        let rest = text.get(start..)?;
        let is_near = (1..=4).contains(&start.saturating_sub(end));
        let is_target =
            rest.first() == Some(&b'/') && rest.get(1) != Some(&b'/') || scheme_end(rest, 0).is_some();
        (is_near && is_target).then(|| start..word_end(text, start))
    })
}

/// Returns the method that a call in a programming language names, as in `.post(`, `.PostAsync(` and `HttpMethod.Post`.
fn method_called(text: &[u8]) -> Option<&'static str> {
    memchr::memchr_iter(b'.', text).find_map(|dot| {
        let rest = text.get(dot.saturating_add(1)..)?;
        let length = rest.iter().take(16).take_while(|byte| byte.is_ascii_alphabetic()).count();
        let name = rest.get(..length)?;
        let is_call = rest.get(length) == Some(&b'(');
        let is_constant = text.get(..dot).is_some_and(|before| before.ends_with(b"HttpMethod"));
        if !is_call && !is_constant {
            return None;
        }
        let name = ["Async", "AsJsonAsync", "Json"]
            .iter()
            .find_map(|end| name.strip_suffix(end.as_bytes()))
            .unwrap_or(name);
        request::known_method(name)
    })
}

/// Returns the ranges of all URLs.
fn urls(text: &[u8]) -> impl Iterator<Item = Range<usize>> {
    memchr::memchr2_iter(b'h', b'H', text).filter_map(|at| {
        scheme_end(text, at)?;
        let before = at.checked_sub(1).and_then(|before| text.get(before));
        // The last letter of the escape `\n` does not belong to a word.
        let is_apart = before.is_none_or(|byte| !byte.is_ascii_alphabetic())
            || text.get(..at).is_some_and(|before| before.ends_with(b"\\n"));
        is_apart.then(|| at..word_end(text, at))
    })
}

/// Returns the end of `http://` or `https://`. The slashes may be escaped, as in JSON.
fn scheme_end(text: &[u8], at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    let name = if rest.get(..5)?.eq_ignore_ascii_case(b"https") { 5 } else { 4 };
    if !rest.get(..name)?.get(..4)?.eq_ignore_ascii_case(b"http") || rest.get(name) != Some(&b':') {
        return None;
    }
    let mut end = name.saturating_add(1);
    for _ in 0..2 {
        end = skip(rest, end, b"\\");
        if rest.get(end) != Some(&b'/') {
            return None;
        }
        end = end.saturating_add(1);
    }
    Some(at.saturating_add(end))
}

/// True if the URL at `at` is that of a proxy, or of the page from which a browser sent the request. It is not the URL
/// of the request then.
fn is_referrer_or_proxy(text: &[u8], at: usize) -> bool {
    let before = before_quotes(text, at).trim_ascii_end();
    let before = before.strip_suffix(b">").unwrap_or(before);
    let before = before
        .strip_suffix(b"=")
        .or_else(|| before.strip_suffix(b":"))
        .or_else(|| before.strip_suffix(b","))
        .unwrap_or(before);
    let before = before_quotes(before, before.len()).trim_ascii_end();
    let names: [&[u8]; 5] = [b"referer", b"referrer", b"origin", b"proxy", b"-e"];
    names.iter().any(|name| {
        let start = before.len().checked_sub(name.len());
        start.and_then(|start| before.get(start..)).is_some_and(|end| end.eq_ignore_ascii_case(name))
    })
}

fn before_quotes(text: &[u8], at: usize) -> &[u8] {
    let before = text.get(..at).unwrap_or_default();
    let end = before
        .iter()
        .rposition(|byte| !QUOTES.contains(byte) && *byte != b'$')
        .map_or(0, |last| last.saturating_add(1));
    before.get(..end).unwrap_or_default()
}

/// Returns the end of the URL or path at `at`. A separator after it and the punctuation at the end of a sentence do not
/// belong to it.
fn word_end(text: &[u8], at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    let length =
        rest.iter().position(|byte| *byte <= b' ' || b"\"'`<>|{}".contains(byte)).unwrap_or(rest.len());
    let mut word = rest.get(..length).unwrap_or_default();
    let before = at.checked_sub(1).and_then(|before| text.get(before));
    let separator = before.copied().filter(|byte| matches!(byte, b',' | b';'));
    let ends = |index: usize, byte: u8| {
        let after = word.get(index.saturating_add(1)..).unwrap_or_default();
        match byte {
            b'\\' => {
                !matches!(after, [b'/' | b'&' | b'u' | b'?' | b'=' | b'x' | b'\\', ..])
                    || is_escaped_quote(after)
            }
            b'^' => matches!(after, [b'"' | b'\'' | b'\\', ..] | []),
            b',' | b';' => {
                separator == Some(byte) || method_at(after, 0).is_some() || starts_with_scheme(after)
            }
            _ => false,
        }
    };
    let end = word.iter().enumerate().position(|(index, byte)| ends(index, *byte));
    word = word.get(..end.unwrap_or(word.len())).unwrap_or_default();
    while let [rest @ .., b',' | b'.' | b';' | b':' | b')' | b']' | b'\\' | b'^'] = word {
        word = rest;
    }
    at.saturating_add(word.len())
}

/// True if an escaped quote such as `\u0022` or `\x22`, an escaped line feed or the end follows a backslash.
fn is_escaped_quote(after: &[u8]) -> bool {
    let escapes: [&[u8]; 4] = [b"u0022", b"u0027", b"x22", b"x27"];
    let after =
        after.iter().position(|byte| *byte != b'\\').and_then(|at| after.get(at..)).unwrap_or_default();
    after.is_empty() || after.first() == Some(&b'n') || escapes.iter().any(|escape| after.starts_with(escape))
}

fn starts_with_scheme(text: &[u8]) -> bool {
    let scheme = crate::assertion::SCHEME.as_bytes();
    text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
}

fn value_end(text: &[u8], at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    let ends = |byte: &u8| *byte <= b' ' || b"\"'`\\^<>|{},;()&".contains(byte);
    let length = rest.iter().position(ends).unwrap_or(rest.len());
    let value = rest.get(..length).unwrap_or_default();
    let value = value.strip_suffix(b"]").filter(|value| !value.contains(&b'[')).unwrap_or(value);
    at.saturating_add(value.len())
}

/// Returns a word without the escapes of shells, JSON and HTML.
fn cleaned(word: &[u8]) -> String {
    let word: Vec<u8> = word
        .iter()
        .copied()
        .filter(|byte| *byte != b'^')
        .take(request::MAX_URL_BYTES.saturating_mul(3))
        .collect();
    let text = crate::json::unescape(&word);
    text.replace("&amp;", "&")
}

/// Returns the status in an access log, which follows the quoted request, its target, or its HTTP version.
fn status(text: &[u8], target: Option<Range<usize>>) -> Option<u16> {
    let after = text.get(target?.end..)?;
    let after = skip_bytes(after, b"\"' ,;\t|");
    let after = match after.strip_prefix(b"HTTP/") {
        Some(version) => {
            let length = version.iter().take_while(|byte| byte.is_ascii_digit() || **byte == b'.').count();
            skip_bytes(version.get(length..).unwrap_or_default(), b"\\\"' ,;\t|")
        }
        None => after,
    };
    request::status(after)
}

fn skip_bytes<'a>(text: &'a [u8], skipped: &[u8]) -> &'a [u8] {
    text.get(skip(text, 0, skipped)..).unwrap_or_default()
}

fn skip(text: &[u8], at: usize, skipped: &[u8]) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    at.saturating_add(rest.iter().take_while(|byte| skipped.contains(byte)).count())
}

fn find(text: &[u8], wanted: &[u8]) -> Option<usize> {
    let first = *wanted.first()?;
    memchr::memchr_iter(first, text).find(|at| text.get(*at..).is_some_and(|rest| rest.starts_with(wanted)))
}

/// Finds the name of a command. White space must follow it, and no letter or digit may precede it.
fn find_command(text: &[u8], name: &[u8]) -> Option<usize> {
    let at = find(text, name)?;
    let before = at.checked_sub(1).and_then(|before| text.get(before));
    let after = text.get(at.saturating_add(name.len()));
    let is_apart = before.is_none_or(|byte| !byte.is_ascii_alphanumeric());
    (is_apart && after.is_some_and(u8::is_ascii_whitespace)).then_some(at)
}
