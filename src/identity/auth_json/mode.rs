//! Which credential of an `auth.json` counts.

use super::{AUTH_MODE, TOKENS};
use crate::error::Result;
use crate::json::Object;
use std::borrow::Cow;

/// The values of `auth_mode` that the released client knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuthMode {
    /// `apikey`: the OpenAI API key in `OPENAI_API_KEY`.
    ApiKey,
    /// `chatgpt`: a ChatGPT account whose tokens the client refreshes.
    ChatGpt,
    /// `chatgptAuthTokens`: ChatGPT tokens that another program supplies.
    ChatGptAuthTokens,
    /// `headers`: request headers that another program supplies.
    Headers,
    /// `agentIdentity`: the identity in `agent_identity`.
    AgentIdentity,
    /// `personalAccessToken`: the token in `personal_access_token`.
    PersonalAccessToken,
    /// `bedrockApiKey`: the Amazon Bedrock key in `bedrock_api_key`.
    BedrockApiKey,
}

/// The credentials beside the agent identity, in the order in which a file without a mode selects one.
const CREDENTIALS: [(&str, AuthMode); 4] = [
    ("personal_access_token", AuthMode::PersonalAccessToken),
    ("bedrock_api_key", AuthMode::BedrockApiKey),
    ("OPENAI_API_KEY", AuthMode::ApiKey),
    (TOKENS, AuthMode::ChatGpt),
];

impl AuthMode {
    /// Every mode.
    pub const ALL: [Self; 7] = [
        Self::ApiKey,
        Self::ChatGpt,
        Self::ChatGptAuthTokens,
        Self::Headers,
        Self::AgentIdentity,
        Self::PersonalAccessToken,
        Self::BedrockApiKey,
    ];

    /// The mode as `auth.json` spells it, for example `chatgptAuthTokens`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ApiKey => "apikey",
            Self::ChatGpt => "chatgpt",
            Self::ChatGptAuthTokens => "chatgptAuthTokens",
            Self::Headers => "headers",
            Self::AgentIdentity => "agentIdentity",
            Self::PersonalAccessToken => "personalAccessToken",
            Self::BedrockApiKey => "bedrockApiKey",
        }
    }

    /// The mode of this name. Letter case matters, as in the client.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mode| mode.as_str() == name)
    }
}

/// Returns the file's `auth_mode` as it is written; `None` if it is absent, `null` or `""`.
pub(super) fn written<'a>(file: &Object<'a>) -> Result<Option<Cow<'a, str>>> {
    Ok(file.nullable_string(AUTH_MODE)?.filter(|mode| !mode.is_empty()))
}

/// Returns the mode of the first credential beside the agent identity. `null` and `""` are not credentials.
pub(super) fn of_credentials(file: &Object) -> Option<AuthMode> {
    let is_present = |name: &str| !matches!(file.get(name), None | Some("null" | "\"\""));
    CREDENTIALS.iter().find(|(name, _)| is_present(name)).map(|(_, mode)| *mode)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_back() {
        for mode in AuthMode::ALL {
            assert_eq!(AuthMode::from_name(mode.as_str()), Some(mode));
        }
        for name in ["", "ApiKey", "agent_identity", "chatgpt "] {
            assert_eq!(AuthMode::from_name(name), None, "{name}");
        }
    }
}
