use super::JsResult;
use super::assertion::verify_options;
use super::input::{MAX_FILE, text};
use super::inspection::{self, keys};
use super::output::Members;
use crate::document::{self, Document, DocumentContext, DocumentPart};
use js_sys::Array;
use wasm_bindgen::prelude::*;

/// Inspects any document. Keys are passed as in [`inspection::inspect_assertion`].
#[wasm_bindgen(js_name = inspectDocument)]
pub fn inspect_document(
    value: &JsValue,
    key: &[u8],
    others: &[u8],
    has_jwks: bool,
    options: &JsValue,
) -> JsResult {
    let text = text(value, "the text", MAX_FILE)?;
    let (options, key, others) = (verify_options(options)?, keys(key)?, keys(others)?);
    let context = DocumentContext { options: &options, key: key.first(), others: &others, has_jwks };
    to_js(&text, &document::inspect_document(&text, &context))
}

fn to_js(text: &str, document: &Document) -> JsResult {
    let json =
        document.inspection.as_ref().and_then(|inspection| inspection.json.as_deref()).unwrap_or_default();
    let public_key = document.public_key.map(|key| key.to_ssh(None)).transpose()?;
    let mut members = Members::default();
    members.text("kind", document.kind.as_str());
    members.js("valid", document.valid.map_or(JsValue::UNDEFINED, JsValue::from_bool));
    let parts = document.parts.iter().map(|shown| part(shown, text, json));
    members.js("parts", parts.collect::<JsResult<Array>>()?);
    let findings = document.findings.iter().map(|found| inspection::finding(found, text, json));
    members.js("findings", findings.collect::<JsResult<Array>>()?);
    members.optional_text("publicKey", public_key.as_deref());
    if let Some(found) = &document.inspection {
        members.js("inspection", inspection::to_js(text, found)?);
    }
    members.object()
}

fn part(part: &DocumentPart, text: &str, json: &str) -> JsResult {
    let mut members = Members::default();
    members.text("name", &part.name);
    members.text("value", &part.value);
    members.flag("secret", part.secret);
    if let Some(place) = &part.span {
        members.js("span", inspection::place(place, text, json)?);
    }
    members.object()
}
