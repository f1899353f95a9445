use super::candidate::Candidate;
use super::report::Report;
use super::{DocumentContext, DocumentKind, Reader};
use crate::json::Object;

/// Any text that no other reader recognizes.
pub(super) struct Unknown;

impl Reader for Unknown {
    fn kind(&self) -> DocumentKind {
        DocumentKind::Unknown
    }

    fn recognizes(&self, _: &Candidate) -> bool {
        true
    }

    fn read(&self, candidate: &Candidate, _: &DocumentContext, report: &mut Report) {
        // The names of an object help to tell what was pasted; its values may be anything.
        report.document(candidate, &[]);
        if candidate.text.starts_with('{') {
            report.check(Object::parse("the text", candidate.text).map(drop));
        }
        report.warn("document_unrecognized", "not a document of this protocol");
    }
}
