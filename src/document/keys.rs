//! Keys, public and private.

use super::candidate::Candidate;
use super::report::Report;
use super::{DocumentContext, DocumentKind, Reader};
use crate::error::ErrorCode;
use crate::key::{AgentKey, AgentPublicKey};

/// The members of a JWK that are not secret (RFC 7517 §4, RFC 7518 §6, RFC 8037 §2).
pub(super) const PUBLIC_MEMBERS: [&str; 12] =
    ["kty", "kid", "use", "alg", "key_ops", "crv", "x", "y", "n", "e", "x5c", "x5t"];

/// The members of a JWK that make it a private or a symmetric key (RFC 7518 §6).
const PRIVATE_MEMBERS: [&str; 2] = ["d", "k"];

fn is_json(candidate: &Candidate) -> bool {
    candidate.text.starts_with('{')
}

pub(super) struct PublicKey;

impl Reader for PublicKey {
    fn kind(&self) -> DocumentKind {
        DocumentKind::PublicKey
    }

    fn recognizes(&self, candidate: &Candidate) -> bool {
        candidate.has_any(&["kty"])
            || !is_json(candidate) && {
                let code = AgentPublicKey::parse(candidate.text).err().map(|error| error.code());
                code != Some(ErrorCode::PublicKeyUnrecognized)
            }
    }

    fn read(&self, candidate: &Candidate, _: &DocumentContext, report: &mut Report) {
        report.document(candidate, &PUBLIC_MEMBERS);
        if let Some(key) = report.check(AgentPublicKey::parse(candidate.text)) {
            report.public_key(key);
            report.pass();
        }
    }
}

pub(super) struct PrivateKey;

impl Reader for PrivateKey {
    fn kind(&self) -> DocumentKind {
        DocumentKind::PrivateKey
    }

    /// A private key is recognized before a public one, because its text may hold both.
    fn recognizes(&self, candidate: &Candidate) -> bool {
        if is_json(candidate) {
            return candidate.has_any(&["kty"]) && candidate.has_any(&PRIVATE_MEMBERS);
        }
        let as_public = AgentPublicKey::parse(candidate.text).err().map(|error| error.code());
        let as_private = AgentKey::from_pkcs8(candidate.text).err().map(|error| error.code());
        as_public == Some(ErrorCode::PublicKeyIsPrivate)
            || !matches!(as_private, Some(ErrorCode::PrivateKeyUnrecognized | ErrorCode::PrivateKeyIsPublic))
    }

    fn read(&self, candidate: &Candidate, _: &DocumentContext, report: &mut Report) {
        match &candidate.object {
            Some(_) => report.document(candidate, &PUBLIC_MEMBERS),
            None => report.secret("private_key".to_owned(), candidate.span(0..candidate.text.len())),
        }
        let public_key = match report.check(AgentKey::from_pkcs8(candidate.text)) {
            Some(key) => {
                report.pass();
                Some(key.public_key())
            }
            None => public_half(candidate),
        };
        if let Some(key) = public_key {
            report.public_key(key);
        }
        report.warn_of_secrets();
    }
}

/// Returns the public key of a private JWK, which has it as a member of its own.
fn public_half(candidate: &Candidate) -> Option<AgentPublicKey> {
    let x = candidate.object.as_ref()?.string("x").ok()?;
    AgentPublicKey::parse(&x).ok()
}
