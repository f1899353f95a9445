use super::JsResult;
use super::input::{MAX_FILE, MAX_TEXT, item, list_length, text};
use super::output::Members;
use crate::secret::{self, FoundSecret};
use wasm_bindgen::prelude::*;

/// The most known secrets that a caller can pass.
const MAX_SECRETS: u32 = 100;

#[wasm_bindgen(js_name = findSecrets)]
pub fn find_secrets(value: &JsValue) -> JsResult<Vec<JsValue>> {
    let text = text(value, "the text", MAX_FILE)?;
    let mut utf16 = Utf16 { text: &text, bytes: 0, units: 0 };
    secret::find_secrets(&text).iter().map(|found| found_secret(found, &mut utf16)).collect()
}

#[wasm_bindgen(js_name = redactSecrets)]
pub fn redact_secrets(value: &JsValue, secrets: &JsValue) -> JsResult<String> {
    let value = text(value, "the text", MAX_FILE)?;
    let one = |index| Ok(text(&item(secrets, "secrets", index)?, "a secret", MAX_TEXT)?);
    let known: Vec<String> =
        (0..list_length(secrets, "secrets", MAX_SECRETS)?).map(one).collect::<JsResult<_>>()?;
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    Ok(secret::redact_secrets(&value, &known))
}

/// Quotes text from outside for a message. It never fails.
#[wasm_bindgen(js_name = quoteText)]
pub fn quote_text(text: &str) -> String {
    secret::quoted(text)
}

/// Quotes the beginning of a response's body, or of another text of several lines, without secrets. It never fails.
#[wasm_bindgen(js_name = quoteBody)]
pub fn quote_body(text: &str, sent: &str, max_characters: u32) -> String {
    secret::quoted_body(text, &[sent], usize::try_from(max_characters).unwrap_or_default())
}

fn found_secret(found: &FoundSecret, utf16: &mut Utf16) -> JsResult {
    let mut members = Members::default();
    members.text("kind", found.kind.as_str());
    members.js("start", utf16.units_before(found.span.start));
    members.js("end", utf16.units_before(found.span.end));
    members.object()
}

/// Converts positions from bytes to UTF-16 code units. It counts from one position to the next, so that many positions
/// take one pass.
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
