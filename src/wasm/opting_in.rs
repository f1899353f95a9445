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

/// What the caller has, its records as the objects that they were given as.
struct Snapshot {
    auth: Auth,
    record: JsValue,
    account_id: String,
    chatgpt_user_id: String,
    fedramp: bool,
}

impl Snapshot {
    fn read(auth: &Options) -> JsResult<Self> {
        match auth.text("mode", MAX_TEXT)?.as_str() {
            "agentIdentity" => {
                let record = auth.expect("record")?;
                from_js(&record, "record")?;
                Ok(Self::with(Auth::AgentIdentity, record))
            }
            "chatgpt" => Self::of_chatgpt(auth),
            "apiKey" => Ok(Self::with(Auth::ApiKey, JsValue::UNDEFINED)),
            "none" => Ok(Self::with(Auth::None, JsValue::UNDEFINED)),
            _ => {
                let what = "mode must be \"agentIdentity\", \"chatgpt\", \"apiKey\" or \"none\"";
                Err(Error::new(Code::WRONG_TYPE, what).into())
            }
        }
    }

    fn with(auth: Auth, record: JsValue) -> Self {
        Self { auth, record, account_id: String::new(), chatgpt_user_id: String::new(), fedramp: false }
    }

    fn of_chatgpt(auth: &Options) -> JsResult<Self> {
        let account_id = auth.text("accountId", MAX_TEXT)?;
        let chatgpt_user_id = auth.text("chatgptUserId", MAX_TEXT)?;
        let given = auth.get("stored")?;
        let stored = given.as_ref().map(|stored| from_js(stored, "stored")).transpose()?;
        let owner =
            stored.as_ref().map(|record| (record.account_id.as_str(), record.chatgpt_user_id.as_str()));
        Ok(Self {
            auth: Auth::ChatGpt(StoredRecord::of(owner, &account_id, &chatgpt_user_id)),
            record: given.unwrap_or_default(),
            account_id,
            chatgpt_user_id,
            fedramp: auth.flag("fedramp")?,
        })
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
                members.text("accountId", &self.account_id);
                members.text("chatgptUserId", &self.chatgpt_user_id);
                members.flag("fedramp", self.fedramp);
                if replaces_foreign {
                    members.js("replaces", self.record.clone());
                }
            }
        }
        members.object()
    }
}
