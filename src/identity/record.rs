use crate::error::{Error, ErrorCode, Result};
use crate::id::{AgentRuntimeId, AgentTaskId};
use crate::json::{Object, quote};
use crate::key::AgentKey;
use crate::secret::Quoted;
use std::fmt;
use zeroize::Zeroizing;

/// An agent identity as a Codex `auth.json` keeps it. It holds a private key, and `Debug` does not show that.
#[derive(Clone, PartialEq, Eq)]
pub struct AgentIdentityRecord {
    /// The authority's id of the agent.
    pub agent_runtime_id: AgentRuntimeId,
    /// The private key as it was stored: base64 of PKCS#8, which [`AgentKey::from_pkcs8`] reads.
    pub agent_private_key: Zeroizing<String>,
    /// The account for which the agent acts.
    pub account_id: String,
    /// The user of that account.
    pub chatgpt_user_id: String,
    /// The user's address; an empty string at rest if it is unknown.
    pub email: Option<String>,
    /// The plan as it is stored, or as a JWT names it without its aliases.
    pub plan_type: String,
    /// True if the account is a FedRAMP account.
    pub fedramp: bool,
    /// The task that was registered last.
    pub task_id: Option<AgentTaskId>,
}

impl AgentIdentityRecord {
    /// Reads the record of an `auth.json`.
    pub(crate) fn read(json: &str) -> Result<Self> {
        let members = Members(Object::parse("the stored identity", json)?, ErrorCode::IdentityRecordInvalid);
        let mut record = members.record()?;
        // An id that could not be sent is as good as none: the caller registers a task, as the client does for white space.
        record.task_id = members.optional("task_id")?.and_then(|id| AgentTaskId::new(id).ok());
        Ok(record)
    }

    /// Returns the members as JSON, in the order in which the Codex client writes them.
    pub(super) fn members(&self) -> [(&'static str, Option<String>); 8] {
        let text = |text: &str| Some(quote(text));
        [
            ("agent_runtime_id", text(self.agent_runtime_id.as_str())),
            ("agent_private_key", text(&self.agent_private_key)),
            ("account_id", text(&self.account_id)),
            ("chatgpt_user_id", text(&self.chatgpt_user_id)),
            ("email", text(self.email.as_deref().unwrap_or_default())),
            ("plan_type", text(&self.plan_type)),
            ("chatgpt_account_is_fedramp", Some(self.fedramp.to_string())),
            ("task_id", self.task_id.as_ref().and_then(|id| text(id.as_str()))),
        ]
    }
}

impl fmt::Debug for AgentIdentityRecord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AgentIdentityRecord")
            .field("agent_runtime_id", &self.agent_runtime_id)
            .field("account_id", &Quoted(&self.account_id))
            .finish_non_exhaustive()
    }
}

/// The members that a record and a JWT's claims share, with the code for those that are wrong.
pub(super) struct Members<'a>(pub Object<'a>, pub ErrorCode);

impl Members<'_> {
    pub(super) fn record(&self) -> Result<AgentIdentityRecord> {
        let private_key = Zeroizing::new(self.text("agent_private_key")?);
        AgentKey::from_pkcs8(&private_key)?;
        Ok(AgentIdentityRecord {
            agent_runtime_id: AgentRuntimeId::new(self.text("agent_runtime_id")?)?,
            agent_private_key: private_key,
            account_id: self.text("account_id")?,
            chatgpt_user_id: self.text("chatgpt_user_id")?,
            email: self.optional("email")?.filter(|email| !email.is_empty()),
            plan_type: self.text("plan_type")?,
            fedramp: self.flag("chatgpt_account_is_fedramp")?,
            task_id: None,
        })
    }

    pub(super) fn text(&self, name: &str) -> Result<String> {
        self.optional(name)?.ok_or_else(|| self.wrong(name, "is missing"))
    }

    pub(super) fn optional(&self, name: &str) -> Result<Option<String>> {
        let text = self.0.nullable_string(name).map_err(|_| self.wrong(name, "is not a string"))?;
        Ok(text.map(|text| text.into_owned()))
    }

    fn flag(&self, name: &str) -> Result<bool> {
        match self.0.get(name) {
            Some("true") => Ok(true),
            Some("false") => Ok(false),
            _ => Err(self.wrong(name, "is not a boolean")),
        }
    }

    /// Seconds since 1970 (RFC 7519 §2, NumericDate). A fraction is dropped; an exponent, which nobody writes, is
    /// refused rather than misread.
    pub(super) fn seconds(&self, name: &str) -> Result<i64> {
        let written = self.0.get(name).filter(|value| !value.contains(['e', 'E']));
        let whole = written.and_then(|value| value.split('.').next()?.parse().ok());
        whole.ok_or_else(|| self.wrong(name, "is no plain number of seconds"))
    }

    pub(super) fn wrong(&self, name: &str, what: &str) -> Error {
        Error::new(self.1, format!("{name} {what}"))
    }
}
