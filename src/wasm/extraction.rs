use super::JsResult;
use super::input::{self, MAX_TIME, wrong_type};
use super::output;
use crate::extract::{self, ExtractedAssertion};
use js_sys::JsString;
use std::sync::Arc;
use wasm_bindgen::prelude::*;

/// The most memory that an extractor takes.
const EXTRACTOR_BYTES: u64 = 524_288;

#[wasm_bindgen]
pub struct AssertionExtractor(extract::AssertionExtractor);

#[wasm_bindgen]
impl AssertionExtractor {
    #[wasm_bindgen(constructor)]
    pub fn new() -> JsResult<AssertionExtractor> {
        input::ensure_memory(EXTRACTOR_BYTES)?;
        Ok(Self(extract::AssertionExtractor::open()?))
    }

    pub fn push(&mut self, chunk: &JsValue) -> JsResult<Vec<JsValue>> {
        let length = chunk.dyn_ref::<JsString>().map_or(0, |text| u64::from(text.length()).saturating_mul(3));
        input::ensure_memory(
            length.max(input::byte_length(chunk).unwrap_or_default()).saturating_add(EXTRACTOR_BYTES),
        )?;
        let bytes = match (chunk.dyn_ref::<JsString>(), input::byte_length(chunk)) {
            (Some(text), _) => String::from(text).into_bytes(),
            (_, Some(length)) => input::bytes_of(chunk, length),
            _ => return Err(wrong_type("the text", "a string or a Uint8Array", chunk).into()),
        };
        Ok(to_js(&self.0.push(&bytes)?))
    }

    pub fn finish(&mut self) -> JsResult<Vec<JsValue>> {
        input::ensure_memory(EXTRACTOR_BYTES)?;
        Ok(to_js(&self.0.finish()?))
    }
}

#[wasm_bindgen(js_name = parseTime)]
pub fn parse_time(text: &JsValue) -> JsResult<f64> {
    Ok(output::float(extract::parse_time(&input::text(text, "the time", MAX_TIME)?)?.as_millis()))
}

#[wasm_bindgen(raw_module = "../src/extracted.js")]
extern "C" {
    /// Makes the JavaScript object for an assertion. A number that is not known is passed as NaN.
    #[wasm_bindgen(js_name = makeExtracted)]
    fn make_extracted(
        header: &str,
        line: f64,
        entry: f64,
        url: &JsValue,
        method: &JsValue,
        sent_at: f64,
        status: f64,
    ) -> JsValue;
}

/// Converts assertions to JavaScript objects. The assertions of a request share the strings for its URL and method.
fn to_js(found: &[ExtractedAssertion]) -> Vec<JsValue> {
    let (mut urls, mut methods) = (LastConverted::default(), LastConverted::default());
    found.iter().map(|found| one_to_js(found, &mut urls, &mut methods)).collect()
}

fn one_to_js(found: &ExtractedAssertion, urls: &mut LastConverted, methods: &mut LastConverted) -> JsValue {
    let sent_at = found.sent_at.map_or(f64::NAN, |time| output::float(time.as_millis()));
    let (entry, status) = (found.entry.map_or(f64::NAN, number), found.status.map_or(f64::NAN, f64::from));
    let (url, method) = (urls.convert(found.url.as_ref()), methods.convert(found.method.as_ref()));
    make_extracted(&found.header, number(found.line), entry, &url, &method, sent_at, status)
}

/// The text that was converted last, with the JavaScript string made from it.
#[derive(Default)]
struct LastConverted(Option<(Arc<str>, JsValue)>);

impl LastConverted {
    fn convert(&mut self, text: Option<&Arc<str>>) -> JsValue {
        let Some(text) = text else { return JsValue::UNDEFINED };
        match &self.0 {
            Some((last, value)) if Arc::ptr_eq(last, text) => value.clone(),
            _ => {
                let value = JsValue::from_str(text);
                self.0 = Some((Arc::clone(text), value.clone()));
                value
            }
        }
    }
}

#[expect(clippy::as_conversions, reason = "no text is long enough for a count above 2^53")]
fn number(count: u64) -> f64 {
    count as f64
}
