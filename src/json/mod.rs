//! JSON (RFC 8259) as the protocol needs it. One object is read whole and strictly, and its values are kept as they
//! were written. Objects are written as the Codex client writes them.
//!
//! A general JSON crate either hides things that a verifier must see (duplicate names, the position of a member), or
//! includes code for numbers and nested values that nothing here reads.

mod array;
mod edit;
mod object;
mod scan;
mod string;
mod unescape;
mod write;

pub(crate) use array::elements;
pub(crate) use edit::edit;
pub(crate) use object::{Member, Object};
pub(crate) use string::text;
pub(crate) use unescape::{Unescape, unescape};
pub(crate) use write::{ObjectWriter, quote};
