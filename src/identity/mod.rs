//! Identities that are kept or handed over, and when one is used at all.
//!
//! `record` is what is known of an identity, `auth_json` and `jwt` are the two forms it is stored in,
//! `opting_in` is the decision.

mod auth_json;
mod jwks;
mod jwt;
mod opting_in;
mod record;

pub use auth_json::{StoredAs, StoredIdentity, read_auth_json, write_auth_json};
pub use jwt::{AUDIENCE, AgentIdentityClaims, ISSUER, SignedJwt};
pub use opting_in::{Auth, AuthPlan, FEATURES, Feature, Policy, StoredRecord, UnchangedReason, plan_auth};
pub use record::AgentIdentityRecord;
