//! Ed25519 (RFC 8032), built from the arithmetic of curve25519-dalek and the key types of ed25519-dalek.
//!
//! ed25519-dalek alone would suffice, except for two things. It embeds its table of the base point's multiples in the
//! module, where the table is a quarter of all that a browser loads; here the table is computed once it pays off. And
//! it cannot keep a table for a public key that is used often, which halves the cost of a verification.
//!
//! `sign` implements RFC 8032 §5.1.6, and `verify` §5.1.7. `base` and `precomputed_table` multiply points.
//! `table_cache` holds the tables of frequently used keys, and `amortized_lazy` decides when the base point's table is
//! computed. Tests compare every result with that of ed25519-dalek, which is the reference.

mod amortized_lazy;
mod base;
mod precomputed_table;
mod sign;
mod table_cache;
mod verify;

pub(crate) use sign::SecretKey;
pub(crate) use verify::verify;

use curve25519_dalek::Scalar;
use sha2::{Digest, Sha512};

/// Returns SHA-512 of the concatenated parts as a scalar.
fn hash_to_scalar(parts: [&[u8]; 3]) -> Scalar {
    Scalar::from_hash(parts.into_iter().fold(Sha512::new(), Digest::chain_update))
}
