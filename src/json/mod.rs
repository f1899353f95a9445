//! JSON (RFC 8259) as the wire needs it: one object, read whole and strictly, its values kept as they were
//! written; and objects written as the Codex client writes them.
//!
//! A general reader either hides what a verifier must see (duplicate names, where a member stands) or brings
//! numbers and nesting along that no one here reads.

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
