//! ChatGPT's tokens in an `auth.json`: whose they are, as far as their claims say. Nobody verifies them here.

use super::read::ChatGptAccount;
use crate::error::{Error, ErrorCode, Result};
use crate::identity::jwt::{plan_of_claim, unverified_payload};
use crate::json::Object;
use zeroize::Zeroizing;

/// The claim of `id_token` that names the account.
const CLAIM: &str = "https://api.openai.com/auth";

/// Reads the member `tokens`: the account, without a stored identity, and the access token.
pub(super) fn read(json: &str) -> Result<(Box<ChatGptAccount>, Option<Zeroizing<String>>)> {
    let tokens = Object::parse("tokens", json)?;
    let access_token = Zeroizing::new(tokens.string("access_token")?.into_owned());
    let payload = unverified_payload("id_token", &tokens.string("id_token")?)?;
    let payload = Object::parse("id_token", &payload)?;
    let auth = payload.get(CLAIM).filter(|claim| *claim != "null").unwrap_or("{}");
    let auth = Object::parse("the auth claim of id_token", auth)?;
    let mut account = Box::<ChatGptAccount>::default();
    let account_id = non_empty(&auth, "chatgpt_account_id")?.or(non_empty(&tokens, "account_id")?);
    account.account_id = account_id.ok_or_else(|| unusable("the tokens name no account"))?;
    let chatgpt_user_id = non_empty(&auth, "chatgpt_user_id")?.or(non_empty(&auth, "user_id")?);
    account.chatgpt_user_id = chatgpt_user_id.ok_or_else(|| unusable("the tokens name no user"))?;
    account.plan_type = non_empty(&auth, "chatgpt_plan_type")?.map(plan_of_claim);
    account.email = non_empty(&payload, "email")?;
    account.fedramp = fedramp(&auth)?;
    Ok((account, Some(access_token).filter(|token| !token.is_empty())))
}

/// Returns a string member. `null` and `""` count as absent.
#[inline(never)]
fn non_empty(object: &Object, name: &str) -> Result<Option<String>> {
    Ok(object.nullable_string(name)?.filter(|text| !text.is_empty()).map(|text| text.into_owned()))
}

/// Returns false if the claim is missing. The client refuses `null` too.
fn fedramp(auth: &Object) -> Result<bool> {
    match auth.get("chatgpt_account_is_fedramp") {
        Some("true") => Ok(true),
        None | Some("false") => Ok(false),
        Some(_) => Err(Error::new(ErrorCode::JwtClaimInvalid, "chatgpt_account_is_fedramp is not a boolean")),
    }
}

#[inline(never)]
fn unusable(what: &'static str) -> Error {
    Error::new(ErrorCode::AuthModeUnusable, what)
}
