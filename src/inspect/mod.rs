//! What a text is, part by part, and everything worth knowing about it. Where `verify` stops at the first fault,
//! this goes on.
//!
//! `locate` finds the assertion in the text, `token` decodes it, `envelope` goes through its members.

mod envelope;
mod finding;
mod locate;
mod token;

pub(crate) use finding::Findings;
pub use finding::{Finding, Severity, Span};
pub use locate::InputForm;

use crate::assertion::{self, VerifyOptions, read_signature, signed_text};
use crate::error::{Error, ErrorCode};
use crate::id::{AgentRuntimeId, AgentTaskId};
use crate::key::AgentPublicKey;
use crate::secret::Quoted;
use crate::timestamp::Timestamp;
use std::fmt;

/// What became of the signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SignatureStatus {
    /// By the key given.
    Valid,
    /// Not by the key given.
    Invalid,
    /// There was no key, or nothing to check.
    Unchecked,
}

/// How the timestamp lies to the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Freshness {
    /// Within the window.
    Fresh,
    /// Too old.
    Expired,
    /// Too far ahead.
    Future,
    /// There is no readable timestamp.
    Unknown,
}

/// The parts of an assertion that could be read.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct DecodedParts {
    /// The agent, where its id keeps the rules.
    pub agent_runtime_id: Option<AgentRuntimeId>,
    /// The task, where its id keeps the rules.
    pub task_id: Option<AgentTaskId>,
    /// When it was signed.
    pub timestamp: Option<Timestamp>,
    /// The signature's bytes.
    pub signature: Option<[u8; 64]>,
    /// Members beyond the four, as a JSON object.
    pub unsigned_members: Option<String>,
}

/// Leaves out the signature, which would make a header of the other parts.
impl fmt::Debug for DecodedParts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DecodedParts")
            .field("agent_runtime_id", &self.agent_runtime_id)
            .field("task_id", &self.task_id)
            .field("timestamp", &self.timestamp)
            .field("unsigned_members", &self.unsigned_members.as_deref().map(Quoted))
            .finish_non_exhaustive()
    }
}

impl DecodedParts {
    /// What the signature covers, where all of it could be read.
    pub fn signed_text(&self) -> Option<String> {
        Some(signed_text(self.agent_runtime_id.as_ref()?, self.task_id.as_ref()?, self.timestamp?))
    }
}

/// All that is known of a text.
#[derive(Clone)]
#[non_exhaustive]
pub struct Inspection {
    /// Whether [`assertion::verify`] accepts it with the key given. Never without a key.
    pub valid: bool,
    /// The signature by itself.
    pub signature: SignatureStatus,
    /// The one of the keys given that it is by.
    pub signed_by: Option<AgentPublicKey>,
    /// The timestamp by itself.
    pub freshness: Freshness,
    /// How the assertion stood in the text.
    pub form: Option<InputForm>,
    /// The header's value that was judged, as it was written or, for a bare token, with its scheme.
    pub header: Option<String>,
    /// The decoded token, where it is UTF-8.
    pub json: Option<String>,
    /// What could be read of it.
    pub parts: DecodedParts,
    /// The timestamp's age in milliseconds; negative where it lies ahead.
    pub age_millis: Option<i64>,
    /// In the order of the checks; what is merely odd comes last.
    pub findings: Vec<Finding>,
}

/// Leaves out the header and its envelope: they are a credential while they are fresh.
impl fmt::Debug for Inspection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Inspection")
            .field("valid", &self.valid)
            .field("signature", &self.signature)
            .field("signed_by", &self.signed_by)
            .field("freshness", &self.freshness)
            .field("form", &self.form)
            .field("parts", &self.parts)
            .field("age_millis", &self.age_millis)
            .field("findings", &self.findings)
            .finish_non_exhaustive()
    }
}

/// Takes a bare token, a header value, a header line, or a text with one of these in it, a `curl` command for
/// example. It never fails.
///
/// ```
/// use agent_identity_wasm::{UnixTime, VerifyOptions, inspect};
///
/// let options = VerifyOptions::at(UnixTime::from_millis(0).unwrap());
/// let inspection = inspect("Authorization: AgentAssertion e30", None, &options);
/// let codes: Vec<_> = inspection.findings.iter().map(|finding| finding.code).collect();
/// assert_eq!(codes[0], "json_member_missing");
/// assert_eq!(inspection.json.as_deref(), Some("{}"));
/// ```
pub fn inspect(text: &str, key: Option<&AgentPublicKey>, options: &VerifyOptions) -> Inspection {
    inspect_with_others(text, key, &[], options)
}

/// As [`inspect`]; where the signature is not by `key`, it tells which of `others` it is by. They make nothing valid.
pub fn inspect_with_others(
    text: &str,
    key: Option<&AgentPublicKey>,
    others: &[AgentPublicKey],
    options: &VerifyOptions,
) -> Inspection {
    let mut findings = Findings::default();
    let mut inspection = Inspection {
        valid: false,
        signature: SignatureStatus::Unchecked,
        signed_by: None,
        freshness: Freshness::Unknown,
        form: None,
        header: None,
        json: None,
        parts: DecodedParts::default(),
        age_millis: None,
        findings: Vec::new(),
    };
    if let Some(located) = locate::locate(text, &mut findings) {
        inspection.form = Some(located.form);
        inspection.valid = key.is_some_and(|key| assertion::verify(&located.header, key, options).is_ok());
        inspection.json = token::decode(&located, &mut findings);
        inspection.header = Some(located.header);
    }
    if let Some(json) = &inspection.json {
        inspection.parts = envelope::read(json, &mut findings);
        judge_signature(&mut inspection, key, others, &mut findings);
        judge(&mut inspection, options, &mut findings);
    }
    inspection.findings = findings.in_order();
    inspection
}

fn judge_signature(
    inspection: &mut Inspection,
    key: Option<&AgentPublicKey>,
    others: &[AgentPublicKey],
    findings: &mut Findings,
) {
    let parts = &inspection.parts;
    let (Some(text), Some(signature)) = (parts.signed_text(), &parts.signature) else { return };
    if let Some(key) = key {
        let verdict = key.verify(&text, signature);
        if verdict.is_ok() {
            inspection.signature = SignatureStatus::Valid;
            inspection.signed_by = Some(*key);
            return;
        }
        inspection.signature = SignatureStatus::Invalid;
        findings.refuse(verdict, None);
    }
    if let Some(other) = others.iter().find(|other| other.verify(&text, signature).is_ok()) {
        let what = format!("the signature is by another of the keys given, {}", other.fingerprint());
        findings.warn("other_key_matches", &what, None);
        inspection.signed_by = Some(*other);
    }
}

fn judge(inspection: &mut Inspection, options: &VerifyOptions, findings: &mut Findings) {
    let parts = &inspection.parts;
    if let Some(timestamp) = parts.timestamp {
        inspection.age_millis = Some(options.now.as_millis().saturating_sub(timestamp.as_millis()));
        let verdict = options.window.check(timestamp, options.now);
        inspection.freshness = freshness(verdict.as_ref().err());
        findings.refuse(verdict, None);
    }
    let expected = options.expected_agent_runtime_id.as_ref();
    expect(ErrorCode::AgentRuntimeIdUnexpected, parts.agent_runtime_id.as_ref(), expected, findings);
    expect(ErrorCode::TaskIdUnexpected, parts.task_id.as_ref(), options.expected_task_id.as_ref(), findings);
}

fn freshness(error: Option<&Error>) -> Freshness {
    match error.map(Error::code) {
        None => Freshness::Fresh,
        Some(ErrorCode::TimestampExpired) => Freshness::Expired,
        Some(_) => Freshness::Future,
    }
}

fn expect<Id: PartialEq + AsRef<str>>(
    code: ErrorCode,
    found: Option<&Id>,
    expected: Option<&Id>,
    findings: &mut Findings,
) {
    if let Some(found) = found {
        findings.refuse(assertion::expect(code, found, expected), None);
    }
}

/// What a member must be, by the rules of its type.
fn member_verdict(name: &str, text: &str, parts: &mut DecodedParts) -> Result<(), Error> {
    match name {
        "agent_runtime_id" => parts.agent_runtime_id = Some(AgentRuntimeId::new(text)?),
        "task_id" => parts.task_id = Some(AgentTaskId::new(text)?),
        "timestamp" => parts.timestamp = Some(text.parse()?),
        _ => parts.signature = Some(read_signature(text)?),
    }
    Ok(())
}
