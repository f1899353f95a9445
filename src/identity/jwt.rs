//! The Agent Identity JWT, PROTOCOL §7. RSA is left to the host: this file says which key verifies which bytes, and
//! checks everything else.

use super::jwks;
use super::record::{AgentIdentityRecord, Members};
use crate::base64;
use crate::error::{Error, ErrorCode, Result};
use crate::json::{Object, elements};
use crate::secret::Quoted;
use crate::text;
use crate::timestamp::UnixTime;
use std::fmt;
use zeroize::Zeroizing;

/// `iss`
pub const ISSUER: &str = "https://chatgpt.com/codex-backend/agent-identity";
/// `aud`
pub const AUDIENCE: &str = "codex-app-server";

/// The clock tolerance for `exp` and `nbf` in milliseconds if the caller names none: 60 s, as in the released client.
pub const CLOCK_TOLERANCE_MILLIS: u64 = 60_000;

/// A JWT in its parts. It carries a private key, so it is a secret and does not print.
#[non_exhaustive]
pub struct SignedJwt {
    signed_bytes: usize,
    text: Zeroizing<String>,
    header: Zeroizing<String>,
    payload: Zeroizing<String>,
    signature: Vec<u8>,
}

/// The claims of a JWT.
#[derive(Clone)]
#[non_exhaustive]
pub struct AgentIdentityClaims {
    /// The issuer.
    pub iss: String,
    /// The audience; the first of several, with which [`SignedJwt::claims`] refuses the JWT.
    pub aud: String,
    /// When it was issued, in seconds since 1970.
    pub iat: i64,
    /// The time at which it expires, in seconds since 1970.
    pub exp: i64,
    /// The time before which it is not accepted, in seconds since 1970, if it names one.
    pub nbf: Option<i64>,
    record: AgentIdentityRecord,
    has_several_audiences: bool,
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
    /// Splits and decodes, and trusts nothing. White space around the text is ignored.
    pub fn parse(text: &str) -> Result<Self> {
        let text = text.trim_ascii();
        let (signed, signature) = text.rsplit_once('.').ok_or_else(|| malformed("has no parts"))?;
        let (header, payload) =
            signed.split_once('.').ok_or_else(|| malformed("has two parts, not three"))?;
        let header = decode("header", header)?;
        Object::parse("the JWT's header", &header).map_err(as_malformed)?;
        Ok(Self {
            signed_bytes: signed.len(),
            text: text.to_owned().into(),
            header,
            payload: decode("payload", payload)?,
            signature: base64::decode_url(signature)
                .map_err(|fault| malformed(&format!("has a signature that {fault}")))?,
        })
    }

    /// Returns the JSON of the header and of the payload.
    pub(crate) fn documents(&self) -> (&str, &str) {
        (&self.header, &self.payload)
    }

    /// Returns the text that the signature covers.
    pub fn signed_text(&self) -> &str {
        self.text.get(..self.signed_bytes).unwrap_or_default()
    }

    /// The signature, RSASSA-PKCS1-v1_5 with SHA-256 (RFC 7518 §3.3).
    pub fn signature(&self) -> &[u8] {
        &self.signature
    }

    /// Returns the RSA key of `jwks` that the header names, as a JWK.
    pub fn key(&self, jwks: &str) -> Result<String> {
        jwks::rs256_key(jwks, &self.key_id()?)
    }

    /// Returns the header's `kid`. RS256 is the only algorithm (RFC 8725 §3.1).
    pub fn key_id(&self) -> Result<String> {
        let header = Object::parse("the JWT's header", &self.header).map_err(as_malformed)?;
        if header.string("alg").ok().as_deref() != Some("RS256") {
            return Err(Error::new(ErrorCode::JwtAlgorithmInvalid, "the JWT's algorithm is not RS256"));
        }
        if header.get("crit").is_some() {
            return Err(malformed("has a critical extension, and none is known (RFC 7515 §4.1.11)"));
        }
        let kid = header.string("kid");
        kid.map(|kid| kid.into_owned())
            .map_err(|_| Error::new(ErrorCode::JwtKeyUnknown, "the JWT names no key: it has no kid"))
    }

    /// Returns the claims without verifying them.
    pub fn unverified_claims(&self) -> Result<AgentIdentityClaims> {
        let payload = Object::parse("the JWT's payload", &self.payload).map_err(as_malformed)?;
        let members = Members(payload, ErrorCode::JwtClaimInvalid);
        let nbf = members.0.get("nbf").map(|_| members.seconds("nbf")).transpose()?;
        let mut record = members.record()?;
        record.plan_type = plan_of_claim(record.plan_type);
        let (aud, has_several_audiences) = audience(&members)?;
        Ok(AgentIdentityClaims {
            iss: members.text("iss")?,
            aud,
            iat: members.seconds("iat")?,
            exp: members.seconds("exp")?,
            nbf,
            record,
            has_several_audiences,
        })
    }

    /// Returns the claims after it has checked issuer, audience and time: `exp` and `nbf` with a tolerance of
    /// `clock_tolerance_millis` ([`CLOCK_TOLERANCE_MILLIS`] is the client's). The host verifies the signature.
    pub fn claims(&self, now: UnixTime, clock_tolerance_millis: u64) -> Result<AgentIdentityClaims> {
        let claims = self.unverified_claims()?;
        if claims.iss != ISSUER {
            return Err(Error::new(ErrorCode::JwtIssuerInvalid, format!("the JWT's issuer is not {ISSUER}")));
        }
        // The released client refuses an array, even one with its audience alone.
        if claims.aud != AUDIENCE || claims.has_several_audiences {
            return Err(Error::new(ErrorCode::JwtAudienceInvalid, format!("the JWT is not for {AUDIENCE}")));
        }
        let tolerance = i64::try_from(clock_tolerance_millis).unwrap_or(i64::MAX);
        if claims.exp.saturating_mul(1000) <= now.as_millis().saturating_sub(tolerance) {
            return Err(Error::new(ErrorCode::JwtExpired, "the JWT has expired"));
        }
        let earliest = now.as_millis().saturating_add(tolerance);
        if claims.nbf.is_some_and(|nbf| nbf.saturating_mul(1000) > earliest) {
            return Err(Error::new(
                ErrorCode::JwtNotYetValid,
                "the JWT is not valid yet: its nbf lies ahead",
            ));
        }
        Ok(claims)
    }
}

impl fmt::Debug for AgentIdentityClaims {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AgentIdentityClaims")
            .field("iss", &Quoted(&self.iss))
            .field("aud", &Quoted(&self.aud))
            .field("iat", &self.iat)
            .field("exp", &self.exp)
            .field("nbf", &self.nbf)
            .field("record", &self.record)
            .finish()
    }
}

impl fmt::Debug for SignedJwt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SignedJwt(<redacted>)")
    }
}

/// Returns the audience, or the first of an array (RFC 7519 §4.1.3) and true.
fn audience(members: &Members) -> Result<(String, bool)> {
    let wrong = || members.wrong("aud", "is neither a string nor an array of strings");
    let Some(written) = members.0.get("aud").and_then(elements) else {
        return Ok((members.text("aud")?, false));
    };
    let audiences: Option<Vec<_>> = written.iter().map(|text| crate::json::text(text)).collect();
    audiences.and_then(|audiences| Some((audiences.into_iter().next()?, true))).ok_or_else(wrong)
}

/// Returns the payload of any compact JWS without looking at its other parts, as the client reads ChatGPT's tokens.
pub(super) fn unverified_payload(name: &str, text: &str) -> Result<Zeroizing<String>> {
    let (header, rest) = text::split_before(text, '.');
    let (payload, rest) = text::split_before(rest.get(1..).unwrap_or_default(), '.');
    let signature = text::split_before(rest.get(1..).unwrap_or_default(), '.').0;
    if header.is_empty() || signature.is_empty() {
        return Err(Error::new(ErrorCode::JwtMalformed, format!("{name} is not a JWT")));
    }
    decode("payload", payload)
}

/// Returns the plan that a claim means. A JWT may name a plan by an alias; a record at rest has none.
pub(super) fn plan_of_claim(raw: String) -> String {
    match raw.as_str() {
        "hc" => "enterprise".into(),
        "education" => "edu".into(),
        _ => raw,
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

/// Keeps the message, which names the JWT already.
fn as_malformed(error: Error) -> Error {
    Error::new(ErrorCode::JwtMalformed, error.message().to_owned())
}
