//! Explains an assertion part by part and reports everything worth knowing about it. `verify` stops at the first fault;
//! an inspection continues.
//!
//! `locate` finds the assertion in the text, `token` decodes it, and `envelope` reads its members.

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

/// The result of the signature check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SignatureStatus {
    /// The signature is valid for the given key.
    Valid,
    /// The signature is not valid for the given key.
    Invalid,
    /// The signature was not checked, because no key was given or because a signed part could not be read.
    Unchecked,
}

/// The result of comparing the timestamp with the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Freshness {
    /// The timestamp is within the window.
    Fresh,
    /// The timestamp is older than the window allows.
    Expired,
    /// The timestamp is further in the future than the window allows.
    Future,
    /// The timestamp is missing or could not be read.
    Unknown,
}

/// The parts of an assertion that could be read.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct DecodedParts {
    /// The agent's runtime id, if it is valid.
    pub agent_runtime_id: Option<AgentRuntimeId>,
    /// The task id, if it is valid.
    pub task_id: Option<AgentTaskId>,
    /// The time of signing.
    pub timestamp: Option<Timestamp>,
    /// The bytes of the signature.
    pub signature: Option<[u8; 64]>,
    /// The members other than the four of the protocol, as a JSON object. The signature does not cover them.
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
    /// Returns the text that the signature covers, or `None` if a part of it could not be read.
    pub fn signed_text(&self) -> Option<String> {
        Some(signed_text(self.agent_runtime_id.as_ref()?, self.task_id.as_ref()?, self.timestamp?))
    }
}

/// The result of inspecting a text.
#[derive(Clone)]
#[non_exhaustive]
pub struct Inspection {
    /// True if [`assertion::verify`] accepts the assertion with the given key. False if no key was given.
    pub valid: bool,
    /// The result of the signature check, regardless of the other checks.
    pub signature: SignatureStatus,
    /// The given key that made the signature, if any.
    pub signed_by: Option<AgentPublicKey>,
    /// The result of the timestamp check, regardless of the other checks.
    pub freshness: Freshness,
    /// The form of the text, or `None` if no assertion was found.
    pub form: Option<InputForm>,
    /// The header's value that was checked: as it was written, or, for a bare token, with the scheme before it.
    pub header: Option<String>,
    /// The decoded token, if it could be decoded and is UTF-8.
    pub json: Option<String>,
    /// The parts that could be read.
    pub parts: DecodedParts,
    /// The timestamp's age in milliseconds; negative if it is in the future.
    pub age_millis: Option<i64>,
    /// The findings: errors, then warnings, then the rest, each in the order of the checks.
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

/// Inspects a bare token, a header value, a header line, or a text that contains one of these, such as a `curl`
/// command. It never fails.
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

/// Inspects a text like [`inspect`]. If `key` did not make the signature, it also tells which of `others` did; that
/// does not make the assertion valid.
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

/// Parses a member by the rules of its type and stores it in `parts`.
fn parse_member(name: &str, text: &str, parts: &mut DecodedParts) -> Result<(), Error> {
    match name {
        "agent_runtime_id" => parts.agent_runtime_id = Some(AgentRuntimeId::new(text)?),
        "task_id" => parts.task_id = Some(AgentTaskId::new(text)?),
        "timestamp" => parts.timestamp = Some(text.parse()?),
        _ => parts.signature = Some(read_signature(text)?),
    }
    Ok(())
}
