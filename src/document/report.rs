use super::candidate::Candidate;
use super::{Document, DocumentKind};
use crate::error::{Error, Result};
use crate::inspect::{Findings, Inspection, Severity, Span};
use crate::json::{Member, Object, text};
use crate::key::AgentPublicKey;
use crate::secret::{Quoted, redact_secrets};
use std::fmt;
use std::ops::Range;

/// The text that replaces a secret.
const REDACTED: &str = "[redacted]";

/// The most parts that are listed. No valid document of the protocol has as many.
const MAX_PARTS: usize = 500;

/// One part of a document.
#[derive(Clone, PartialEq, Eq)]
pub struct DocumentPart {
    /// The part's name: a member's name, after the names of the objects around it and dots.
    pub name: String,
    /// The value: a string's text, or any other value as JSON. A secret's is `[redacted]`.
    pub value: String,
    /// True if the part is secret.
    pub secret: bool,
    /// The place of the value, if it is written in the text.
    pub span: Option<Span>,
}

impl fmt::Debug for DocumentPart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DocumentPart")
            .field("name", &Quoted(&self.name))
            .field("value", &Quoted(&self.value))
            .field("secret", &self.secret)
            .field("span", &self.span)
            .finish()
    }
}

/// A [`Document`] in the making.
#[derive(Default)]
pub(super) struct Report {
    parts: Vec<DocumentPart>,
    /// The number of parts beyond the limit.
    left_out: usize,
    findings: Findings,
    has_errors: bool,
    passed: bool,
    pub public_key: Option<AgentPublicKey>,
    pub inspection: Option<Inspection>,
}

impl Report {
    /// Adds a public part. Text in its value that looks like a secret is redacted nevertheless.
    pub(super) fn part(&mut self, name: String, value: &str, span: Option<Span>) {
        let shown = redact_secrets(value, &[]);
        let secret = shown != value;
        self.parts.push(DocumentPart { name, value: shown, secret, span });
    }

    /// Adds a secret part. Its value does not enter the report.
    pub(super) fn secret(&mut self, name: String, span: Option<Span>) {
        let value = REDACTED.to_owned();
        self.parts.push(DocumentPart { name, value, secret: true, span });
    }

    /// Adds every member of an object. Only those in `public` are shown, and `null`: another member may hold anything.
    /// `place` gives the span of a value, from its range in the object's text.
    pub(super) fn members(
        &mut self,
        prefix: &str,
        object: &Object,
        public: &[&str],
        place: &dyn Fn(Range<usize>) -> Option<Span>,
    ) {
        for member in object.members() {
            self.member(format!("{prefix}{}", member.name), member, public, place(member.value_span()));
        }
    }

    /// Adds one member, unless there are too many.
    pub(super) fn member(&mut self, name: String, member: &Member, public: &[&str], span: Option<Span>) {
        if self.parts.len() >= MAX_PARTS {
            self.left_out = self.left_out.saturating_add(1);
            return;
        }
        // A name that is not known may be a secret as well.
        let name = redact_secrets(&name, &[]);
        if public.contains(&member.name.as_ref()) || member.value == "null" {
            self.part(name, text(member.value).as_deref().unwrap_or(member.value), span);
        } else {
            self.secret(name, span);
        }
    }

    /// Adds the members of a candidate's object.
    pub(super) fn document(&mut self, candidate: &Candidate, public: &[&str]) {
        if let Some(object) = &candidate.object {
            self.members("", object, public, &|range| candidate.span(range));
        }
    }

    /// Takes the public key of the document, and shows its fingerprint.
    pub(super) fn public_key(&mut self, key: AgentPublicKey) {
        self.part("fingerprint".to_owned(), &key.fingerprint(), None);
        self.public_key = Some(key);
    }

    /// Adds an error if the verdict is one, and returns the value otherwise.
    pub(super) fn check<T>(&mut self, verdict: Result<T>) -> Option<T> {
        match verdict {
            Ok(value) => Some(value),
            Err(error) => {
                self.refuse(error);
                None
            }
        }
    }

    pub(super) fn refuse(&mut self, error: Error) {
        self.has_errors = true;
        self.findings.refuse(Err(error), None);
    }

    /// Adds an error that has a code of its own.
    pub(super) fn fail(&mut self, code: &'static str, message: &str) {
        self.has_errors = true;
        self.findings.fail(code, message);
    }

    pub(super) fn warn(&mut self, code: &'static str, message: &str) {
        self.findings.warn(code, message, None);
    }

    pub(super) fn note(&mut self, code: &'static str, message: &str) {
        self.findings.note(code, message, None);
    }

    /// Takes the inspection of an assertion with its findings.
    pub(super) fn inspect(&mut self, inspection: Inspection) {
        for finding in &inspection.findings {
            self.has_errors |= finding.severity == Severity::Error;
            self.findings.push(finding.clone());
        }
        self.inspection = Some(inspection);
    }

    /// Warns of the secret parts, if there are any.
    pub(super) fn warn_of_secrets(&mut self) {
        if self.parts.iter().any(|part| part.secret) {
            self.warn("document_secret", "the text holds a secret");
        }
    }

    /// Says that every check of the kind was made. The document is valid unless a check failed.
    pub(super) fn pass(&mut self) {
        self.passed = true;
    }

    /// True if [`Self::pass`] was called.
    pub(super) fn passes(&self) -> bool {
        self.passed
    }

    pub(super) fn into_document(mut self, kind: DocumentKind) -> Document {
        if self.left_out > 0 {
            let what = format!("{} parts beyond the first {MAX_PARTS} are left out", self.left_out);
            self.warn("parts_left_out", &what);
        }
        let verdict = self.passed.then_some(true);
        Document {
            kind,
            valid: if self.has_errors { Some(false) } else { verdict },
            parts: self.parts,
            findings: self.findings.in_order(),
            public_key: self.public_key,
            inspection: self.inspection,
        }
    }
}
