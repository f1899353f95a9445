//! Whether a request carries an assertion, and of which identity: PROTOCOL §9 as one decision table.

/// An experimental feature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Feature {
    /// Its name in configuration.
    pub key: &'static str,
    /// `experimental`
    pub stage: &'static str,
    /// Whether it is on where nobody has said otherwise.
    pub default_enabled: bool,
    /// What it does.
    pub description: &'static str,
}

/// All features, with their defaults.
pub const FEATURES: &[Feature] = &[Feature {
    key: "use_agent_identity",
    stage: "experimental",
    default_enabled: false,
    description: "Register an agent identity for ChatGPT auth and sign first-party requests with it.",
}];

/// What kinds of auth may use an agent identity. The feature `use_agent_identity` selects the second.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Policy {
    /// Only where the auth already is one.
    JwtOnly,
    /// ChatGPT auth may register one too, or reuse the stored one.
    ChatGptAuth,
}

impl Policy {
    /// The policy that the feature selects.
    pub const fn of(use_agent_identity: bool) -> Self {
        if use_agent_identity { Self::ChatGptAuth } else { Self::JwtOnly }
    }
}

/// What there is to authenticate with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Auth {
    /// An agent identity, handed over as a JWT or as a record.
    AgentIdentity,
    /// A ChatGPT account, and what is stored beside it.
    ChatGpt(StoredRecord),
    /// An API key.
    ApiKey,
    /// Nothing.
    None,
}

/// Whose the stored record is.
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

/// What to do.
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
    /// Authenticate without an assertion.
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
}

impl UnchangedReason {
    /// `not_first_party`, `feature_off` or `no_account`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotFirstParty => "not_first_party",
            Self::FeatureOff => "feature_off",
            Self::NoAccount => "no_account",
        }
    }
}

/// The decision.
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
    }
}
