//! A JSON Web Key Set.

use super::candidate::Candidate;
use super::report::Report;
use super::{DocumentContext, DocumentKind, Reader};
use crate::identity::{jwks_key_fault, jwks_keys};
use crate::json::Object;

/// The members of an RSA key that are not secret and short enough to show (RFC 7517 §4).
const PUBLIC_MEMBERS: [&str; 5] = ["kid", "kty", "alg", "use", "key_ops"];

pub(super) struct Jwks;

impl Reader for Jwks {
    fn kind(&self) -> DocumentKind {
        DocumentKind::Jwks
    }

    fn recognizes(&self, candidate: &Candidate) -> bool {
        candidate
            .object
            .as_ref()
            .and_then(|object| object.get("keys"))
            .is_some_and(|keys| keys.starts_with('['))
    }

    fn read(&self, candidate: &Candidate, _: &DocumentContext, report: &mut Report) {
        let Some(keys) = report.check(jwks_keys(candidate.text)) else { return };
        let mut has_usable_key = false;
        for (index, written) in keys.iter().enumerate() {
            match jwks_key_fault(written) {
                None => has_usable_key = true,
                Some(fault) => {
                    report.warn("jwks_key_ignored", &format!("keys[{index}] {fault}: it is ignored"))
                }
            }
            if let Ok(key) = Object::parse("a key", written) {
                show(index, &key, candidate, written, report);
            }
        }
        report.warn_of_secrets();
        if has_usable_key {
            report.pass();
        } else {
            report.fail(
                "jwks_key_missing",
                "the JWKS has no RSA signature key of 2048 bits or more with a kid",
            );
        }
    }
}

fn show(index: usize, key: &Object, candidate: &Candidate, written: &str, report: &mut Report) {
    // The key's text is a part of the candidate's text.
    let offset = written.as_ptr().addr().saturating_sub(candidate.text.as_ptr().addr());
    // The numbers of a public key are long, and nobody reads them.
    for member in key.members().iter().filter(|member| !matches!(member.name.as_ref(), "n" | "e")) {
        let span = member.value_span();
        let span = candidate.span(span.start.saturating_add(offset)..span.end.saturating_add(offset));
        report.member(format!("keys[{index}].{}", member.name), member, &PUBLIC_MEMBERS, span);
    }
}
