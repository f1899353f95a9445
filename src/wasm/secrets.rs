use super::JsResult;
use super::input::{MAX_FILE, MAX_TEXT, optional_text, text};
use super::output::Members;
use crate::secret::{self, FoundSecret};
use wasm_bindgen::prelude::*;

#[wasm_bindgen(js_name = findSecrets)]
pub fn find_secrets(value: &JsValue) -> JsResult<Vec<JsValue>> {
    let text = text(value, "the text", MAX_FILE)?;
    let mut utf16 = Utf16 { text: &text, bytes: 0, units: 0 };
    secret::find_secrets(&text).iter().map(|found| found_secret(found, &mut utf16)).collect()
}

#[wasm_bindgen(js_name = redactSecrets)]
pub fn redact_secrets(value: &JsValue) -> JsResult<String> {
    Ok(secret::redact_secrets(&text(value, "the text", MAX_FILE)?, &[]))
}

/// Text from outside, fit to stand in a message.
#[wasm_bindgen(js_name = quoteText)]
pub fn quote_text(value: &JsValue) -> JsResult<String> {
    Ok(secret::quoted(&text(value, "the text", MAX_FILE)?))
}

/// The beginning of an answer's body without secrets, among them the one that was sent.
#[wasm_bindgen(js_name = quoteBody)]
pub fn quote_body(value: &JsValue, sent: &JsValue) -> JsResult<String> {
    let sent = optional_text(sent, "the secret", MAX_TEXT)?;
    Ok(secret::quoted_body(&text(value, "the body", MAX_FILE)?, sent.as_deref().as_slice()))
}

fn found_secret(found: &FoundSecret, utf16: &mut Utf16) -> JsResult {
    let mut members = Members::default();
    members.text("kind", found.kind.as_str());
    members.js("start", utf16.units_before(found.span.start));
    members.js("end", utf16.units_before(found.span.end));
    members.object()
}

/// Counts UTF-16 code units from one position to the next, so that many positions cost one pass.
struct Utf16<'a> {
    text: &'a str,
    bytes: usize,
    units: usize,
}

impl Utf16<'_> {
    fn units_before(&mut self, end: usize) -> usize {
        let between = self.text.get(self.bytes..end).unwrap_or_default();
        self.units = self.units.saturating_add(between.encode_utf16().count());
        self.bytes = end;
        self.units
    }
}
