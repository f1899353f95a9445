//! Whether a request carries an assertion, and of which identity: PROTOCOL §9 as one decision table.

use super::AuthSnapshot;

/// An experimental feature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Feature {
    /// The name in configuration.
    pub key: &'static str,
    /// `experimental`
    pub stage: &'static str,
    /// True if it is on unless the configuration says otherwise.
    pub default_enabled: bool,
    /// One sentence about its effect.
    pub description: &'static str,
}

/// The features, with their defaults.
pub const FEATURES: &[Feature] = &[Feature {
    key: "use_agent_identity",
    stage: "experimental",
    default_enabled: false,
    description: "Register an agent identity for ChatGPT auth and sign first-party requests with it.",
}];

/// Which kinds of auth may use an agent identity. The feature `use_agent_identity` selects the second.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Policy {
    /// Only auth that already is an agent identity.
    JwtOnly,
    /// ChatGPT auth too: it may register an agent identity, or reuse the stored one.
    ChatGptAuth,
}

impl Policy {
    /// The policy that the feature selects.
    pub const fn of(use_agent_identity: bool) -> Self {
        if use_agent_identity { Self::ChatGptAuth } else { Self::JwtOnly }
    }
}

/// A kind of auth, as far as the decision depends on it. [`AuthSnapshot`] has the details.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Auth {
    /// An agent identity, handed over as a JWT or as a record.
    AgentIdentity,
    /// A ChatGPT account, and what is stored beside it.
    ChatGpt(StoredRecord),
    /// An API key.
    ApiKey,
    /// A mode that never uses an agent identity, such as `headers`, or a mode that is not known.
    Other,
    /// Nothing.
    None,
}

impl From<&AuthSnapshot> for Auth {
    fn from(snapshot: &AuthSnapshot) -> Self {
        match snapshot {
            AuthSnapshot::AgentIdentity(_) => Self::AgentIdentity,
            AuthSnapshot::ChatGpt(account) => {
                let stored = account.stored.as_ref();
                let owner =
                    stored.map(|record| (record.account_id.as_str(), record.chatgpt_user_id.as_str()));
                Self::ChatGpt(StoredRecord::of(owner, &account.account_id, &account.chatgpt_user_id))
            }
            AuthSnapshot::ApiKey => Self::ApiKey,
            AuthSnapshot::Other(_) => Self::Other,
            AuthSnapshot::None => Self::None,
        }
    }
}

/// The owner of the stored record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoredRecord {
    /// There is none.
    None,
    /// The same account's and the same user's.
    Own,
    /// Another account's or another user's.
    Foreign,
}

impl StoredRecord {
    /// Compares account and user of a record with those at hand.
    pub fn of(record: Option<(&str, &str)>, account_id: &str, chatgpt_user_id: &str) -> Self {
        match record {
            None => Self::None,
            Some(owner) if owner == (account_id, chatgpt_user_id) => Self::Own,
            Some(_) => Self::Foreign,
        }
    }
}

/// The decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum AuthPlan {
    /// Sign with the identity that is the auth.
    UseGiven,
    /// Sign with the stored identity.
    UseStored,
    /// Register a new identity.
    Register {
        /// True if a stored identity of another account or user will be replaced.
        replaces_foreign: bool,
    },
    /// Send no assertion, and authenticate as without this package.
    Unchanged(UnchangedReason),
}

/// The reason why a request carries no assertion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum UnchangedReason {
    /// The provider is not the first party.
    NotFirstParty,
    /// The feature is off.
    FeatureOff,
    /// There is no ChatGPT account for which an agent could act.
    NoAccount,
    /// The mode never uses an agent identity.
    ModeUnsupported,
}

impl UnchangedReason {
    /// `not_first_party`, `feature_off`, `no_account` or `mode_unsupported`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotFirstParty => "not_first_party",
            Self::FeatureOff => "feature_off",
            Self::NoAccount => "no_account",
            Self::ModeUnsupported => "mode_unsupported",
        }
    }
}

/// Decides whether a request carries an assertion, and of which identity.
pub const fn plan_auth(auth: Auth, policy: Policy, first_party: bool) -> AuthPlan {
    use {Auth::*, AuthPlan::*, Policy::*};
    match (first_party, auth, policy) {
        (false, _, _) => Unchanged(UnchangedReason::NotFirstParty),
        (true, AgentIdentity, _) => UseGiven,
        (true, ChatGpt(_), JwtOnly) => Unchanged(UnchangedReason::FeatureOff),
        (true, ChatGpt(StoredRecord::Own), ChatGptAuth) => UseStored,
        (true, ChatGpt(StoredRecord::None), ChatGptAuth) => Register { replaces_foreign: false },
        (true, ChatGpt(StoredRecord::Foreign), ChatGptAuth) => Register { replaces_foreign: true },
        (true, ApiKey | Auth::None, _) => Unchanged(UnchangedReason::NoAccount),
        (true, Other, _) => Unchanged(UnchangedReason::ModeUnsupported),
    }
}
