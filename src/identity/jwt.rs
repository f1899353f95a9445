//! The Agent Identity JWT, PROTOCOL §7. RSA is left to the host: this says with which key, over what, and judges
//! everything else.

use super::jwks;
use super::record::{AgentIdentityRecord, Members};
use crate::base64;
use crate::error::{Error, ErrorCode, Result};
use crate::json::{Object, elements};
use crate::timestamp::UnixTime;
use std::fmt;
use zeroize::Zeroizing;

/// `iss`
pub const ISSUER: &str = "https://chatgpt.com/codex-backend/agent-identity";
/// `aud`
pub const AUDIENCE: &str = "codex-app-server";

/// A JWT in its parts. It carries a private key: it is a secret, and does not print.
#[non_exhaustive]
pub struct SignedJwt {
    signed_bytes: usize,
    text: Zeroizing<String>,
    header: Zeroizing<String>,
    payload: Zeroizing<String>,
    signature: Vec<u8>,
}

/// What a JWT claims.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct AgentIdentityClaims {
    /// Who issued it.
    pub iss: String,
    /// For whom it is; the first, where it is for several.
    pub aud: String,
    /// When it was issued, in seconds since 1970.
    pub iat: i64,
    /// From when on it is void, in seconds since 1970.
    pub exp: i64,
    record: AgentIdentityRecord,
    audiences: Vec<String>,
}

impl AgentIdentityClaims {
    /// The identity that is claimed. A JWT has no task.
    pub fn record(&self) -> &AgentIdentityRecord {
        &self.record
    }

    /// The identity that is claimed.
    pub fn into_record(self) -> AgentIdentityRecord {
        self.record
    }
}

impl SignedJwt {
    /// Splits and decodes, and trusts nothing.
    pub fn parse(text: &str) -> Result<Self> {
        let (signed, signature) = text.rsplit_once('.').ok_or_else(|| malformed("has no parts"))?;
        let (header, payload) =
            signed.split_once('.').ok_or_else(|| malformed("has two parts, not three"))?;
        Ok(Self {
            signed_bytes: signed.len(),
            text: text.to_owned().into(),
            header: decode("header", header)?,
            payload: decode("payload", payload)?,
            signature: base64::decode_url(signature)
                .map_err(|fault| malformed(&format!("has a signature that {fault}")))?,
        })
    }

    /// What the signature is over.
    pub fn signed_text(&self) -> &str {
        self.text.get(..self.signed_bytes).unwrap_or_default()
    }

    /// The signature, RSASSA-PKCS1-v1_5 with SHA-256 (RFC 7518 §3.3).
    pub fn signature(&self) -> &[u8] {
        &self.signature
    }

    /// The RSA key of `jwks` that the header names, as a JWK. RS256 is the only algorithm (RFC 8725 §3.1).
    pub fn key(&self, jwks: &str) -> Result<String> {
        let header = Object::parse("the JWT's header", &self.header).map_err(as_malformed)?;
        if header.string("alg").ok().as_deref() != Some("RS256") {
            return Err(Error::new(ErrorCode::JwtAlgorithmInvalid, "the JWT's algorithm is not RS256"));
        }
        if header.get("crit").is_some() {
            return Err(malformed("has a critical extension, and none is known (RFC 7515 §4.1.11)"));
        }
        let kid = header.string("kid");
        let kid =
            kid.map_err(|_| Error::new(ErrorCode::JwtKeyUnknown, "the JWT names no key: it has no kid"))?;
        jwks::rs256_key(jwks, &kid)
    }

    /// The claims as they stand, whoever made them.
    pub fn unverified_claims(&self) -> Result<AgentIdentityClaims> {
        let payload = Object::parse("the JWT's payload", &self.payload).map_err(as_malformed)?;
        let members = Members(payload, ErrorCode::JwtClaimInvalid);
        let audiences = audiences(&members)?;
        Ok(AgentIdentityClaims {
            iss: members.text("iss")?,
            aud: audiences.first().cloned().unwrap_or_default(),
            iat: members.seconds("iat")?,
            exp: members.seconds("exp")?,
            record: members.record()?,
            audiences,
        })
    }

    /// The claims of a JWT whose signature the host has verified: issuer, audience and expiry are checked here.
    pub fn claims(&self, now: UnixTime) -> Result<AgentIdentityClaims> {
        let claims = self.unverified_claims()?;
        if claims.iss != ISSUER {
            return Err(Error::new(ErrorCode::JwtIssuerInvalid, format!("the JWT's issuer is not {ISSUER}")));
        }
        if !claims.audiences.iter().any(|audience| audience == AUDIENCE) {
            return Err(Error::new(ErrorCode::JwtAudienceInvalid, format!("the JWT is not for {AUDIENCE}")));
        }
        if claims.exp.saturating_mul(1000) <= now.as_millis() {
            return Err(Error::new(ErrorCode::JwtExpired, "the JWT has expired"));
        }
        Ok(claims)
    }
}

impl fmt::Debug for SignedJwt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SignedJwt(<redacted>)")
    }
}

/// One, or several in an array (RFC 7519 §4.1.3).
fn audiences(members: &Members) -> Result<Vec<String>> {
    let wrong = || members.wrong("aud", "is neither a string nor an array of strings");
    match members.0.get("aud").and_then(elements) {
        None => Ok(vec![members.text("aud")?]),
        Some(written) if written.is_empty() => Err(wrong()),
        Some(written) => {
            let decoded = written.iter().map(|text| crate::json::text(text));
            decoded.collect::<Option<_>>().ok_or_else(wrong)
        }
    }
}

fn decode(part: &str, text: &str) -> Result<Zeroizing<String>> {
    let refusal = |what: &str| malformed(&format!("has a {part} that {what}"));
    let bytes = base64::decode_url_secret(text).map_err(|fault| refusal(&fault))?;
    let text = std::str::from_utf8(&bytes).map_err(|_| refusal("is not UTF-8"))?;
    Ok(Zeroizing::new(text.to_owned()))
}

fn malformed(what: &str) -> Error {
    Error::new(ErrorCode::JwtMalformed, format!("the JWT {what}"))
}

/// The same message, which names the JWT already.
fn as_malformed(error: Error) -> Error {
    Error::new(ErrorCode::JwtMalformed, error.message().to_owned())
}
