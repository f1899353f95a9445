//! The authority's answers to registrations, PROTOCOL §4 and §5.

use super::candidate::Candidate;
use super::report::Report;
use super::{DocumentContext, DocumentKind, Reader};
use crate::base64;
use crate::error::{Error, ErrorCode};
use crate::id::AgentTaskId;
use crate::json::Object;
use crate::registration::read_agent_registration_response;

const PLAIN: [&str; 2] = ["task_id", "taskId"];
const SEALED: [&str; 2] = ["encrypted_task_id", "encryptedTaskId"];
/// An ephemeral key and a tag (libsodium's `crypto_box_SEALBYTES`).
const SEAL_BYTES: usize = 48;

pub(super) struct TaskAnswer;

impl Reader for TaskAnswer {
    fn kind(&self) -> DocumentKind {
        DocumentKind::TaskRegistrationAnswer
    }

    fn recognizes(&self, candidate: &Candidate) -> bool {
        candidate.has_any(&[PLAIN[0], PLAIN[1], SEALED[0], SEALED[1]]) && !candidate.has_any(&["signature"])
    }

    fn read(&self, candidate: &Candidate, _: &DocumentContext, report: &mut Report) {
        report.document(candidate, &[PLAIN[0], PLAIN[1], SEALED[0], SEALED[1]]);
        let Some(body) = report.check(Object::parse("the answer", candidate.text)) else { return };
        let first = |names: [&'static str; 2]| {
            names.into_iter().find_map(|name| body.nullable_string(name).transpose())
        };
        if let Some(task_id) = first(PLAIN) {
            if report.check(task_id.and_then(AgentTaskId::new)).is_some() {
                report.pass();
            }
        } else if let Some(sealed) = first(SEALED) {
            let malformed = |what: String| Error::new(ErrorCode::SealedTaskIdMalformed, what);
            let bytes = sealed.and_then(|text| {
                base64::decode_standard(&text)
                    .map_err(|fault| malformed(format!("the sealed task id {fault}")))
            });
            if report.check(bytes).is_some_and(|bytes| bytes.len() < SEAL_BYTES) {
                report.refuse(malformed("the sealed task id is shorter than an empty box".into()));
            }
            report.note("task_id_sealed", "the task id is sealed: only the agent's private key opens it");
        } else {
            report.refuse(Error::new(ErrorCode::TaskIdMissing, "every member for a task id is null"));
        }
    }
}

pub(super) struct AgentAnswer;

impl Reader for AgentAnswer {
    fn kind(&self) -> DocumentKind {
        DocumentKind::AgentRegistrationAnswer
    }

    fn recognizes(&self, candidate: &Candidate) -> bool {
        candidate.has_any(&["agent_runtime_id"]) && !candidate.has_any(&["signature", "task_id"])
    }

    fn read(&self, candidate: &Candidate, _: &DocumentContext, report: &mut Report) {
        report.document(candidate, &["agent_runtime_id"]);
        if report.check(read_agent_registration_response(candidate.text)).is_some() {
            report.pass();
        }
    }
}
