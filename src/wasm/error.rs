//! The errors of the bindings: those of the core, and those that only JavaScript values can cause.

use crate::error::ErrorCode;
use std::borrow::Cow;
use wasm_bindgen::prelude::*;

/// The stable code of an error, as JavaScript shows it.
#[derive(Clone, Copy)]
pub(super) struct Code(&'static str);

impl Code {
    /// An argument has a type that the function does not take.
    pub(super) const WRONG_TYPE: Self = Self("wrong_type");
    /// A text is longer than any valid text of its kind.
    pub(super) const TEXT_TOO_LONG: Self = Self("text_too_long");
    /// A string has an unpaired surrogate and is therefore not Unicode text.
    pub(super) const TEXT_NOT_UNICODE: Self = Self("text_not_unicode");
    /// The host cannot provide secure random numbers.
    pub(super) const RANDOM_UNAVAILABLE: Self = Self("random_unavailable");

    pub(super) const fn as_str(self) -> &'static str {
        self.0
    }
}

impl From<ErrorCode> for Code {
    fn from(code: ErrorCode) -> Self {
        Self(code.as_str())
    }
}

/// An error of the core, or one that only a JavaScript value can cause.
pub(super) struct Error {
    code: Code,
    message: Cow<'static, str>,
}

pub(super) type Result<T> = std::result::Result<T, Error>;

impl Error {
    pub(super) fn new(code: impl Into<Code>, message: impl Into<Cow<'static, str>>) -> Self {
        Self { code: code.into(), message: message.into() }
    }

    pub(super) fn code(&self) -> Code {
        self.code
    }

    pub(super) fn message(&self) -> &str {
        &self.message
    }
}

impl From<crate::Error> for Error {
    fn from(error: crate::Error) -> Self {
        Self::new(error.code(), error.message().to_owned())
    }
}

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

impl From<crate::Error> for JsValue {
    fn from(error: crate::Error) -> Self {
        AgentIdentityError::new(error.code().as_str(), error.message()).into()
    }
}

/// Makes the error for an exception that JavaScript threw while a value was read.
pub(super) fn caused_by(code: Code, message: &str, cause: JsValue) -> JsValue {
    AgentIdentityError::with_cause(code.as_str(), message, cause).into()
}
