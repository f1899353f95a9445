//! ChatGPT's tokens in an `auth.json`: whose they are, as far as their claims say. Nobody verifies them here.

use super::read::ChatGptAccount;
use crate::error::{Error, ErrorCode, Result};
use crate::identity::jwt::{plan_of_claim, unverified_payload};
use crate::json::Object;
use zeroize::Zeroizing;

/// The claim of `id_token` that names the account.
const CLAIM: &str = "https://api.openai.com/auth";

pub(super) struct Tokens {
    pub account: ChatGptAccount,
    pub access_token: Option<Zeroizing<String>>,
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
        let account_id = match non_empty(&auth, "chatgpt_account_id")? {
            None => non_empty(&tokens, "account_id")?,
            claimed => claimed,
        };
        let user_id = match non_empty(&auth, "chatgpt_user_id")? {
            None => non_empty(&auth, "user_id")?,
            claimed => claimed,
        };
        let account = ChatGptAccount {
            account_id: account_id.ok_or_else(|| missing("account"))?,
            chatgpt_user_id: user_id.ok_or_else(|| missing("user"))?,
            plan_type: non_empty(&auth, "chatgpt_plan_type")?.map(plan_of_claim),
            email: non_empty(&payload, "email")?,
            fedramp: auth.optional_flag("chatgpt_account_is_fedramp")?.unwrap_or(false),
            stored: None,
        };
        Ok(Self { account, access_token: Some(access_token).filter(|token| !token.is_empty()) })
    }
}

/// Returns a string member. `null` and `""` count as absent.
fn non_empty(object: &Object, name: &str) -> Result<Option<String>> {
    Ok(object.nullable_string(name)?.filter(|text| !text.is_empty()).map(|text| text.into_owned()))
}

fn missing(what: &str) -> Error {
    Error::new(ErrorCode::AuthModeUnusable, format!("the tokens name no {what}"))
}
