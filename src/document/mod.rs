//! Explaining any document of the protocol: what kind it is, its parts, and everything worth knowing about it.
//!
//! A kind is one file with one [`Reader`]. `inspect_document` asks the readers in order which of them recognizes the
//! text; that one fills a [`Report`]. A part that is secret enters the report without its value, so that nobody who
//! shows a report can show a secret.

mod agent_registration;
mod answers;
mod assertion;
mod auth_json;
mod candidate;
mod jwks;
mod jwt;
mod keys;
mod report;
mod task_registration;
mod unknown;

pub use report::DocumentPart;

use crate::assertion::VerifyOptions;
use crate::inspect::{Finding, Inspection};
use crate::key::AgentPublicKey;
use candidate::Candidate;
use report::Report;

/// The kind of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DocumentKind {
    /// An assertion, in any form that [`crate::inspect`] takes.
    Assertion,
    /// A JSON Web Token.
    Jwt,
    /// A Codex `auth.json`, or the record of one.
    AuthJson,
    /// A JSON Web Key Set.
    Jwks,
    /// The body of a task registration.
    TaskRegistration,
    /// The body of an agent registration.
    AgentRegistration,
    /// The authority's answer to a task registration.
    TaskRegistrationAnswer,
    /// The authority's answer to an agent registration.
    AgentRegistrationAnswer,
    /// A public key, in any form that [`AgentPublicKey::parse`] takes or recognizes.
    PublicKey,
    /// A private key, in any form that is read or recognized.
    PrivateKey,
    /// Any other text.
    Unknown,
}

impl DocumentKind {
    /// The kind in camel case, for example `taskRegistrationAnswer`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Assertion => "assertion",
            Self::Jwt => "jwt",
            Self::AuthJson => "authJson",
            Self::Jwks => "jwks",
            Self::TaskRegistration => "taskRegistration",
            Self::AgentRegistration => "agentRegistration",
            Self::TaskRegistrationAnswer => "taskRegistrationAnswer",
            Self::AgentRegistrationAnswer => "agentRegistrationAnswer",
            Self::PublicKey => "publicKey",
            Self::PrivateKey => "privateKey",
            Self::Unknown => "unknown",
        }
    }
}

/// An explanation of a text.
#[derive(Clone, Debug)]
pub struct Document {
    /// The kind of the document.
    pub kind: DocumentKind,
    /// True if the document passes every check of its kind, false if it fails one, and `None` if not every check could
    /// be made, for example without a key.
    pub valid: Option<bool>,
    /// The parts that could be read, in the order of the text.
    pub parts: Vec<DocumentPart>,
    /// The findings, errors first.
    pub findings: Vec<Finding>,
    /// The public key that the document contains, or that belongs to it.
    pub public_key: Option<AgentPublicKey>,
    /// The whole inspection of an assertion.
    pub inspection: Option<Inspection>,
}

/// The caller's knowledge about a document.
#[derive(Clone, Copy, Debug)]
pub struct DocumentContext<'a> {
    /// Clock, window and expected ids. The expected runtime id is also the one in the path of a task registration.
    pub options: &'a VerifyOptions,
    /// The key with which the signatures of assertions and task registrations are checked.
    pub key: Option<&'a AgentPublicKey>,
    /// Other keys that may have signed an assertion. A signature by one of them does not make it valid.
    pub others: &'a [AgentPublicKey],
    /// True if the caller has a JWKS and judges a JWT's signature itself.
    pub has_jwks: bool,
}

/// One kind of document.
trait Reader: Sync {
    fn kind(&self) -> DocumentKind;

    /// True if a text is of this kind, valid or not.
    fn recognizes(&self, candidate: &Candidate) -> bool;

    /// Decodes a text that is recognized, and judges it as far as the context allows.
    fn read(&self, candidate: &Candidate, context: &DocumentContext, report: &mut Report);
}

/// The first reader that recognizes a text gets it; the last recognizes every text.
const READERS: [&dyn Reader; 11] = [
    &auth_json::AuthJson,
    &jwks::Jwks,
    &assertion::Assertion,
    &keys::PrivateKey,
    &keys::PublicKey,
    &agent_registration::AgentRegistration,
    &task_registration::TaskRegistration,
    &answers::TaskAnswer,
    &answers::AgentAnswer,
    &jwt::Jwt,
    &unknown::Unknown,
];

/// Explains any document of the protocol. It never fails.
///
/// ```
/// use agent_identity_wasm::{DocumentContext, DocumentKind, UnixTime, VerifyOptions, inspect_document};
///
/// let options = VerifyOptions::at(UnixTime::from_millis(0).unwrap());
/// let context = DocumentContext { options: &options, key: None, others: &[], has_jwks: false };
/// let document = inspect_document(r#"{"auth_mode":"apikey","OPENAI_API_KEY":"sk-…"}"#, &context);
/// assert_eq!(document.kind, DocumentKind::AuthJson);
/// let key = document.parts.iter().find(|part| part.name == "OPENAI_API_KEY").unwrap();
/// assert_eq!((key.secret, key.value.as_str()), (true, "[redacted]"));
/// ```
pub fn inspect_document(text: &str, context: &DocumentContext) -> Document {
    let candidate = Candidate::new(text);
    let mut report = Report::default();
    let reader =
        READERS.into_iter().find(|reader| reader.recognizes(&candidate)).unwrap_or(&unknown::Unknown);
    if candidate.has_byte_order_mark() {
        report.warn("byte_order_mark", "a byte order mark comes first");
    }
    reader.read(&candidate, context, &mut report);
    report.into_document(reader.kind())
}
