//! A JSON Web Token.

use super::candidate::{Candidate, is_base64url_of_json};
use super::report::Report;
use super::{DocumentContext, DocumentKind, Reader};
use crate::identity::{CLOCK_TOLERANCE_MILLIS, SignedJwt};
use crate::json::Object;
use crate::key::AgentKey;

const PUBLIC_HEADER: [&str; 3] = ["alg", "kid", "typ"];

/// The claims that are not secret. A JWT may claim anything else.
const PUBLIC_CLAIMS: [&str; 12] = [
    "iss",
    "aud",
    "sub",
    "iat",
    "nbf",
    "exp",
    "agent_runtime_id",
    "account_id",
    "chatgpt_user_id",
    "email",
    "plan_type",
    "chatgpt_account_is_fedramp",
];

pub(super) struct Jwt;

impl Reader for Jwt {
    fn kind(&self) -> DocumentKind {
        DocumentKind::Jwt
    }

    fn recognizes(&self, candidate: &Candidate) -> bool {
        let dots = candidate.text.bytes().filter(|byte| *byte == b'.').count();
        dots == 2 && is_base64url_of_json(candidate.text, b"-_=.")
    }

    fn read(&self, candidate: &Candidate, context: &DocumentContext, report: &mut Report) {
        report.secret("jwt".to_owned(), candidate.span(0..candidate.text.len()));
        let Some(jwt) = report.check(SignedJwt::parse(candidate.text)) else { return };
        let (header, payload) = jwt.documents();
        for (prefix, json, public) in
            [("header.", header, &PUBLIC_HEADER[..]), ("", payload, &PUBLIC_CLAIMS[..])]
        {
            if let Some((object, _)) = report.check(Object::scan("the JWT", json)) {
                report.members(prefix, &object, public, &|_| None);
            }
        }
        report.check(jwt.key_id());
        report.check(jwt.claims(context.options.now, CLOCK_TOLERANCE_MILLIS).map(drop));
        let claims = jwt.unverified_claims();
        let key = claims.and_then(|claims| AgentKey::from_pkcs8(&claims.record().agent_private_key));
        if let Ok(key) = key {
            report.public_key(key.public_key());
        }
        report.warn_of_secrets();
        if !context.has_jwks {
            report.note("signature_unchecked", "checking the signature needs the authority's JWKS");
        }
    }
}
