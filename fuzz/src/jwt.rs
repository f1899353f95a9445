//! A JWT and, after a line feed, a JWKS. Alternatively, three lines that start with a brace are the JSON of the header,
//! the payload and the JWKS, because changes inside base64 rarely give a fuzzer anything new.

use super::given;
use agent_identity_wasm::{AgentKey, CLOCK_TOLERANCE_MILLIS, ISSUER, SignedJwt};
use base64ct::{Base64UrlUnpadded, Encoding};

pub fn run(data: &[u8]) {
    given::utf8(data, |text| {
        let lines: Vec<&str> = text.splitn(3, '\n').collect();
        match *lines.as_slice() {
            [header, payload, jwks] if header.starts_with('{') => read(&encode(header, payload), jwks),
            [jwt, ref jwks @ ..] => read(jwt, jwks.first().unwrap_or(&"{\"keys\":[]}")),
            [] => {}
        }
    });
}

fn encode(header: &str, payload: &str) -> String {
    let parts = [header, payload, "signature"];
    parts.map(|part| Base64UrlUnpadded::encode_string(part.as_bytes())).join(".")
}

fn read(jwt: &str, jwks: &str) {
    let Ok(jwt) = SignedJwt::parse(jwt) else {
        return;
    };
    if let Ok(jwk) = jwt.key(jwks) {
        serde_json::from_str::<serde_json::Value>(&jwk).expect("a JWK");
    }
    let unverified = jwt.unverified_claims();
    if let Ok(claims) = jwt.claims(given::options().now, CLOCK_TOLERANCE_MILLIS) {
        assert_eq!(claims.iss, ISSUER);
        assert!(unverified.is_ok() && claims.exp > 1_795_328_169 - 60);
    }
    if let Ok(claims) = unverified {
        AgentKey::from_pkcs8(&claims.record().agent_private_key).expect("a key that was checked");
    }
}
