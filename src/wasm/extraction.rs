use super::JsResult;
use super::input::wrong_type;
use super::output::{Value, object};
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
        let bytes = match (chunk.dyn_ref::<JsString>(), super::input::uint8_array(chunk)) {
            (Some(text), _) => String::from(text).into_bytes(),
            // A detached array throws when it is asked to copy.
            (_, Some(array)) if array.length() > 0 => array.to_vec(),
            (_, Some(_)) => Vec::new(),
            _ => return Err(wrong_type("the text", "a string or a Uint8Array", chunk)),
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
    let mut members = vec![("header", Value::Text(&found.header)), ("line", number(found.line))];
    members.extend(found.entry.map(|entry| ("entry", number(entry))));
    members.extend(found.url.as_ref().map(|url| ("url", Value::Text(url))));
    members.extend(found.method.as_ref().map(|method| ("method", Value::Text(method))));
    object(&members)
}

/// Lines and entries are counted in what was read here: there are never as many as an f64 cannot count.
#[allow(clippy::as_conversions, clippy::cast_precision_loss)]
fn number(count: u64) -> Value<'static> {
    Value::Js(JsValue::from_f64(count as f64))
}
