use super::JsResult;
use super::input::{self, MAX_TEXT, Source};
use crate::key;
use js_sys::{JSON, Uint8Array};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
pub struct AgentPublicKey(pub(super) key::AgentPublicKey);

#[wasm_bindgen]
impl AgentPublicKey {
    pub fn parse(value: &JsValue) -> JsResult<AgentPublicKey> {
        Ok(Self(match input::key_source(value, "the public key")? {
            Source::Text(text) => key::AgentPublicKey::parse(&text)?,
            Source::Bytes(bytes) => key::AgentPublicKey::parse_bytes(&bytes)?,
        }))
    }

    #[wasm_bindgen(js_name = toSsh)]
    pub fn to_ssh(&self, comment: &JsValue) -> JsResult<String> {
        let comment = input::optional_text(comment, "comment", MAX_TEXT)?;
        Ok(self.0.to_ssh(comment.as_deref())?)
    }

    #[wasm_bindgen(js_name = toBytes)]
    pub fn to_bytes(&self) -> Uint8Array {
        Uint8Array::from(self.0.to_bytes().as_slice())
    }

    #[wasm_bindgen(js_name = toJwk)]
    pub fn to_jwk(&self) -> JsResult {
        input::ensure_working_memory()?;
        JSON::parse(&self.0.to_jwk())
    }

    #[wasm_bindgen(js_name = toSpkiPem)]
    pub fn to_spki_pem(&self) -> JsResult<String> {
        input::ensure_working_memory()?;
        Ok(self.0.to_spki_pem())
    }

    pub fn fingerprint(&self) -> JsResult<String> {
        input::ensure_working_memory()?;
        Ok(self.0.fingerprint())
    }

    pub fn equals(&self, other: &AgentPublicKey) -> bool {
        self.0 == other.0
    }
}
