//! A JSON Web Key Set.

use super::candidate::Candidate;
use super::keys::PUBLIC_MEMBERS;
use super::report::Report;
use super::{DocumentContext, DocumentKind, Reader};
use crate::identity::{jwks_key_fault, jwks_keys};
use crate::json::Object;

pub(super) struct Jwks;

impl Reader for Jwks {
    fn kind(&self) -> DocumentKind {
        DocumentKind::Jwks
    }

    fn recognizes(&self, candidate: &Candidate) -> bool {
        candidate.has_any(&["keys"])
    }

    fn read(&self, candidate: &Candidate, _: &DocumentContext, report: &mut Report) {
        let keys = report.check(jwks_keys(candidate.text)).unwrap_or_default();
        for (index, written) in keys.iter().enumerate() {
            match jwks_key_fault(written) {
                None => report.pass(),
                Some(fault) => report.warn("jwks_key_ignored", &format!("keys[{index}] {fault}")),
            }
            if let Ok((key, _)) = Object::scan("a key", written) {
                report.members(&format!("keys[{index}]."), &key, &PUBLIC_MEMBERS, &|range| {
                    candidate.span_in(written, range)
                });
            }
        }
        if !report.passes() {
            report.fail("jwks_key_missing", "no RSA signature key of 2048 bits or more with a kid");
        }
        report.warn_of_secrets();
    }
}
