use crate::error::Error;
use std::ops::Range;

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Severity {
    /// A verifier refuses the assertion because of it.
    Error,
    /// A verifier accepts it, but nobody should rely on it.
    Warning,
    /// It is worth knowing and has no consequences.
    Info,
}

impl Severity {
    /// Returns `error`, `warning` or `info`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }
}

/// The range of a finding, in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Span {
    /// A range of the text that was inspected.
    Text(Range<usize>),
    /// A range of the JSON in the decoded token.
    Json(Range<usize>),
}

/// One fault or peculiarity of an assertion, or of the text around it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// The severity: whether a verifier refuses the assertion because of it.
    pub severity: Severity,
    /// A stable code: the text of an [`crate::ErrorCode`] if a verifier refuses the assertion with that code, and
    /// otherwise a code that only findings have.
    pub code: &'static str,
    /// The message in English.
    pub message: String,
    /// The range that the finding is about, or `None` if it is not about one place.
    pub span: Option<Span>,
}

/// The most findings of one code that are listed. The others are only counted.
const MAX_LISTED_PER_CODE: usize = 20;

/// Collects findings. Lists at most [`MAX_LISTED_PER_CODE`] of one code and counts the others.
#[derive(Default)]
pub(crate) struct Findings(Vec<Kind>);

/// The findings of one code.
struct Kind {
    severity: Severity,
    code: &'static str,
    listed: Vec<(usize, Finding)>,
    count: usize,
}

impl Findings {
    pub(crate) fn refuse(&mut self, verdict: Result<(), Error>, span: Option<Span>) {
        if let Err(error) = verdict {
            self.add(Severity::Error, error.code().as_str(), error.message(), span);
        }
    }

    /// Adds an error whose code is not an [`crate::ErrorCode`].
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

    pub(crate) fn push(&mut self, finding: Finding) {
        let Finding { severity, code, .. } = finding;
        crate::scan::steps::count(self.0.len());
        let place = self.0.iter().map(|kind| kind.listed.len()).fold(0, usize::saturating_add);
        let known = self.0.iter_mut().find(|kind| kind.code == code && kind.severity == severity);
        if let Some(kind) = known {
            kind.count = kind.count.saturating_add(1);
            if kind.count <= MAX_LISTED_PER_CODE {
                kind.listed.push((place, finding));
            }
            return;
        }
        let listed = vec![(place, finding)];
        self.0.push(Kind { severity, code, listed, count: 1 });
    }

    /// Returns the errors, then the warnings, then the rest, each in the order in which they were found.
    pub(crate) fn in_order(self) -> Vec<Finding> {
        let mut all: Vec<(usize, Finding)> = self.0.into_iter().flat_map(Kind::finish).collect();
        all.sort_by_key(|(place, finding)| (finding.severity, *place));
        all.into_iter().map(|(_, finding)| finding).collect()
    }
}

impl Kind {
    fn finish(mut self) -> Vec<(usize, Finding)> {
        let more = self.count.saturating_sub(self.listed.len());
        if more > 0 {
            let message = format!("… and {more} more of this kind");
            let place = self.listed.last().map_or(0, |(place, _)| *place);
            self.listed
                .push((place, Finding { severity: self.severity, code: self.code, message, span: None }));
        }
        self.listed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn findings_of_one_code_beyond_the_limit_are_counted() {
        let mut findings = Findings::default();
        for at in 0..1150 {
            findings.warn("odd", "one", Some(Span::Json(at..at)));
            findings.note("plain", "two", None);
        }
        let listed = findings.in_order();
        assert_eq!(listed.len(), 42);
        assert_eq!((listed[19].span.clone(), listed[20].span.clone()), (Some(Span::Json(19..19)), None));
        assert_eq!(listed[20].message, "… and 1130 more of this kind");
        assert!(
            listed.iter().all(|finding| (finding.code == "odd") == (finding.severity == Severity::Warning))
        );
    }
}
