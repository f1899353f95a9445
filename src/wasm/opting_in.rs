use super::JsResult;
use super::error::{Code, Error};
use super::identity::from_js;
use super::input::{MAX_TEXT, Options};
use super::output::Members;
use crate::identity::{Auth, AuthPlan, Policy, StoredRecord};
use wasm_bindgen::prelude::*;

#[wasm_bindgen(js_name = planAuth)]
pub fn plan_auth(auth: &JsValue, options: &JsValue) -> JsResult {
    let (auth, options) = (Options::required(auth, "auth")?, Options::optional(options, "options")?);
    let policy = Policy::of(options.flag("useAgentIdentity")?);
    let first_party = options.flag_or("firstParty", true)?;
    let snapshot = Snapshot::read(&auth)?;
    snapshot.carry_out(crate::identity::plan_auth(snapshot.auth, policy, first_party))
}

/// The caller's snapshot. The result refers to the record objects that the caller passed, not to copies.
struct Snapshot {
    auth: Auth,
    record: JsValue,
    account: Option<Account>,
}

/// The account for which an agent may be registered.
struct Account {
    account_id: String,
    chatgpt_user_id: String,
    plan_type: Option<String>,
    email: Option<String>,
    fedramp: bool,
}

impl Snapshot {
    fn read(auth: &Options) -> JsResult<Self> {
        match auth.text("mode", MAX_TEXT)?.as_str() {
            "agentIdentity" => {
                let record = auth.expect("record")?;
                from_js(&record, "record")?;
                Ok(Self { auth: Auth::AgentIdentity, record, account: None })
            }
            "chatgpt" => Self::of_chatgpt(auth),
            "apiKey" => Ok(Self::without_record(Auth::ApiKey)),
            "other" => Ok(Self::without_record(Auth::Other)),
            "none" => Ok(Self::without_record(Auth::None)),
            _ => {
                let what = "mode must be \"agentIdentity\", \"chatgpt\", \"apiKey\", \"other\" or \"none\"";
                Err(Error::new(Code::WRONG_TYPE, what).into())
            }
        }
    }

    fn without_record(auth: Auth) -> Self {
        Self { auth, record: JsValue::UNDEFINED, account: None }
    }

    fn of_chatgpt(auth: &Options) -> JsResult<Self> {
        let account = Account {
            account_id: auth.text("accountId", MAX_TEXT)?,
            chatgpt_user_id: auth.text("chatgptUserId", MAX_TEXT)?,
            plan_type: auth.optional_text("planType", MAX_TEXT)?,
            email: auth.optional_text("email", MAX_TEXT)?,
            fedramp: auth.flag("fedramp")?,
        };
        let given = auth.get("stored")?;
        let stored = given.as_ref().map(|stored| from_js(stored, "stored")).transpose()?;
        let owner =
            stored.as_ref().map(|record| (record.account_id.as_str(), record.chatgpt_user_id.as_str()));
        let auth = Auth::ChatGpt(StoredRecord::of(owner, &account.account_id, &account.chatgpt_user_id));
        Ok(Self { auth, record: given.unwrap_or_default(), account: Some(account) })
    }

    fn carry_out(&self, plan: AuthPlan) -> JsResult {
        let mut members = Members::default();
        match plan {
            AuthPlan::UseGiven | AuthPlan::UseStored => {
                members.text("use", "agentIdentity");
                members.js("record", self.record.clone());
            }
            AuthPlan::Unchanged(because) => {
                members.text("use", "unchanged");
                members.text("because", because.as_str());
            }
            AuthPlan::Register { replaces_foreign } => {
                members.text("use", "register");
                if let Some(account) = &self.account {
                    account.add_to(&mut members);
                }
                if replaces_foreign {
                    members.js("replaces", self.record.clone());
                }
            }
        }
        members.object()
    }
}

impl Account {
    fn add_to<'a>(&'a self, members: &mut Members<'a>) {
        members.text("accountId", &self.account_id);
        members.text("chatgptUserId", &self.chatgpt_user_id);
        members.optional_text("planType", self.plan_type.as_deref());
        members.optional_text("email", self.email.as_deref());
        members.flag("fedramp", self.fedramp);
    }
}
