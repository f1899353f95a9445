//! The authority's keys: a JSON Web Key Set (RFC 7517).

use crate::base64;
use crate::error::{Error, ErrorCode, Result};
use crate::json::{Object, ObjectWriter, elements, text};
use std::borrow::Cow;

const SMALLEST_MODULUS_BITS: usize = 2048;

/// The largest number of keys that a JWKS may have.
pub const MAX_JWKS_KEYS: usize = 100;

/// Returns the RSA signature key that has `kid`, as the JWK that WebCrypto is to import: `kty`, `n`, `e`, `alg`.
///
/// Other keys are ignored, whatever is wrong with them (RFC 7517 §5), and so are unusable ones of this `kid` beside a
/// usable one.
pub(super) fn rs256_key(jwks: &str, kid: &str) -> Result<String> {
    let mut usable = None;
    let mut fault = None;
    for key in keys(jwks)? {
        let Ok(key) = Object::parse("a key of the JWKS", key) else { continue };
        if key.optional_string("kid").ok().flatten().as_deref() != Some(kid) {
            continue;
        }
        match check(&key) {
            Ok(_) if usable.is_some() => {
                return Err(invalid("several keys of the JWKS have the kid that the JWT names"));
            }
            Ok(jwk) => usable = Some(jwk),
            Err(what) => fault = Some(invalid(&format!("the key that the JWT names {what}"))),
        }
    }
    let unknown =
        || Error::new(ErrorCode::JwtKeyUnknown, "no key of the JWKS has the kid that the JWT names");
    usable.ok_or_else(|| fault.unwrap_or_else(unknown))
}

/// Refuses a text that is not a JWKS: an object whose `keys` is an array of at most [`MAX_JWKS_KEYS`] values.
pub fn check_jwks(jwks: &str) -> Result<()> {
    keys(jwks).map(drop)
}

/// Returns the keys of a JWKS as they are written.
pub(crate) fn keys(jwks: &str) -> Result<Vec<&str>> {
    let set = Object::parse("the JWKS", jwks)?;
    let keys = elements(set.require("keys")?).ok_or_else(|| invalid("keys of the JWKS is not an array"))?;
    if keys.len() > MAX_JWKS_KEYS {
        let what = format!("the JWKS has {} keys, more than {MAX_JWKS_KEYS}", keys.len());
        return Err(Error::new(ErrorCode::NumberOutOfRange, what));
    }
    Ok(keys)
}

/// Says why a key of a JWKS can verify no JWT. Returns `None` if it can.
pub(crate) fn key_fault(key: &str) -> Option<String> {
    let Ok(key) = Object::parse("the key", key) else {
        return Some("is not an object with each member once".into());
    };
    match key.string("kid") {
        Ok(_) => check(&key).err(),
        Err(_) => Some("has no kid".into()),
    }
}

/// Returns the key for WebCrypto, or says why it is not an RS256 key of 2048 bits or more.
fn check(key: &Object) -> Result<String, String> {
    let is = |name, wanted: &str| {
        key.optional_string(name).is_ok_and(|found| found.is_none_or(|found| found == wanted))
    };
    if key.string("kty").ok().as_deref() != Some("RSA") {
        return Err("is not an RSA key".into());
    }
    if !is("use", "sig") || !is("alg", "RS256") {
        return Err("is not for RS256 signatures".into());
    }
    if !key.get("key_ops").is_none_or(verifies) {
        return Err("is not for verifying (RFC 7517 §4.3)".into());
    }
    let (n, modulus) = number(key, "n")?;
    let (e, exponent) = number(key, "e")?;
    if bits(&modulus) < SMALLEST_MODULUS_BITS {
        return Err(format!("has a modulus of {} bits, fewer than 2048", bits(&modulus)));
    }
    if bits(&exponent) < 2 || exponent.last().is_none_or(|last| last % 2 == 0) {
        return Err("has an exponent that is not an odd number above 1".into());
    }
    Ok(ObjectWriter::new()
        .string("kty", "RSA")
        .string("n", &n)
        .string("e", &e)
        .string("alg", "RS256")
        .finish())
}

/// Reads a Base64urlUInt (RFC 7518 §2) as it is written and as bytes.
fn number<'a>(key: &Object<'a>, name: &str) -> Result<(Cow<'a, str>, Vec<u8>), String> {
    let written = key.string(name).map_err(|_| format!("has a member {name} that is not a string"))?;
    let bytes = base64::decode_url(&written).map_err(|fault| format!("has a member {name} that {fault}"))?;
    Ok((written, bytes))
}

fn verifies(key_ops: &str) -> bool {
    let is_verify = |written: &&str| text(written).is_some_and(|operation| operation == "verify");
    elements(key_ops).is_some_and(|operations| operations.iter().any(is_verify))
}

fn bits(number: &[u8]) -> usize {
    let significant = number.iter().position(|byte| *byte != 0).and_then(|start| number.get(start..));
    significant.map_or(0, |bytes| {
        let unused = bytes.first().map_or(0, |byte| byte.leading_zeros());
        bytes.len().saturating_mul(8).saturating_sub(usize::try_from(unused).unwrap_or_default())
    })
}

fn invalid(what: &str) -> Error {
    Error::new(ErrorCode::JwtKeyInvalid, what.to_owned())
}

#[cfg(test)]
mod tests {
    use super::bits;

    #[test]
    fn bits_of_a_number() {
        for (number, expected) in [(&[][..], 0), (&[0, 0], 0), (&[1], 1), (&[0, 0x80], 8), (&[1, 0], 9)] {
            assert_eq!(bits(number), expected, "{number:x?}");
        }
    }
}
