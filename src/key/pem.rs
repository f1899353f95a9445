//! PEM armour (RFC 7468).

use zeroize::Zeroizing;

/// What stands after `-----BEGIN`, where a text starts with that.
pub(super) fn label(text: &str) -> Option<&str> {
    let rest = text.strip_prefix("-----BEGIN ")?;
    rest.find("-----").and_then(|end| rest.get(..end))
}

/// The bytes inside; none where the armour is broken.
pub(super) fn decode(text: &str) -> Option<Zeroizing<Vec<u8>>> {
    pem_rfc7468::decode_vec(text.as_bytes()).ok().map(|(_, der)| Zeroizing::new(der))
}
