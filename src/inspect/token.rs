use super::finding::{Findings, Span};
use super::locate::Located;
use crate::assertion::{SCHEME, check_length, decode_token};
use crate::error::{Error, ErrorCode};

/// Returns the JSON inside the token. If the token is not quite base64url, it is what the token would be with the other
/// alphabet or without its padding.
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
    // What a verifier takes for the token begins after the spaces, whatever else separates the two.
    let rest = located.header.get(SCHEME.len()..).unwrap_or_default().trim_start_matches(' ');
    match decode_token(if located.has_odd_separator() { located.token() } else { rest }) {
        Ok(json) => Some(json),
        Err(error) => {
            findings.refuse(Err(error), span);
            decode_token(&mended(located.token())).ok()
        }
    }
}

fn mended(token: &str) -> String {
    token.trim_end_matches('=').replace('+', "-").replace('/', "_")
}
