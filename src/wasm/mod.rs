//! The JavaScript side: one file a class or a group of functions. Nothing here decides anything.
//!
//! The hand-written files of `pkg/src` stand before these: they load the module on first use
//! and keep the raw objects private.

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

/// Wipes whatever is freed: the bindings' own copies of secret texts, and those that a growing buffer leaves.
#[global_allocator]
static ALLOCATOR: ZeroAlloc<System> = ZeroAlloc(System);

type JsResult<T = JsValue> = std::result::Result<T, JsValue>;

fn fill_random(to: &mut [u8]) -> error::Result<()> {
    getrandom::fill(to).map_err(|_| {
        Error::new(Code::RANDOM_UNAVAILABLE, "the host has no crypto.getRandomValues to give random numbers")
    })
}
