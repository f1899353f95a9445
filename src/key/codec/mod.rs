//! The forms in which keys are written: from text or DER to 32 bytes and back. Nothing here knows a type of key, and no
//! form knows another.

pub(super) mod der;
pub(super) mod jwk;
pub(super) mod pem;
pub(super) mod ssh;

use std::borrow::Cow;

/// Why text that has the form of a public key is not one.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// The contents break the form's rules. Continues "the public key …".
    Malformed(Cow<'static, str>),
    /// The key is for another algorithm or another use. Continues "the public key is not …: ".
    WrongAlgorithm(&'static str),
    /// The key is private. Continues "this is …".
    IsPrivate(&'static str),
    /// The form is known and not read. Continues "this is …".
    Unsupported(&'static str),
}
