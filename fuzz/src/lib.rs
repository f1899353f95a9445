//! What is done with the bytes that a fuzzer, the seed corpus or an old finding gives: one module a target.
//!
//! `tests/trust` takes these files in as well, so that `cargo test` goes over everything that is kept.

pub mod auth_json;
pub mod envelope;
pub mod extract;
pub mod header;
pub mod inspect;
pub mod jwt;
pub mod private_key;
pub mod public_key;
pub mod registration_response;
pub mod task_registration;
pub mod text;
pub mod timestamp;

pub mod given;
