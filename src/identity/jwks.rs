//! The authority's keys: a JSON Web Key Set (RFC 7517).

use crate::base64;
use crate::error::{Error, ErrorCode, Result};
use crate::json::{Object, ObjectWriter, elements, text};

const SMALLEST_MODULUS_BITS: usize = 2048;

/// The one RSA signature key that has `kid`, as the JWK that WebCrypto is to import: `kty`, `n`, `e`, `alg`.
pub(super) fn rs256_key(jwks: &str, kid: &str) -> Result<String> {
    let set = Object::parse("the JWKS", jwks)?;
    let keys = elements(set.require("keys")?).ok_or_else(|| invalid("keys of the JWKS is no array"))?;
    let mut named = Vec::new();
    for key in keys {
        let key = Object::parse("a key of the JWKS", key)?;
        if key.optional_string("kid").is_ok_and(|found| found.is_some_and(|found| found == kid)) {
            named.push(key);
        }
    }
    match named.as_slice() {
        [key] => check(key),
        [] => Err(Error::new(ErrorCode::JwtKeyUnknown, "no key of the JWKS has the kid that the JWT names")),
        _ => Err(invalid("several keys of the JWKS have the kid that the JWT names")),
    }
}

fn check(key: &Object) -> Result<String> {
    let is = |name, wanted: &str| {
        key.optional_string(name).is_ok_and(|found| found.is_none_or(|found| found == wanted))
    };
    if key.string("kty")? != "RSA" {
        return Err(invalid("the key that the JWT names is no RSA key"));
    }
    if !is("use", "sig") || !is("alg", "RS256") {
        return Err(invalid("the key that the JWT names is not for RS256 signatures"));
    }
    if !key.get("key_ops").is_none_or(verifies) {
        return Err(invalid("the key that the JWT names is not for verifying (RFC 7517 §4.3)"));
    }
    let (n, e) = (key.string("n")?, key.string("e")?);
    let modulus = base64::decode_url(&n).map_err(|fault| invalid(&format!("its modulus {fault}")))?;
    let exponent = base64::decode_url(&e).map_err(|fault| invalid(&format!("its exponent {fault}")))?;
    if bits(&modulus) < SMALLEST_MODULUS_BITS {
        return Err(invalid(&format!("its modulus has {} bits, fewer than 2048", bits(&modulus))));
    }
    if bits(&exponent) < 2 || exponent.last().is_none_or(|last| last % 2 == 0) {
        return Err(invalid("its exponent is not an odd number above 1"));
    }
    Ok(ObjectWriter::new()
        .string("kty", "RSA")
        .string("n", &n)
        .string("e", &e)
        .string("alg", "RS256")
        .finish())
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
