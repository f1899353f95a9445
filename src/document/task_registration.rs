//! The body of a task registration, PROTOCOL §4.

use super::candidate::Candidate;
use super::report::Report;
use super::{DocumentContext, DocumentKind, Reader};
use crate::registration::{check_task_registration, verify_task_registration};

const PUBLIC_MEMBERS: [&str; 3] = ["timestamp", "signature", "external_task_ref"];

pub(super) struct TaskRegistration;

impl Reader for TaskRegistration {
    fn kind(&self) -> DocumentKind {
        DocumentKind::TaskRegistration
    }

    fn recognizes(&self, candidate: &Candidate) -> bool {
        candidate.has_any(&["signature"])
    }

    fn read(&self, candidate: &Candidate, context: &DocumentContext, report: &mut Report) {
        report.document(candidate, &PUBLIC_MEMBERS);
        let (now, window) = (context.options.now, context.options.window);
        let verdict = match (context.key, &context.options.expected_agent_runtime_id) {
            (Some(key), Some(id)) => {
                report.pass();
                verify_task_registration(candidate.text, id, key, now, window)
            }
            _ => {
                let what =
                    "checking the signature needs the agent's public key and the runtime id of the path";
                report.note("signature_unchecked", what);
                check_task_registration(candidate.text, now, window)
            }
        };
        report.check(verdict.map(drop));
        if candidate.has_any(&["external_task_ref"]) {
            report.note("external_task_ref_present", "the signature does not cover external_task_ref");
        }
    }
}
