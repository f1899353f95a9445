use crate::{at, json, text};
use agent_identity_wasm::{CLOCK_TOLERANCE_MILLIS, ErrorCode, SignedJwt, UnixTime};
use base64ct::{Base64UrlUnpadded, Encoding};
use serde_json::{Value, json as value};
use wasm_bindgen_test::wasm_bindgen_test;

const RECORDING: &str = include_str!("../vectors/codex-cli-0.169.0-jwt.json");

fn authority() -> Value {
    json(RECORDING)["authority"].take()
}

/// Returns a JWT with an invalid signature.
fn jwt(header: &str, payload: &str) -> String {
    [header, payload, "s"].map(|part| Base64UrlUnpadded::encode_string(part.as_bytes())).join(".")
}

/// Returns `base` with the members of `changes` set, or removed if they are null.
fn with(base: &Value, changes: &Value) -> Value {
    let mut members = base.as_object().unwrap().clone();
    members.extend(changes.as_object().unwrap().clone());
    members.retain(|_, value| !value.is_null());
    members.into()
}

fn recorded_claims() -> Value {
    let recorded = authority();
    let payload = text(&recorded, "jwt").split('.').nth(1).unwrap();
    json(std::str::from_utf8(&Base64UrlUnpadded::decode_vec(payload).unwrap()).unwrap())
}

#[wasm_bindgen_test(unsupported = test)]
fn only_an_unambiguous_header_selects_a_key() {
    use ErrorCode::*;
    let jwks = authority()["jwks"].to_string();
    for (header, code) in [
        (r#"{"alg":"RS256","kid":"authority-key-1"}"#, None),
        (r#"{"kid":"authority-key-1","typ":"x","alg":"RS256"}"#, None),
        (r#"{"alg":"none","kid":"authority-key-1"}"#, Some(JwtAlgorithmInvalid)),
        (r#"{"alg":["RS256"],"kid":"authority-key-1"}"#, Some(JwtAlgorithmInvalid)),
        (r#"{"kid":"authority-key-1"}"#, Some(JwtAlgorithmInvalid)),
        (r#"{"alg":"RS256","kid":"authority-key-1","crit":[]}"#, Some(JwtMalformed)),
        (r#"{"alg":"RS256","alg":"RS256","kid":"authority-key-1"}"#, Some(JwtMalformed)),
        (r#"{"alg":"RS256"}"#, Some(JwtKeyUnknown)),
        (r#"{"alg":"RS256","kid":1}"#, Some(JwtKeyUnknown)),
        (r#"{"alg":"RS256","kid":"authority-key-2"}"#, Some(JwtKeyUnknown)),
        (r#"{"alg":"RS256","kid":"authority-key-1"} x"#, Some(JwtMalformed)),
        ("not JSON", Some(JwtMalformed)),
        ("\"alg\"", Some(JwtMalformed)),
        ("[]", Some(JwtMalformed)),
        ("", Some(JwtMalformed)),
    ] {
        let Err(error) = SignedJwt::parse(&jwt(header, "{}")).and_then(|jwt| jwt.key(&jwks)) else {
            assert_eq!(code, None, "{header}");
            continue;
        };
        assert_eq!(Some(error.code()), code, "{header}: {error}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_key_of_a_set_is_used_only_if_it_is_unique_and_suitable() {
    use ErrorCode::*;
    let own = authority()["jwks"]["keys"][0].take();
    let changed = |changes: Value| with(&own, &changes);
    let (short, even) = ("A".repeat(342), "Ag");
    for (keys, code) in [
        (value!([own]), None),
        (value!([changed(value!({"use": null, "alg": null, "key_ops": ["sign", "verify"]}))]), None),
        (value!([{"kid": "other"}, own, {"kid": 5}, {}]), None),
        (value!([null, 5, "x", [], true, own, null]), None),
        (value!([{"kid": "authority-key-1", "kty": "new"}, own]), None),
        (value!([own, {"kid": "authority-key-1", "kty": "EC", "crv": "P-256"}]), None),
        (value!([changed(value!({"n": null})), own, changed(value!({"use": "enc"}))]), None),
        (value!(vec![own.clone()].into_iter().chain(vec![value!({}); 99]).collect::<Vec<_>>()), None),
        (
            value!(vec![own.clone()].into_iter().chain(vec![value!({}); 100]).collect::<Vec<_>>()),
            Some(NumberOutOfRange),
        ),
        (value!([own, own]), Some(JwtKeyInvalid)),
        (value!([]), Some(JwtKeyUnknown)),
        (value!({"0": own}), Some(JwtKeyInvalid)),
        (value!([changed(value!({"kty": "EC"}))]), Some(JwtKeyInvalid)),
        (value!([changed(value!({"use": "enc"}))]), Some(JwtKeyInvalid)),
        (value!([changed(value!({"alg": "PS256"}))]), Some(JwtKeyInvalid)),
        (value!([changed(value!({"alg": 5}))]), Some(JwtKeyInvalid)),
        (value!([changed(value!({"key_ops": ["encrypt"]}))]), Some(JwtKeyInvalid)),
        (value!([changed(value!({"key_ops": []}))]), Some(JwtKeyInvalid)),
        (value!([changed(value!({"key_ops": "verify"}))]), Some(JwtKeyInvalid)),
        (value!([changed(value!({"n": "not base64"}))]), Some(JwtKeyInvalid)),
        (value!([changed(value!({"n": short}))]), Some(JwtKeyInvalid)),
        (value!([changed(value!({"e": "A"}))]), Some(JwtKeyInvalid)),
        (value!([changed(value!({"e": even}))]), Some(JwtKeyInvalid)),
        (value!([changed(value!({"e": "AQ"}))]), Some(JwtKeyInvalid)),
        (value!([changed(value!({"n": null}))]), Some(JwtKeyInvalid)),
        (value!([changed(value!({"e": 65537}))]), Some(JwtKeyInvalid)),
        (value!([changed(value!({"kty": 1}))]), Some(JwtKeyInvalid)),
        (value!([5]), Some(JwtKeyUnknown)),
    ] {
        let jwt = SignedJwt::parse(text(&authority(), "jwt")).unwrap();
        let jwks = value!({ "keys": keys }).to_string();
        assert_eq!(jwt.key(&jwks).map_err(|error| error.code()).err(), code, "{jwks}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn the_claims_must_have_the_right_issuer_audience_and_time() {
    use ErrorCode::*;
    let recorded = recorded_claims();
    let ours = recorded["aud"].clone();
    let last = |exp: i64| at(exp * 1000 - 1);
    for (changes, now, outcome) in [
        (value!({}), last(4_102_444_800), Ok("codex-app-server")),
        (value!({}), at(4_102_444_800_000), Err(JwtExpired)),
        (value!({"exp": 0}), at(0), Err(JwtExpired)),
        (
            value!({"exp": i64::MAX}),
            UnixTime::from_millis(253_402_300_799_999).unwrap(),
            Ok("codex-app-server"),
        ),
        (value!({"aud": [ours]}), at(0), Err(JwtAudienceInvalid)),
        (value!({"aud": ["first", ours]}), at(0), Err(JwtAudienceInvalid)),
        (value!({"aud": ["first"]}), at(0), Err(JwtAudienceInvalid)),
        (value!({"aud": "codex-app-server "}), at(0), Err(JwtAudienceInvalid)),
        (value!({"aud": []}), at(0), Err(JwtClaimInvalid)),
        (value!({"aud": [5]}), at(0), Err(JwtClaimInvalid)),
        (value!({"aud": null}), at(0), Err(JwtClaimInvalid)),
        (value!({"iss": "https://chatgpt.com/"}), at(0), Err(JwtIssuerInvalid)),
        (value!({"iss": null}), at(0), Err(JwtClaimInvalid)),
        (value!({"exp": "4102444800"}), at(0), Err(JwtClaimInvalid)),
        (value!({"exp": 1.5}), at(999), Ok("codex-app-server")),
        (value!({"exp": 1.5}), at(1000), Err(JwtExpired)),
        (value!({"iat": null}), at(0), Err(JwtClaimInvalid)),
        (value!({"exp": 2e99}), at(0), Err(JwtClaimInvalid)),
        (value!({"agent_runtime_id": "a:b"}), at(0), Err(AgentRuntimeIdInvalid)),
        (value!({"agent_private_key": "AAAA"}), at(0), Err(PrivateKeyUnrecognized)),
    ] {
        let claims =
            SignedJwt::parse(&jwt("{}", &with(&recorded, &changes).to_string())).unwrap().claims(now, 0);
        let outcome = outcome.map(str::to_owned);
        assert_eq!(claims.map(|claims| claims.aud).map_err(|error| error.code()), outcome, "{changes}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_number_of_seconds_is_read_exactly_or_refused() {
    let payload = text(&authority(), "jwt").split('.').nth(1).map(Base64UrlUnpadded::decode_vec);
    let payload = String::from_utf8(payload.unwrap().unwrap()).unwrap();
    for (exp, outcome) in [
        ("200000", Some(200_000)),
        ("200000.999", Some(200_000)),
        ("-1", Some(-1)),
        ("20000000.0e-2", None),
        ("2e9", None),
        ("2.0E9", None),
        ("1.8e+9", None),
        ("9223372036854775808", None),
    ] {
        let payload = payload.replace("4102444800", exp);
        let claims = SignedJwt::parse(&jwt("{}", &payload)).unwrap().unverified_claims();
        let read = claims.map(|claims| claims.exp).map_err(|error| error.code());
        assert_eq!(read, outcome.ok_or(ErrorCode::JwtClaimInvalid), "{exp}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn the_clock_tolerance_applies_to_exp_and_nbf() {
    use ErrorCode::*;
    let recorded = recorded_claims();
    let times = |exp: i64, nbf: i64| with(&recorded, &value!({"exp": exp, "nbf": nbf})).to_string();
    for (payload, now, tolerance, code) in [
        (times(100, 0), 130_000, CLOCK_TOLERANCE_MILLIS, None),
        (times(100, 0), 159_999, CLOCK_TOLERANCE_MILLIS, None),
        (times(100, 0), 160_000, CLOCK_TOLERANCE_MILLIS, Some(JwtExpired)),
        (times(100, 0), 190_000, CLOCK_TOLERANCE_MILLIS, Some(JwtExpired)),
        (times(100, 0), 100_000, 0, Some(JwtExpired)),
        (times(100, 0), i64::from(i32::MAX), u64::MAX, None),
        (times(200, 100), 70_000, CLOCK_TOLERANCE_MILLIS, None),
        (times(200, 100), 40_000, CLOCK_TOLERANCE_MILLIS, None),
        (times(200, 100), 39_999, CLOCK_TOLERANCE_MILLIS, Some(JwtNotYetValid)),
        (times(200, 100), 100_000, 0, None),
        (times(200, 100), 99_999, 0, Some(JwtNotYetValid)),
        (times(200, i64::MAX), 0, 0, Some(JwtNotYetValid)),
    ] {
        let claims = SignedJwt::parse(&jwt("{}", &payload)).unwrap().claims(at(now), tolerance);
        assert_eq!(claims.map_err(|error| error.code()).err(), code, "{payload} at {now} ± {tolerance}");
    }
    for nbf in [value!("0"), value!(false), value!([0])] {
        let payload = with(&recorded, &value!({"nbf": nbf})).to_string();
        let error = SignedJwt::parse(&jwt("{}", &payload)).unwrap().unverified_claims().unwrap_err();
        assert_eq!(error.code(), JwtClaimInvalid, "{payload}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn white_space_around_a_jwt_is_ignored() {
    let recorded = authority();
    let plain = text(&recorded, "jwt");
    let padded = format!("\r\n\t {plain} \n");
    let parsed = SignedJwt::parse(&padded).unwrap();
    assert!(plain.starts_with(parsed.signed_text()));
    assert!(parsed.key(&recorded["jwks"].to_string()).is_ok());
}

#[wasm_bindgen_test(unsupported = test)]
fn aliases_of_plans_are_known_in_a_jwt() {
    for (plan, expected) in
        [("hc", "enterprise"), ("education", "edu"), ("edu", "edu"), ("HC", "HC"), ("new", "new")]
    {
        let payload = with(&recorded_claims(), &value!({"plan_type": plan})).to_string();
        let claims = SignedJwt::parse(&jwt("{}", &payload)).unwrap().unverified_claims().unwrap();
        assert_eq!(claims.record().plan_type, expected);
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn the_error_for_a_malformed_jwt_names_the_malformed_part() {
    for (text, message) in [
        ("", "the JWT has no parts"),
        ("e30", "the JWT has no parts"),
        ("e30.e30", "the JWT has two parts, not three"),
        ("e30.e30.", "the JWT has a signature that is empty"),
        ("e3=.e30.AAAA", "the JWT has a header that has padding at byte 2"),
        (".e30.AAAA", "the JWT has a header that is empty"),
        ("e30._w.AAAA", "the JWT has a payload that is not UTF-8"),
        ("e30.e30.AA AA", "the JWT has a signature that has ' ' at byte 2, which is not of the alphabet"),
        ("e30.e30.e30.AAAA", "the JWT has a payload that has '.' at byte 3, which is not of the alphabet"),
    ] {
        let error = SignedJwt::parse(text).unwrap_err();
        assert_eq!((error.code(), error.message()), (ErrorCode::JwtMalformed, message), "{text}");
    }
}
