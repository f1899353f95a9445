use super::finding::{Findings, Span};
use super::locate::Located;
use crate::assertion::{SCHEME, check_length, decode_token};
use crate::error::{Error, ErrorCode};

/// Returns the JSON in the token. A token in the base64 alphabet or with padding is an error, but is decoded as well.
pub(super) fn decode(located: &Located, findings: &mut Findings) -> Option<String> {
    let span = Some(Span::Text(located.token_span.clone()));
    if let Err(error) = check_length(&located.header) {
        findings.refuse(Err(error), span);
        return None;
    }
    if located.has_odd_separator() {
        let what = "the header does not start with \"AgentAssertion\" and a space";
        findings.refuse(Err(Error::new(ErrorCode::AssertionSchemeInvalid, what)), span.clone());
    }
    // For a verifier, the token begins after the spaces that follow the scheme.
    let rest = located.header.get(SCHEME.len()..).unwrap_or_default().trim_start_matches(' ');
    match decode_token(if located.has_odd_separator() { located.token() } else { rest }) {
        Ok(json) => Some(json),
        Err(error) => {
            findings.refuse(Err(error), span);
            decode_token(&to_base64url(located.token())).ok()
        }
    }
}

fn to_base64url(token: &str) -> String {
    token.trim_end_matches('=').replace('+', "-").replace('/', "_")
}
