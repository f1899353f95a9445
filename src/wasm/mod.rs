//! The bindings to JavaScript, with one file per class or group of functions. They only convert values: every decision
//! is made by the core.
//!
//! The hand-written files of `pkg/src` wrap these bindings: they load the module on first use and keep the raw objects
//! private.

mod agent_identity;
mod agent_key;
mod agent_public_key;
mod assertion;
mod batch;
mod document;
mod endpoints;
mod error;
mod extraction;
mod identity;
mod input;
mod inspection;
mod opting_in;
mod output;
mod registration;
mod secrets;

use error::{Code, Error};
use std::alloc::System;
use wasm_bindgen::JsValue;
use zeroizing_alloc::ZeroAlloc;

/// Wipes all memory that is freed. This covers the bindings' own copies of secret texts and those that a growing buffer
/// leaves behind.
#[global_allocator]
static ALLOCATOR: ZeroAlloc<System> = ZeroAlloc(System);

type JsResult<T = JsValue> = std::result::Result<T, JsValue>;

fn fill_random(to: &mut [u8]) -> error::Result<()> {
    getrandom::fill(to).map_err(|_| {
        Error::new(Code::RANDOM_UNAVAILABLE, "the host has no crypto.getRandomValues to give random numbers")
    })
}
