//! Reads and writes JSON Web Keys of the type `OKP` with the curve `Ed25519` (RFC 7517, RFC 8037).

use super::Fault;
use crate::base64;
use crate::error::Error;
use crate::json::{Object, elements, text};

type Result<T> = std::result::Result<T, Fault>;

pub(in crate::key) fn encode(key: &[u8; 32]) -> String {
    format!(r#"{{"kty":"OKP","crv":"Ed25519","x":"{}"}}"#, base64::encode_url(key))
}

/// True if the text is a JSON object with the member `d`, which only private keys have.
pub(in crate::key) fn is_private(text: &str) -> bool {
    Object::parse("", text).is_ok_and(|jwk| jwk.get("d").is_some())
}

pub(in crate::key) fn decode(text: &str) -> Result<[u8; 32]> {
    let jwk = Object::parse("JWK", text).map_err(|error| malformed(&error))?;
    if jwk.get("d").is_some() {
        return Err(Fault::IsPrivate("a JWK with a private member \"d\""));
    }
    if jwk.get("keys").is_some() && jwk.get("kty").is_none() {
        return Err(Fault::Unsupported("a JWK set (RFC 7517 §5); pass one of its keys"));
    }
    let is = |name, allowed: &[&str]| match jwk.optional_string(name) {
        Ok(Some(value)) => Ok(allowed.contains(&value.as_ref())),
        Ok(None) => Ok(true),
        Err(error) => Err(malformed(&error)),
    };
    let required = |name| jwk.string(name).map_err(|error| malformed(&error));
    if required("kty")? != "OKP" || required("crv")? != "Ed25519" {
        return Err(Fault::WrongAlgorithm("its JWK is not of kty \"OKP\" and crv \"Ed25519\""));
    }
    let may_verify = jwk.get("key_ops").is_none_or(names_verify);
    if !may_verify || !is("use", &["sig"])? || !is("alg", &["EdDSA", "Ed25519"])? {
        return Err(Fault::WrongAlgorithm("its JWK is not for Ed25519 signatures"));
    }
    let x = base64::decode_url(&required("x")?)
        .map_err(|fault| Fault::Malformed(format!("has a member \"x\" that {fault}").into()))?;
    <[u8; 32]>::try_from(x)
        .map_err(|x| Fault::Malformed(format!("has a member \"x\" of {} bytes, not 32", x.len()).into()))
}

fn malformed(error: &Error) -> Fault {
    Fault::Malformed(format!("is not a JWK: {}", error.message()).into())
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
            assert!(matches!(jwk(other), Err(Fault::WrongAlgorithm(_))), "{other}");
        }
    }

    #[test]
    fn a_member_d_makes_a_key_private() {
        assert!(is_private(r#"{"kty":"RSA","d":1}"#));
        assert!(!is_private(r#"{"kty":"OKP"}"#));
        assert!(!is_private("{"));
    }
}
