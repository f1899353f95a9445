use crate::error::{Error, ErrorCode};
use wasm_bindgen::prelude::*;

#[wasm_bindgen(raw_module = "../src/error.js")]
extern "C" {
    type AgentIdentityError;

    #[wasm_bindgen(constructor)]
    fn new(code: &str, message: &str) -> AgentIdentityError;

    #[wasm_bindgen(constructor)]
    fn with_cause(code: &str, message: &str, cause: JsValue) -> AgentIdentityError;
}

impl From<Error> for JsValue {
    fn from(error: Error) -> Self {
        AgentIdentityError::new(error.code().as_str(), error.message()).into()
    }
}

/// For what JavaScript itself threw while a value was read.
pub(super) fn caused_by(code: ErrorCode, message: &str, cause: JsValue) -> JsValue {
    AgentIdentityError::with_cause(code.as_str(), message, cause).into()
}
