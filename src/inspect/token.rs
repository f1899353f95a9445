use super::finding::{Findings, Span};
use super::locate::Located;
use crate::assertion::{check_length, decode_token};

/// The JSON inside. Where the token is not quite base64url, what it would be with the other alphabet or without
/// its padding.
pub(super) fn decode(located: &Located, findings: &mut Findings) -> Option<String> {
    let span = Some(Span::Text(located.token_span.clone()));
    if let Err(error) = check_length(&located.header()) {
        findings.refuse(Err(error), span);
        return None;
    }
    match decode_token(located.token) {
        Ok(json) => Some(json),
        Err(error) => {
            findings.refuse(Err(error), span);
            decode_token(&mended(located.token)).ok()
        }
    }
}

fn mended(token: &str) -> String {
    token.trim_end_matches('=').replace('+', "-").replace('/', "_")
}
