use super::JsResult;
use super::input::{self, wrong_type};
use super::output::Members;
use crate::extract::{self, ExtractedAssertion};
use js_sys::JsString;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
#[derive(Default)]
pub struct AssertionExtractor(extract::AssertionExtractor);

#[wasm_bindgen]
impl AssertionExtractor {
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    pub fn push(&mut self, chunk: &JsValue) -> JsResult<Vec<JsValue>> {
        let bytes = match (chunk.dyn_ref::<JsString>(), input::byte_length(chunk)) {
            (Some(text), _) => String::from(text).into_bytes(),
            (_, Some(length)) => input::bytes_of(chunk, length),
            _ => return Err(wrong_type("the text", "a string or a Uint8Array", chunk).into()),
        };
        to_js(&self.0.push(&bytes))
    }

    pub fn finish(&mut self) -> JsResult<Vec<JsValue>> {
        to_js(&self.0.finish())
    }
}

fn to_js(found: &[ExtractedAssertion]) -> JsResult<Vec<JsValue>> {
    found.iter().map(one_to_js).collect()
}

fn one_to_js(found: &ExtractedAssertion) -> JsResult {
    let mut members = Members::default();
    members.text("header", &found.header);
    members.js("line", number(found.line));
    if let Some(entry) = found.entry {
        members.js("entry", number(entry));
    }
    members.optional_text("url", found.url.as_deref());
    members.optional_text("method", found.method.as_deref());
    members.object()
}

#[expect(clippy::as_conversions, reason = "what was counted here is not as much as a float cannot count")]
fn number(count: u64) -> f64 {
    count as f64
}
