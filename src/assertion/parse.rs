//! Parses a header value into an [`Assertion`]. The checks are made in the order of PROTOCOL §10.

use super::{Assertion, MAX_HEADER_BYTES, SCHEME, envelope};
use crate::base64;
use crate::error::{Error, ErrorCode, Result};

impl Assertion {
    /// Reads a header value, `AgentAssertion <token>`, without judging its signature or its age.
    ///
    /// ```
    /// use agent_identity_wasm::{Assertion, ErrorCode};
    ///
    /// let refused = Assertion::parse("Bearer abc").unwrap_err();
    /// assert_eq!(refused.code(), ErrorCode::AssertionSchemeInvalid);
    /// ```
    pub fn parse(header: &str) -> Result<Self> {
        check_length(header)?;
        let json = decode_token(token(header)?)?;
        envelope::read(&json)
    }
}

pub(crate) fn check_length(header: &str) -> Result<()> {
    if header.len() <= MAX_HEADER_BYTES {
        return Ok(());
    }
    let what = format!("the header has {} bytes, more than {MAX_HEADER_BYTES}", header.len());
    Err(Error::new(ErrorCode::AssertionTooLong, what))
}

/// Returns the token of a header value. The scheme is case-insensitive (RFC 9110 §11.1).
fn token(header: &str) -> Result<&str> {
    let after_scheme = header
        .split_at_checked(SCHEME.len())
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case(SCHEME))
        .map(|(_, rest)| rest)
        .filter(|rest| rest.starts_with(' '));
    after_scheme.map(|rest| rest.trim_start_matches(' ')).ok_or_else(|| {
        let what = "the header does not start with \"AgentAssertion\" and a space";
        Error::new(ErrorCode::AssertionSchemeInvalid, what)
    })
}

pub(crate) fn decode_token(token: &str) -> Result<String> {
    let bytes = base64::decode_url(token).map_err(|fault| {
        Error::new(ErrorCode::AssertionBase64urlInvalid, format!("the token is not base64url: it {fault}"))
    })?;
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        Error::new(ErrorCode::AssertionUtf8Invalid, format!("the envelope is not UTF-8 at byte {at}"))
    })
}
