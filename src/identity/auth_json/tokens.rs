//! ChatGPT's tokens in an `auth.json`: whose they are, as far as their claims say. Nobody verifies them here.

use super::read::ChatGptAccount;
use crate::error::{Error, ErrorCode, Result};
use crate::identity::jwt::{plan_of_claim, unverified_payload};
use crate::json::Object;
use zeroize::Zeroizing;

/// The claim of `id_token` that names the account.
const CLAIM: &str = "https://api.openai.com/auth";

/// The tokens and their claims. What is missing is `None`.
pub(super) struct Tokens {
    pub access_token: Option<Zeroizing<String>>,
    account_id: Option<String>,
    chatgpt_user_id: Option<String>,
    plan_type: Option<String>,
    email: Option<String>,
    fedramp: bool,
}

impl Tokens {
    /// Reads the member `tokens`.
    pub(super) fn read(json: &str) -> Result<Self> {
        let tokens = Object::parse("tokens", json)?;
        let access_token = Zeroizing::new(tokens.string("access_token")?.into_owned());
        let payload = unverified_payload("id_token", &tokens.string("id_token")?)?;
        let payload = Object::parse("id_token", &payload)?;
        let auth = match payload.get(CLAIM) {
            None | Some("null") => "{}",
            Some(claim) => claim,
        };
        let auth = Object::parse("the auth claim of id_token", auth)?;
        Ok(Self {
            access_token: Some(access_token).filter(|token| !token.is_empty()),
            account_id: non_empty(&auth, "chatgpt_account_id")?.or(non_empty(&tokens, "account_id")?),
            chatgpt_user_id: non_empty(&auth, "chatgpt_user_id")?.or(non_empty(&auth, "user_id")?),
            plan_type: non_empty(&auth, "chatgpt_plan_type")?.map(plan_of_claim),
            email: non_empty(&payload, "email")?,
            fedramp: fedramp(&auth)?,
        })
    }

    /// Returns the account, without a stored identity. Both account and user must be named.
    pub(super) fn account(self) -> Result<ChatGptAccount> {
        Ok(ChatGptAccount {
            account_id: self.account_id.ok_or_else(|| missing("account"))?,
            chatgpt_user_id: self.chatgpt_user_id.ok_or_else(|| missing("user"))?,
            plan_type: self.plan_type,
            email: self.email,
            fedramp: self.fedramp,
            stored: None,
        })
    }
}

/// Returns a string member. `null` and `""` count as absent.
fn non_empty(object: &Object, name: &str) -> Result<Option<String>> {
    Ok(object.nullable_string(name)?.filter(|text| !text.is_empty()).map(|text| text.into_owned()))
}

/// Returns false if the claim is missing. The client refuses `null` too.
fn fedramp(auth: &Object) -> Result<bool> {
    match auth.get("chatgpt_account_is_fedramp") {
        Some("true") => Ok(true),
        None | Some("false") => Ok(false),
        Some(_) => Err(Error::new(ErrorCode::AuthModeUnusable, "chatgpt_account_is_fedramp is not a boolean")),
    }
}

fn missing(what: &str) -> Error {
    Error::new(ErrorCode::AuthModeUnusable, format!("the tokens name no {what}"))
}
