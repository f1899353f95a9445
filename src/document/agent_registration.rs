//! The body of an agent registration, PROTOCOL §5.

use super::candidate::Candidate;
use super::report::Report;
use super::{DocumentContext, DocumentKind, Reader};
use crate::json::Object;
use crate::key::AgentPublicKey;

pub(super) struct AgentRegistration;

impl Reader for AgentRegistration {
    fn kind(&self) -> DocumentKind {
        DocumentKind::AgentRegistration
    }

    fn recognizes(&self, candidate: &Candidate) -> bool {
        candidate.has_any(&["abom", "agent_public_key"])
    }

    fn read(&self, candidate: &Candidate, _: &DocumentContext, report: &mut Report) {
        report.document(candidate, &["abom", "agent_public_key", "capabilities", "ttl"]);
        let Some(body) = report.check(Object::parse("the registration", candidate.text)) else { return };
        let key = body.string("agent_public_key").and_then(|line| AgentPublicKey::parse(&line));
        if let Some(key) = report.check(key) {
            report.public_key(key);
        }
        report.check(body.require("abom").and_then(|bill| Object::parse("abom", bill)).map(drop));
        report.pass();
    }
}
