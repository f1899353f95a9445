use crate::error::Error;
use std::ops::Range;

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Severity {
    /// A verifier refuses it.
    Error,
    /// Accepted, but not to be relied on.
    Warning,
    /// Merely worth knowing.
    Info,
}

impl Severity {
    /// `error`, `warning` or `info`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }
}

/// Where a finding sits, in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Span {
    /// In the text that was inspected.
    Text(Range<usize>),
    /// In the decoded token.
    Json(Range<usize>),
}

/// One thing worth knowing.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// How much it matters.
    pub severity: Severity,
    /// An [`crate::ErrorCode`]'s text where a verifier refuses it, else a code of its own.
    pub code: &'static str,
    /// What it is, in English.
    pub message: String,
    /// Where it sits, where it has a place.
    pub span: Option<Span>,
}

#[derive(Default)]
pub(crate) struct Findings(Vec<Finding>);

impl Findings {
    pub(crate) fn refuse(&mut self, verdict: Result<(), Error>, span: Option<Span>) {
        if let Err(error) = verdict {
            self.add(Severity::Error, error.code().as_str(), error.message(), span);
        }
    }

    /// Adds an error that has a code of its own.
    pub(crate) fn fail(&mut self, code: &'static str, message: &str) {
        self.add(Severity::Error, code, message, None);
    }

    pub(crate) fn warn(&mut self, code: &'static str, message: &str, span: Option<Span>) {
        self.add(Severity::Warning, code, message, span);
    }

    pub(crate) fn note(&mut self, code: &'static str, message: &str, span: Option<Span>) {
        self.add(Severity::Info, code, message, span);
    }

    fn add(&mut self, severity: Severity, code: &'static str, message: &str, span: Option<Span>) {
        self.push(Finding { severity, code, message: message.to_owned(), span });
    }

    /// Puts a finding after all that matter as much or more.
    #[expect(clippy::disallowed_methods, reason = "a partition point is no further than the end")]
    pub(crate) fn push(&mut self, finding: Finding) {
        let at = self.0.partition_point(|before| before.severity <= finding.severity);
        self.0.insert(at, finding);
    }

    pub(crate) fn in_order(self) -> Vec<Finding> {
        self.0
    }
}
