//! The authority's answers to registrations, PROTOCOL §4 and §5.

use super::candidate::Candidate;
use super::report::Report;
use super::{DocumentContext, DocumentKind, Reader};
use crate::error::{Error, ErrorCode};
use crate::id::AgentTaskId;
use crate::json::Object;
use crate::registration::read_agent_registration_response;

/// The members that may hold the task id, in the order of precedence.
const TASK_IDS: [&str; 4] = ["task_id", "taskId", "encrypted_task_id", "encryptedTaskId"];

pub(super) struct TaskAnswer;

impl Reader for TaskAnswer {
    fn kind(&self) -> DocumentKind {
        DocumentKind::TaskRegistrationAnswer
    }

    fn recognizes(&self, candidate: &Candidate) -> bool {
        candidate.has_any(&TASK_IDS) && !candidate.has_any(&["signature"])
    }

    fn read(&self, candidate: &Candidate, _: &DocumentContext, report: &mut Report) {
        report.document(candidate, &TASK_IDS);
        let Some(body) = report.check(Object::parse("the answer", candidate.text)) else { return };
        let is_present = |name: &&&str| !matches!(body.get(name), None | Some("null"));
        match TASK_IDS.iter().find(is_present) {
            None => report.refuse(Error::new(ErrorCode::TaskIdMissing, "the answer has no task id")),
            Some(name) if name.starts_with('e') => {
                report.check(body.string(name).map(drop));
                report.note("task_id_sealed", "only the agent's private key opens the task id");
            }
            Some(name) => {
                report.check(body.string(name).and_then(AgentTaskId::new).map(drop));
                report.pass();
            }
        }
    }
}

pub(super) struct AgentAnswer;

impl Reader for AgentAnswer {
    fn kind(&self) -> DocumentKind {
        DocumentKind::AgentRegistrationAnswer
    }

    fn recognizes(&self, candidate: &Candidate) -> bool {
        candidate.has_any(&["agent_runtime_id"])
    }

    fn read(&self, candidate: &Candidate, _: &DocumentContext, report: &mut Report) {
        report.document(candidate, &["agent_runtime_id"]);
        report.check(read_agent_registration_response(candidate.text).map(drop));
        report.pass();
    }
}
