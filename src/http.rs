//! Requests as values, and the rules for the values of their headers. Nothing here sends a request.

use crate::error::{Error, ErrorCode, Result};
use crate::secret::quoted;

/// A request for the caller to send with any HTTP client.
///
/// It may carry a token, so its `Debug` form shows only the names of the headers.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct HttpRequest {
    /// An absolute URL.
    pub url: String,
    /// `POST` or `GET`.
    pub method: &'static str,
    /// Names and values, in the order in which the Codex client writes them.
    pub headers: Vec<(&'static str, String)>,
    /// The body, which is JSON.
    pub body: String,
}

impl HttpRequest {
    pub(crate) fn post_json(url: String, mut headers: Vec<(&'static str, String)>, body: String) -> Self {
        headers.push(("Content-Type", "application/json".into()));
        Self { url, method: "POST", headers, body }
    }
}

pub(crate) fn fedramp_header(fedramp: bool) -> Option<(&'static str, String)> {
    fedramp.then(|| ("X-OpenAI-Fedramp", "true".into()))
}

/// Accepts visible ASCII with spaces inside, which every client sends unchanged (RFC 9110 §5.5).
fn check_header_text(name: &str, code: ErrorCode, text: &str) -> Result<()> {
    let fault = if text.is_empty() {
        "is empty".to_owned()
    } else if text.trim_matches(' ') != text {
        "begins or ends with a space".to_owned()
    } else if let Some((at, c)) = text.char_indices().find(|(_, c)| !matches!(c, ' '..='~')) {
        let what = if c.is_ascii() { "a control character" } else { "a character outside ASCII" };
        format!("has {what} at byte {at}, which cannot stand in a header")
    } else {
        return Ok(());
    };
    Err(Error::new(code, format!("{name} {fault}")))
}

macro_rules! header_text {
    ($(#[$doc:meta])+ $name:ident, $called:literal, $code:expr) => {
        $(#[$doc])+
        #[derive(Clone, PartialEq, Eq)]
        pub struct $name(String);

        impl $name {
            /// Takes the text if it is valid as a header value.
            pub fn new(text: impl Into<String>) -> Result<Self> {
                let text = text.into();
                check_header_text($called, $code, &text)?;
                Ok(Self(text))
            }

            /// Returns the text as it is written in the header.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
    };
}

header_text! {
    /// The account's access token, which is sent as `Authorization: Bearer …`. It is a secret, and its `Debug` form is
    /// redacted.
    AccessToken, "the access token", ErrorCode::AccessTokenInvalid
}

header_text! {
    /// The id of the account for which an agent acts, sent as `ChatGPT-Account-ID`.
    AccountId, "the account id", ErrorCode::AccountIdInvalid
}

impl std::fmt::Debug for HttpRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let names: Vec<&str> = self.headers.iter().map(|(name, _)| *name).collect();
        let mut shown = f.debug_struct("HttpRequest");
        shown.field("method", &self.method).field("url", &format_args!("{}", quoted(&self.url)));
        shown.field("headers", &names).field("body", &format_args!("{}", quoted(&self.body))).finish()
    }
}

impl std::fmt::Debug for AccessToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("AccessToken(<redacted>)")
    }
}

impl std::fmt::Debug for AccountId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "AccountId({})", quoted(&self.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_is_not_a_valid_header_value_is_refused() {
        for text in ["", " a", "a ", "a\r\nX: y", "a\tb", "a\0", "é", "a\u{7f}"] {
            assert_eq!(AccessToken::new(text).unwrap_err().code(), ErrorCode::AccessTokenInvalid, "{text:?}");
            assert_eq!(AccountId::new(text).unwrap_err().code(), ErrorCode::AccountIdInvalid, "{text:?}");
        }
        assert!(AccessToken::new("<access token>").is_ok());
    }

    #[test]
    fn the_debug_form_of_a_token_is_redacted() {
        let token = AccessToken::new("hunter2").unwrap();
        let headers = vec![("Authorization", format!("Bearer {}", token.as_str()))];
        let request = HttpRequest::post_json("https://a.example".into(), headers, "{}".into());
        assert!(!format!("{token:?} {request:?} {request:#?}").contains("hunter2"));
        let message = AccessToken::new("hunter2\n").unwrap_err().to_string();
        assert_eq!(
            message,
            "the access token has a control character at byte 7, which cannot stand in a header"
        );
    }
}
