//! Ed25519 (RFC 8032), put together from the arithmetic of curve25519-dalek and the key types of ed25519-dalek.
//!
//! ed25519-dalek alone would do, but for two things. It carries its table of the base point's multiples in the
//! module, where it is a quarter of all that a browser loads; here that table is made when it pays. And it can
//! keep no table for a public key that is used often, which halves what a verification costs.
//!
//! `sign` is RFC 8032 §5.1.6 and `verify` §5.1.7; `base` and `multiples` multiply, `often` knows the keys that are
//! worth a table, `when_it_pays` when the base point is. Everything is held against ed25519-dalek, which decides in
//! doubt.

mod base;
mod multiples;
mod often;
mod sign;
mod verify;
mod when_it_pays;

pub(crate) use sign::SecretKey;
pub(crate) use verify::verify;

use curve25519_dalek::Scalar;
use sha2::{Digest, Sha512};

/// SHA-512 of the parts, one after the other, as a scalar.
fn hash_to_scalar(parts: [&[u8]; 3]) -> Scalar {
    Scalar::from_hash(parts.into_iter().fold(Sha512::new(), Digest::chain_update))
}
