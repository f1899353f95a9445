//! The error type of the crate, and the stable codes of errors.

use std::borrow::Cow;
use std::fmt;

/// The reason why something was refused: a stable [`ErrorCode`] for programs and a message for people.
///
/// The message tells what is wrong and where. It never contains key material.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error(Box<Refusal>);

/// The contents of an error. They are behind a pointer, so that a [`Result`] is not much larger than its value.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Refusal {
    code: ErrorCode,
    message: Cow<'static, str>,
}

/// The result of every fallible function of this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    pub(crate) fn new(code: ErrorCode, message: impl Into<Cow<'static, str>>) -> Self {
        Self::of(code, message.into())
    }

    #[cold]
    #[inline(never)]
    fn of(code: ErrorCode, message: Cow<'static, str>) -> Self {
        Self(Box::new(Refusal { code, message }))
    }

    /// Returns the stable code.
    pub fn code(&self) -> ErrorCode {
        self.0.code
    }

    /// Returns the message, in English, which tells what is wrong and where.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// Puts the name of the argument or document in which the fault was found before the message.
    #[cfg(feature = "bindings")]
    pub(crate) fn within(self, place: &str) -> Self {
        Self::new(self.code(), format!("{place}: {}", self.message()))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message())
    }
}

impl std::error::Error for Error {}

macro_rules! error_codes {
    ($($(#[$doc:meta])+ $name:ident = $text:literal,)+) => {
        /// The stable code of a refusal, the same text in Rust and in JavaScript.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum ErrorCode { $($(#[$doc])+ $name,)+ }

        impl ErrorCode {
            /// Every code.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// Returns the code as text, for example `timestamp_expired`.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)+ }
            }
        }
    };
}

error_codes! {
    /// Compressed data (gzip, zstd, zip, xz or bzip2) was given instead of text.
    TextCompressed = "text_compressed",
    /// A number is not finite, not whole where it must be, or outside its range.
    NumberOutOfRange = "number_out_of_range",
    /// A clock reading is not a number, or lies outside the years 0000 to 9999.
    TimeOutOfRange = "time_out_of_range",
    /// A text is not a time in a form that logs and people write.
    TimeUnrecognized = "time_unrecognized",
    /// The memory is used up, or too many extractors are open.
    MemoryExhausted = "memory_exhausted",

    /// An `agent_runtime_id` breaks a rule for ids (PROTOCOL: 1 to 256 bytes, no control characters,
    /// no white space, none of `:` `/` `\` `?` `#`, not `.` or `..`).
    AgentRuntimeIdInvalid = "agent_runtime_id_invalid",
    /// A `task_id` breaks a rule for ids (1 to 256 bytes, no control characters, no white space at its ends).
    TaskIdInvalid = "task_id_invalid",
    /// An `external_task_ref` breaks a rule (1 to 512 bytes, no control characters, no white space at its ends).
    ExternalTaskRefInvalid = "external_task_ref_invalid",
    /// A timestamp is not of the 20-character form `2026-11-22T06:16:09Z`.
    TimestampMalformed = "timestamp_malformed",
    /// A timestamp names a date or time that does not exist, such as 30 February or second 60.
    TimestampImpossible = "timestamp_impossible",
    /// A timestamp is older than the window allows.
    TimestampExpired = "timestamp_expired",
    /// A timestamp is further ahead of the clock than the window allows.
    TimestampInFuture = "timestamp_in_future",
    /// A signature is not canonical, padded, standard base64 of 64 bytes.
    SignatureMalformed = "signature_malformed",
    /// A signature does not verify, strictly, with the key given.
    SignatureInvalid = "signature_invalid",

    /// A header is longer than 8192 bytes.
    AssertionTooLong = "assertion_too_long",
    /// A header does not start with `AgentAssertion` and one or more spaces.
    AssertionSchemeInvalid = "assertion_scheme_invalid",
    /// A header's token is not canonical base64url without padding (RFC 4648 §5).
    AssertionBase64urlInvalid = "assertion_base64url_invalid",
    /// A header's token decodes to bytes that are not UTF-8.
    AssertionUtf8Invalid = "assertion_utf8_invalid",
    /// A document is not JSON (RFC 8259).
    JsonInvalid = "json_invalid",
    /// A document is JSON, but not an object.
    JsonNotObject = "json_not_object",
    /// Something follows the JSON object.
    JsonTrailingData = "json_trailing_data",
    /// A JSON object has two members of one name.
    JsonMemberDuplicate = "json_member_duplicate",
    /// A JSON object lacks a member it must have.
    JsonMemberMissing = "json_member_missing",
    /// A member that must be a string is something else.
    JsonMemberNotString = "json_member_not_string",
    /// An assertion is for another agent than the caller expects.
    AgentRuntimeIdUnexpected = "agent_runtime_id_unexpected",
    /// An assertion is for another task than the caller expects.
    TaskIdUnexpected = "task_id_unexpected",

    /// A public key is not in a known form.
    PublicKeyUnrecognized = "public_key_unrecognized",
    /// A public key is for another algorithm than Ed25519, or for another use than signatures.
    PublicKeyWrongAlgorithm = "public_key_wrong_algorithm",
    /// A public key has a known form with broken contents.
    PublicKeyMalformed = "public_key_malformed",
    /// The 32 bytes are not the canonical encoding of a point of the curve (RFC 8032 §5.1.3).
    PublicKeyInvalidPoint = "public_key_invalid_point",
    /// The point has small order: signatures by it prove nothing.
    PublicKeyWeak = "public_key_weak",
    /// A private key was given instead of a public key.
    PublicKeyIsPrivate = "public_key_is_private",
    /// A public key has a form that is recognized but not read, such as a certificate or a JWK set.
    PublicKeyUnsupported = "public_key_unsupported",

    /// A private key is not in a known form.
    PrivateKeyUnrecognized = "private_key_unrecognized",
    /// A private key is for another algorithm than Ed25519.
    PrivateKeyWrongAlgorithm = "private_key_wrong_algorithm",
    /// A private key looks like PKCS#8 but has broken contents.
    PrivateKeyMalformed = "private_key_malformed",
    /// A private key ends too early.
    PrivateKeyTruncated = "private_key_truncated",
    /// Something follows the private key.
    PrivateKeyTrailingData = "private_key_trailing_data",
    /// A version-2 key whose public half does not belong to its private half.
    PrivateKeyMismatch = "private_key_mismatch",
    /// A private key is encrypted with a password.
    PrivateKeyEncrypted = "private_key_encrypted",
    /// A public key was given instead of a private key.
    PrivateKeyIsPublic = "private_key_is_public",
    /// A private key has a form that is recognized but not read, such as OpenSSH's or PuTTY's.
    PrivateKeyUnsupported = "private_key_unsupported",

    /// A registered task belongs to another agent.
    TaskOfOtherAgent = "task_of_other_agent",
    /// A response to a task registration has none of the members that could hold a task id.
    TaskIdMissing = "task_id_missing",
    /// A sealed task id is not base64, or not UTF-8 once opened.
    SealedTaskIdMalformed = "sealed_task_id_malformed",
    /// A sealed task id cannot be opened with this agent's key.
    SealedTaskIdUnopenable = "sealed_task_id_unopenable",

    /// An access token is not valid as a header value.
    AccessTokenInvalid = "access_token_invalid",
    /// An account id is not valid as a header value.
    AccountIdInvalid = "account_id_invalid",
    /// A member of the bill of materials, or a capability, is empty, too long or has control characters.
    RegistrationTextInvalid = "registration_text_invalid",
    /// A stored identity has a member that is missing or of the wrong type.
    IdentityRecordInvalid = "identity_record_invalid",
    /// An `auth.json` names or implies a mode that the Codex client could not use: `agentIdentity` without a usable
    /// identity, or `chatgpt` without tokens that name an account and a user.
    AuthModeUnusable = "auth_mode_unusable",
    /// A JWT is not three parts of base64url with JSON in the first two (RFC 7519).
    JwtMalformed = "jwt_malformed",
    /// A JWT is signed with another algorithm than RS256.
    JwtAlgorithmInvalid = "jwt_algorithm_invalid",
    /// No key of the JWKS has the JWT's `kid`, or the JWT names none.
    JwtKeyUnknown = "jwt_key_unknown",
    /// The key that the JWT names is not one RSA signature key of 2048 bits or more.
    JwtKeyInvalid = "jwt_key_invalid",
    /// A JWT's signature does not verify with the key that it names.
    JwtSignatureInvalid = "jwt_signature_invalid",
    /// A JWT was issued by somebody else.
    JwtIssuerInvalid = "jwt_issuer_invalid",
    /// A JWT is for somebody else.
    JwtAudienceInvalid = "jwt_audience_invalid",
    /// A JWT has expired.
    JwtExpired = "jwt_expired",
    /// A JWT is not valid yet: its `nbf` lies in the future.
    JwtNotYetValid = "jwt_not_yet_valid",
    /// A claim of a JWT is missing or of the wrong type.
    JwtClaimInvalid = "jwt_claim_invalid",

    /// A base URL is not an absolute `http` or `https` URL without user, query and fragment.
    BaseUrlInvalid = "base_url_invalid",
    /// No AuthAPI is known for a ChatGPT base URL.
    BaseUrlUnknown = "base_url_unknown",
}
