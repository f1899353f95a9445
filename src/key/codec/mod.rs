//! Converts between the 32 bytes of a key and the forms in which keys are written. Each form is independent of the
//! types of keys and of the other forms.

pub(super) mod der;
pub(super) mod jwk;
pub(super) mod pem;
pub(super) mod ssh;

use std::borrow::Cow;

/// The reason why a text in the form of a public key is not a valid one.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// The contents violate the rules of the form. The text completes the sentence "the public key …".
    Malformed(Cow<'static, str>),
    /// The key is for another algorithm or another use. The text completes the sentence "the public key is not …: ".
    WrongAlgorithm(&'static str),
    /// The key is private. The text completes the sentence "this is …".
    IsPrivate(&'static str),
    /// The form is recognized but not supported. The text completes the sentence "this is …".
    Unsupported(&'static str),
}
