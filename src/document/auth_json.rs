//! A Codex `auth.json`, or the record of one by itself, and what the client does with it.

use super::candidate::Candidate;
use super::report::Report;
use super::{DocumentContext, DocumentKind, Reader};
use crate::identity::{
    AgentIdentityRecord, Auth, AuthSnapshot, StoredRecord, client_refuses, read_auth, read_auth_json,
};
use crate::json::Object;
use crate::key::AgentKey;

/// The members of the file by which it is recognized.
const MARKS: [&str; 6] =
    ["auth_mode", "agent_identity", "tokens", "OPENAI_API_KEY", "personal_access_token", "bedrock_api_key"];

/// The public members of the file, of the record in it and of its tokens.
const PUBLIC_MEMBERS: [&str; 9] = [
    "auth_mode",
    "last_refresh",
    "agent_runtime_id",
    "account_id",
    "chatgpt_user_id",
    "email",
    "plan_type",
    "chatgpt_account_is_fedramp",
    "task_id",
];

pub(super) struct AuthJson;

impl Reader for AuthJson {
    fn kind(&self) -> DocumentKind {
        DocumentKind::AuthJson
    }

    fn recognizes(&self, candidate: &Candidate) -> bool {
        candidate.has_any(&MARKS) || candidate.has_any(&["agent_private_key"])
    }

    fn read(&self, candidate: &Candidate, _: &DocumentContext, report: &mut Report) {
        show(candidate, report);
        report.warn_of_secrets();
        let record = if candidate.has_any(&MARKS) {
            explain(candidate, report);
            read_auth_json(candidate.text).ok().flatten().map(|identity| identity.record)
        } else {
            report.note("identity_record_alone", "the record of an auth.json without the file around it");
            report.check(AgentIdentityRecord::read(candidate.text))
        };
        let key = record.and_then(|record| AgentKey::from_pkcs8(&record.agent_private_key).ok());
        if let Some(key) = key {
            report.public_key(key.public_key());
        }
    }
}

/// Shows the members of the file, and those of the record and of the tokens in it.
fn show(candidate: &Candidate, report: &mut Report) {
    for member in candidate.object.iter().flat_map(|object| object.members()) {
        let inner = matches!(member.name.as_ref(), "tokens" | "agent_identity");
        match Object::scan("a member", member.value) {
            Ok((object, _)) if inner => {
                let place = |range| candidate.span_in(member.value, range);
                report.members(&format!("{}.", member.name), &object, &PUBLIC_MEMBERS, &place);
            }
            _ => report.member(
                member.name.to_string(),
                member,
                &PUBLIC_MEMBERS,
                candidate.span(member.value_span()),
            ),
        }
    }
}

/// Says what the client does with the file.
fn explain(candidate: &Candidate, report: &mut Report) {
    let Some(auth) = report.check(read_auth(candidate.text)) else { return };
    if candidate.has_byte_order_mark() || client_refuses(candidate.text) {
        let what = "a member has a type that the client does not take, or a byte order mark comes first";
        report.fail("client_refuses_file", what);
    }
    let identity = candidate.object.as_ref().and_then(|object| object.get("agent_identity"));
    let has_identity = !matches!(identity, None | Some("null" | "\"\""));
    let is_chatgpt = matches!(auth.snapshot, AuthSnapshot::ChatGpt(_));
    if is_chatgpt && !candidate.has_any(&["last_refresh"]) {
        report.fail("last_refresh_missing", "without last_refresh the client does not use the tokens");
    }
    report.pass();
    match Auth::from(&auth.snapshot) {
        Auth::AgentIdentity => report.note("identity_used", "the client signs with this identity"),
        Auth::ChatGpt(stored) => {
            let what = match stored {
                StoredRecord::Own => "with use_agent_identity the client signs with the stored identity",
                _ => "with use_agent_identity the client registers an agent",
            };
            report.note("identity_needs_feature", what);
        }
        Auth::None if !has_identity => {
            report.fail("credential_missing", "the file holds nothing to authenticate with");
        }
        Auth::None => {
            let what = "without \"auth_mode\":\"agentIdentity\" the client ignores the identity";
            report.fail("identity_ignored", what);
        }
        _ if has_identity => report.warn("identity_ignored", "in this mode the client ignores the identity"),
        _ => report.note("identity_absent", "in this mode the client uses no agent identity"),
    }
}
