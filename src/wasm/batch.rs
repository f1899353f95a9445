//! Verifies many headers in one call. The headers arrive joined into one string, and the verdicts return in one string.

use super::JsResult;
use super::agent_public_key::AgentPublicKey;
use super::assertion::{MAX_HEADER, header_text, verify_options};
use super::error::{Code, Error, Result};
use super::input::{ensure_memory, item, list_length};
use super::output::{float, unsigned_members};
use crate::assertion::{Assertion, verify};
use js_sys::{Array, JsString};
use std::ops::Range;
use wasm_bindgen::prelude::*;

/// The most headers per call. The limit exists because nothing else runs on the thread until the call returns.
const MAX_HEADERS: u32 = 10_000;
/// The number of headers that cross from JavaScript together. It bounds the memory of a call with many headers.
const CHUNK: u32 = 256;
/// The memory that a chunk of the longest headers takes, as they crossed and as verdicts.
const CHUNK_BYTES: u64 = 4_194_304;

#[wasm_bindgen(raw_module = "../src/assertions.js")]
extern "C" {
    #[wasm_bindgen(catch, js_name = joinHeaders)]
    fn join_headers(headers: &JsValue, start: u32, end: u32, longest: u32) -> JsResult<Option<JsString>>;

    #[wasm_bindgen(catch, js_name = addVerdicts)]
    fn add_verdicts(
        to: &Array,
        text: &str,
        lengths: &[u32],
        times: &[f64],
        signatures: &[u8],
    ) -> JsResult<()>;
}

#[wasm_bindgen(js_name = verifyAssertions)]
pub fn verify_assertions(
    headers: &JsValue,
    public_key: &AgentPublicKey,
    options: &JsValue,
) -> JsResult<Array> {
    let options = verify_options(options)?;
    let length = list_length(headers, "headers", MAX_HEADERS)?;
    let all = Array::new();
    let mut start = 0;
    while start < length {
        ensure_memory(CHUNK_BYTES)?;
        let mut verdicts = Verdicts::default();
        for header in chunk(headers, start..length) {
            verdicts.add(header.and_then(|header| Ok(verify(&header, &public_key.0, &options)?)));
        }
        verdicts.append_to(&all)?;
        start = start.saturating_add(CHUNK);
    }
    Ok(all)
}

/// Returns the first headers of `range`, at most [`CHUNK`]: each as text, or as an error if it is not a valid text.
fn chunk(headers: &JsValue, Range { start, end }: Range<u32>) -> Vec<Result<String>> {
    let end = end.min(start.saturating_add(CHUNK));
    match lines(headers, start..end) {
        Some(lines) => lines,
        None => (start..end).map(|index| one(headers, index)).collect(),
    }
}

fn one(headers: &JsValue, index: u32) -> Result<String> {
    let unreadable = |_| Error::new(Code::WRONG_TYPE, "the header cannot be read");
    header_text(&item(headers, "headers", index).map_err(unreadable)?)
}

/// Reads the headers by way of one joined text. Returns `None` if each header must be read by itself: one is not a
/// string, is too long, contains a line feed, or contains U+FFFD, which may replace an unpaired surrogate.
fn lines(headers: &JsValue, range: Range<u32>) -> Option<Vec<Result<String>>> {
    let text = String::from(join_headers(headers, range.start, range.end, MAX_HEADER).ok()??);
    let lines: Vec<_> = text.split('\n').map(|line| Ok(line.to_owned())).collect();
    (lines.len() == range.len() && !text.contains('\u{fffd}')).then_some(lines)
}

/// Verdicts in the form in which they cross to JavaScript: all texts in one string, with the length of each in UTF-16
/// code units.
#[derive(Default)]
struct Verdicts {
    text: String,
    lengths: Vec<u32>,
    /// The timestamps in milliseconds since 1970; NaN for an error.
    times: Vec<f64>,
    signatures: Vec<u8>,
}

impl Verdicts {
    fn add(&mut self, verdict: Result<Assertion>) {
        match verdict {
            Ok(assertion) => {
                let time = float(assertion.timestamp().as_millis());
                self.push(assertion.signed_text(), unsigned_members(&assertion), time, assertion.signature());
            }
            Err(error) => self.push(error.code().as_str(), error.message(), f64::NAN, &[0; 64]),
        }
    }

    fn push(&mut self, first: &str, second: &str, time: f64, signature: &[u8; 64]) {
        for piece in [first, second] {
            self.text.push_str(piece);
            self.lengths.push(u32::try_from(piece.encode_utf16().count()).unwrap_or(u32::MAX));
        }
        self.times.push(time);
        self.signatures.extend(signature);
    }

    fn append_to(&self, all: &Array) -> JsResult<()> {
        add_verdicts(all, &self.text, &self.lengths, &self.times, &self.signatures)
    }
}
