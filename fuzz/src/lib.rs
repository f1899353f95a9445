//! The fuzz targets, one module per target. Each runs with the bytes from a fuzzer, from the seed corpus or from an old
//! finding.
//!
//! `tests/trust` includes these files, so that `cargo test` runs every stored input.

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
