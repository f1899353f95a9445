//! Identities that are kept or handed over, and when one is used at all.
//!
//! `record` is what is known of an identity, `auth_json` and `jwt` are the two forms it is stored in, `jwks` has the
//! keys that verify the latter, and `opting_in` is the decision.

mod auth_json;
mod jwks;
mod jwt;
mod opting_in;
mod record;

pub(crate) use auth_json::client_refuses;
pub use auth_json::{
    AuthMode, AuthSnapshot, ChatGptAccount, StoredAs, StoredAuth, StoredIdentity, WriteAuthMode, read_auth,
    read_auth_json, write_auth_json,
};
pub use jwks::{MAX_JWKS_KEYS, check_jwks};
pub(crate) use jwks::{key_fault as jwks_key_fault, keys as jwks_keys};
pub use jwt::{AUDIENCE, AgentIdentityClaims, CLOCK_TOLERANCE_MILLIS, ISSUER, SignedJwt};
pub use opting_in::{Auth, AuthPlan, FEATURES, Feature, Policy, StoredRecord, UnchangedReason, plan_auth};
pub use record::AgentIdentityRecord;
