//! Codex Agent Identity: signs, verifies and explains the messages with which a program proves that it acts for an
//! account.
//!
//! Input is parsed from text into types that can only hold valid values, and results are written as text again. The
//! crate does not do I/O or read a clock: time and randomness are arguments. Bad input gives an [`Error`] with a stable
//! [`ErrorCode`].
//!
//! | topic | items |
//! |---|---|
//! | ids, timestamps | [`AgentRuntimeId`], [`AgentTaskId`], [`ExternalTaskRef`], [`Timestamp`], [`UnixTime`] |
//! | keys and their forms | [`AgentKey`], [`AgentPublicKey`] |
//! | an agent that signs | [`AgentIdentity`], [`RegisteredAgentTask`], [`AgentTaskKind`] |
//! | assertions: read, judge | [`Assertion`], [`verify`], [`VerifyOptions`], [`FreshnessWindow`] |
//! | assertions: explain | [`inspect`], [`inspect_with_others`], [`Inspection`], [`Finding`] |
//! | any document: explain | [`inspect_document`], [`Document`], [`DocumentKind`], [`DocumentPart`] |
//! | assertions: find in bulk | [`AssertionExtractor`], [`extract_assertions`], [`ExtractedAssertion`] |
//! | times as logs write them | [`parse_time`] |
//! | registering agents | [`AgentRegistration`], [`BillOfMaterials`], [`read_agent_registration_response`] |
//! | playing the authority | [`verify_task_registration`], [`seal_task_id`] |
//! | hosts and requests | [`Endpoints`], [`Environment`], [`HttpRequest`], [`AccessToken`], [`AccountId`] |
//! | identities at rest | [`read_auth`], [`write_auth_json`], [`AgentIdentityRecord`], [`SignedJwt`] |
//! | opting in | [`FEATURES`], [`plan_auth`], [`AuthSnapshot`], [`Auth`], [`AuthPlan`] |
//! | secrets in any text | [`find_secrets`], [`redact_secrets`], [`FoundSecret`], [`SecretKind`] |
//! | refusals | [`Error`], [`ErrorCode`] |
//!
//! The feature `bindings` adds the JavaScript classes and functions of the npm package of the same name.
//! The protocol is described in the repository's `docs/PROTOCOL.md`.

#![cfg_attr(
    test,
    expect(
        clippy::arithmetic_side_effects,
        clippy::string_slice,
        reason = "a test that panics fails, as it should"
    )
)]

mod agent;
mod assertion;
mod base64;
mod document;
mod ed25519;
mod endpoint;
mod error;
mod extract;
mod freshness;
mod http;
mod id;
mod identity;
mod inspect;
mod json;
mod key;
mod memory;
mod registration;
mod scan;
mod secret;
mod stack;
mod task;
mod text;
mod timestamp;
#[cfg(feature = "bindings")]
mod wasm;

pub use agent::AgentIdentity;
pub use assertion::{Assertion, MAX_HEADER_BYTES, SCHEME, VerifyOptions, verify};
pub use document::{Document, DocumentContext, DocumentKind, DocumentPart, inspect_document};
pub use endpoint::{Endpoints, Environment};
pub use error::{Error, ErrorCode, Result};
pub use extract::{AssertionExtractor, ExtractedAssertion, extract_assertions, parse_time};
pub use freshness::FreshnessWindow;
pub use http::{AccessToken, AccountId, HttpRequest};
pub use id::{AgentRuntimeId, AgentTaskId, ExternalTaskRef};
pub use identity::{
    AUDIENCE, AgentIdentityClaims, AgentIdentityRecord, Auth, AuthMode, AuthPlan, AuthSnapshot,
    CLOCK_TOLERANCE_MILLIS, ChatGptAccount, FEATURES, Feature, ISSUER, MAX_JWKS_KEYS, Policy, SignedJwt,
    StoredAs, StoredAuth, StoredIdentity, StoredRecord, UnchangedReason, WriteAuthMode, check_jwks,
    plan_auth, read_auth, read_auth_json, write_auth_json,
};
pub use inspect::{
    DecodedParts, Finding, Freshness, InputForm, Inspection, Severity, SignatureStatus, Span, inspect,
    inspect_with_others,
};
pub use key::{AgentKey, AgentPublicKey};
pub use registration::agent::{DEFAULT_CAPABILITY, MAX_TTL_SECONDS};
pub use registration::{AgentRegistration, BillOfMaterials, TaskRegistration};
pub use registration::{read_agent_registration_response, seal_task_id, verify_task_registration};
pub use secret::{FoundSecret, SecretKind, find_secrets, redact_secrets};
pub use task::{AgentTaskKind, RegisteredAgentTask};
pub use timestamp::{Timestamp, UnixTime};
