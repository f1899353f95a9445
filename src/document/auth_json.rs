//! A Codex `auth.json`, or the record of one by itself, and what the client does with it.

use super::candidate::Candidate;
use super::report::Report;
use super::{DocumentContext, DocumentKind, Reader};
use crate::identity::{
    AgentIdentityRecord, AuthMode, AuthSnapshot, StoredAs, StoredAuth, StoredRecord, client_refusal,
    read_auth, read_auth_json,
};
use crate::json::{Object, ObjectWriter};
use crate::key::AgentKey;

/// The members of the file by which it is recognized.
const MARKS: [&str; 6] =
    ["auth_mode", "agent_identity", "tokens", "OPENAI_API_KEY", "personal_access_token", "bedrock_api_key"];

const RECORD: [&str; 7] = [
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
        candidate.has_any(&MARKS) || is_record(candidate)
    }

    fn read(&self, candidate: &Candidate, _: &DocumentContext, report: &mut Report) {
        show(candidate, report);
        report.warn_of_secrets();
        if candidate.has_byte_order_mark() {
            report.fail(
                "client_refuses_file",
                "the Codex client refuses a file that starts with a byte order mark",
            );
        }
        if is_record(candidate) {
            let file = ObjectWriter::new().json("agent_identity", candidate.text).finish();
            if let Some(Some(identity)) = report.check(read_auth_json(&file)) {
                show_key(&identity.record, report);
                report.note(
                    "identity_record_alone",
                    "this is the record of an auth.json without the file around it",
                );
            }
            return;
        }
        if let Ok(Some(identity)) = read_auth_json(candidate.text) {
            show_key(&identity.record, report);
        }
        if let Some(auth) = report.check(read_auth(candidate.text)) {
            explain(&auth, candidate, report);
            if let Some(why) = client_refusal(candidate.text) {
                report
                    .fail("client_refuses_file", &format!("the Codex client refuses the whole file: {why}"));
            }
        }
    }
}

/// True for a record that is not inside a file.
fn is_record(candidate: &Candidate) -> bool {
    !candidate.has_any(&MARKS) && candidate.has_any(&["agent_private_key"])
}

fn holds_identity(candidate: &Candidate) -> bool {
    let identity = candidate.object.as_ref().and_then(|object| object.get("agent_identity"));
    !matches!(identity, None | Some("null" | "\"\""))
}

fn show(candidate: &Candidate, report: &mut Report) {
    if is_record(candidate) {
        return report.document(candidate, &RECORD);
    }
    for member in candidate.members() {
        let span = member.value_span();
        let public: &[&str] = if &member.name == "tokens" { &["account_id"] } else { &RECORD };
        match Object::scan("a member", member.value) {
            Ok((object, _)) if matches!(member.name.as_ref(), "tokens" | "agent_identity") => {
                report.members(&format!("{}.", member.name), &object, public, &|range| {
                    candidate
                        .span(range.start.saturating_add(span.start)..range.end.saturating_add(span.start))
                });
            }
            _ => report.member(
                member.name.to_string(),
                member,
                &["auth_mode", "last_refresh"],
                candidate.span(span),
            ),
        }
    }
}

fn show_key(record: &AgentIdentityRecord, report: &mut Report) {
    if let Ok(key) = AgentKey::from_pkcs8(&record.agent_private_key) {
        report.public_key(key.public_key());
    }
}

/// Says what the client does with a file whose mode can be used.
fn explain(auth: &StoredAuth, candidate: &Candidate, report: &mut Report) {
    match &auth.snapshot {
        AuthSnapshot::AgentIdentity(_) => {
            let form =
                if auth.stored_as == Some(StoredAs::Jwt) { ", once it has verified the JWT" } else { "" };
            report.note("identity_used", &format!("the Codex client signs with this agent identity{form}"));
            report.pass();
        }
        AuthSnapshot::ChatGpt(account) => {
            let stored = account.stored.as_ref();
            let owner = stored.map(|record| (record.account_id.as_str(), record.chatgpt_user_id.as_str()));
            let what = match StoredRecord::of(owner, &account.account_id, &account.chatgpt_user_id) {
                StoredRecord::None => "registers an agent",
                StoredRecord::Own => "signs with the stored agent identity",
                StoredRecord::Foreign => {
                    "registers an agent in place of the stored one, which belongs to another account or user,"
                }
            };
            let what = format!(
                "the Codex client uses the ChatGPT tokens; it {what} only if use_agent_identity is on"
            );
            report.note("identity_needs_feature", &what);
            if !candidate.has_any(&["last_refresh"]) {
                report.fail(
                    "last_refresh_missing",
                    "without last_refresh the Codex client does not use the ChatGPT tokens",
                );
            }
            report.pass();
        }
        AuthSnapshot::ApiKey => without_identity(AuthMode::ApiKey.as_str(), candidate, report),
        AuthSnapshot::Other(mode) => without_identity(mode, candidate, report),
        AuthSnapshot::None => {
            if holds_identity(candidate) {
                let what =
                    "without \"auth_mode\":\"agentIdentity\" the Codex client ignores the agent identity";
                report.fail("identity_ignored", what);
            } else {
                report.fail("credential_missing", "the file holds nothing to authenticate with");
            }
        }
    }
}

fn without_identity(mode: &str, candidate: &Candidate, report: &mut Report) {
    let mode = crate::secret::quoted(mode);
    if holds_identity(candidate) {
        report.warn(
            "identity_ignored",
            &format!("in the mode {mode} the Codex client ignores the agent identity"),
        );
    } else {
        report
            .note("identity_absent", &format!("in the mode {mode} the Codex client uses no agent identity"));
    }
    report.pass();
}
