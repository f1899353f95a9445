//! ChatGPT's tokens in an `auth.json`: whose they are, as far as their claims say. Nobody verifies them here.

use super::stored::ChatGptAccount;
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
    let mut fault = None;
    let mut text = |object: &Object, name| non_empty(object, name, &mut fault);
    let account_id = text(&auth, "chatgpt_account_id").or(text(&tokens, "account_id"));
    let chatgpt_user_id = text(&auth, "chatgpt_user_id").or(text(&auth, "user_id"));
    let plan_type = text(&auth, "chatgpt_plan_type").map(plan_of_claim);
    let email = text(&payload, "email");
    let fedramp = fedramp(&auth, &mut fault);
    if let Some(fault) = fault {
        return Err(fault);
    }
    let (Some(account_id), Some(chatgpt_user_id)) = (account_id, chatgpt_user_id) else {
        return Err(Error::new(ErrorCode::AuthModeUnusable, "the tokens do not name an account and a user"));
    };
    let account = ChatGptAccount { account_id, chatgpt_user_id, plan_type, email, fedramp, stored: None };
    Ok((Box::new(account), Some(access_token).filter(|token| !token.is_empty())))
}

/// Returns a string member. `null` and `""` count as absent, and so does another type, which is a fault.
#[inline(never)]
fn non_empty(object: &Object, name: &str, fault: &mut Option<Error>) -> Option<String> {
    match object.nullable_string(name) {
        Ok(text) => text.filter(|text| !text.is_empty()).map(|text| text.into_owned()),
        Err(error) => {
            *fault = Some(error);
            None
        }
    }
}

/// Returns false if the claim is missing. Another type is a fault, `null` too, as for the client.
fn fedramp(auth: &Object, fault: &mut Option<Error>) -> bool {
    let claim = auth.get("chatgpt_account_is_fedramp");
    if !matches!(claim, None | Some("true" | "false")) {
        *fault = Some(Error::new(ErrorCode::JwtClaimInvalid, "chatgpt_account_is_fedramp is not a boolean"));
    }
    claim == Some("true")
}
