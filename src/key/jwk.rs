//! JSON Web Keys: `OKP` with `Ed25519` (RFC 7517, RFC 8037).

use super::public::{is_private, malformed, wrong_algorithm};
use crate::base64;
use crate::error::{Error, ErrorCode, Result};
use crate::json::{Object, elements, text};

pub(super) fn encode(key: &[u8; 32]) -> String {
    format!(r#"{{"kty":"OKP","crv":"Ed25519","x":"{}"}}"#, base64::encode_url(key))
}

pub(super) fn decode(text: &str) -> Result<[u8; 32]> {
    let jwk = Object::parse("the public key's JWK", text).map_err(|error| as_malformed(&error))?;
    if jwk.get("d").is_some() {
        return Err(is_private("a JWK with a private member \"d\""));
    }
    let is = |name, allowed: &[&str]| match jwk.optional_string(name) {
        Ok(Some(value)) => Ok(allowed.contains(&value.as_ref())),
        Ok(None) => Ok(true),
        Err(error) => Err(as_malformed(&error)),
    };
    let required = |name| jwk.string(name).map_err(|error| as_malformed(&error));
    if required("kty")? != "OKP" || required("crv")? != "Ed25519" {
        return Err(wrong_algorithm("its JWK is not of kty \"OKP\" and crv \"Ed25519\""));
    }
    let may_verify = jwk.get("key_ops").is_none_or(names_verify);
    if !may_verify || !is("use", &["sig"])? || !is("alg", &["EdDSA", "Ed25519"])? {
        return Err(wrong_algorithm("its JWK is not for Ed25519 signatures"));
    }
    let x = base64::decode_url(&required("x")?)
        .map_err(|fault| malformed(&format!("has a member \"x\" that {fault}")))?;
    <[u8; 32]>::try_from(x)
        .map_err(|x| malformed(&format!("has a member \"x\" of {} bytes, not 32", x.len())))
}

/// The same message, which names the public key already.
fn as_malformed(error: &Error) -> Error {
    Error::new(ErrorCode::PublicKeyMalformed, error.message().to_owned())
}

fn names_verify(operations: &str) -> bool {
    let names = elements(operations).unwrap_or_default();
    names.iter().any(|name| text(name).is_some_and(|name| name == "verify"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_for_another_use_is_refused() {
        let jwk = |more: &str| {
            let jwk = encode(&[7; 32]);
            decode(&format!("{}{more}}}", &jwk[..jwk.len() - 1]))
        };
        for fits in ["", r#","use":"sig""#, r#","alg":"EdDSA""#, r#","key_ops":["sign","verify"],"ext":true"#]
        {
            assert!(jwk(fits).is_ok(), "{fits}");
        }
        for other in [
            r#","use":"enc""#,
            r#","alg":"ES256""#,
            r#","key_ops":["sign"]"#,
            r#","key_ops":"verify""#,
            r#","key_ops":[["verify"]]"#,
        ] {
            let code = jwk(other).unwrap_err().code();
            assert_eq!(code, crate::ErrorCode::PublicKeyWrongAlgorithm, "{other}");
        }
    }
}
