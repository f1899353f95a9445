use super::JsResult;
use super::agent_public_key::AgentPublicKey;
use super::error::{Code, Error};
use super::input::{MAX_TEXT, Options, Source, ensure_working_memory, source};
use crate::key;
use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;
use zeroize::Zeroizing;

#[wasm_bindgen]
pub struct AgentKey(pub(super) key::AgentKey);

#[wasm_bindgen]
impl AgentKey {
    pub fn generate() -> JsResult<AgentKey> {
        ensure_working_memory()?;
        let mut random = Zeroizing::new([0; 64]);
        super::fill_random(random.as_mut_slice())?;
        Ok(Self(key::AgentKey::generate(&random)))
    }

    #[wasm_bindgen(js_name = fromPkcs8)]
    pub fn from_pkcs8(value: &JsValue) -> JsResult<AgentKey> {
        Ok(Self(match source(value, "the private key")? {
            Source::Text(text) => key::AgentKey::from_pkcs8(&text)?,
            Source::Bytes(bytes) => key::AgentKey::from_pkcs8_bytes(&bytes)?,
        }))
    }

    #[wasm_bindgen(js_name = publicKey)]
    pub fn public_key(&self) -> JsResult<AgentPublicKey> {
        ensure_working_memory()?;
        Ok(AgentPublicKey(self.0.public_key()))
    }

    #[wasm_bindgen(js_name = exportPkcs8)]
    pub fn export_pkcs8(&self, options: &JsValue) -> JsResult {
        let format = Options::optional(options, "options")?.optional_text("format", MAX_TEXT)?;
        Ok(match format.as_deref() {
            None | Some("base64") => JsValue::from_str(&self.0.to_pkcs8()),
            Some("pem") => JsValue::from_str(&self.0.to_pkcs8_pem()),
            Some("der") => Uint8Array::from(self.0.to_pkcs8_der().as_slice()).into(),
            Some(_) => {
                let message = "format must be \"base64\", \"pem\" or \"der\"";
                return Err(Error::new(Code::WRONG_TYPE, message).into());
            }
        })
    }
}
