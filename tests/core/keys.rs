use crate::{check_all, json, text};
use agent_identity_wasm::{AgentKey, AgentPublicKey, ErrorCode};
use base64ct::{Base64, Encoding};
use wasm_bindgen_test::wasm_bindgen_test;

const KEYS: &str = include_str!("../vectors/keys.json");

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[wasm_bindgen_test(unsupported = test)]
fn every_public_key_gets_the_verdict_of_its_row() {
    check_all(&json(KEYS)["public"], |case| {
        let key = AgentPublicKey::parse(text(case, "source"))?;
        assert_eq!(hex(&key.to_bytes()), text(case, "hex"), "{}", case["name"]);
        Ok(())
    });
}

#[wasm_bindgen_test(unsupported = test)]
fn every_private_key_gets_the_verdict_of_its_row() {
    check_all(&json(KEYS)["private"], |case| {
        let source = text(case, "source");
        let key = match text(case, "encoding") {
            "text" => AgentKey::from_pkcs8(source)?,
            _ => AgentKey::from_pkcs8_bytes(&decode_base64(source))?,
        };
        assert_eq!(hex(&key.public_key().to_bytes()), text(case, "public_hex"), "{}", case["name"]);
        Ok(())
    });
}

fn decode_base64(text: &str) -> Vec<u8> {
    Base64::decode_vec(text).expect("base64")
}

#[wasm_bindgen_test(unsupported = test)]
fn a_new_key_is_derived_as_the_client_derives_it() {
    // This is SHA-512("codex-agent-identity-ed25519-v1" ‖ 64 bytes of 7)[..32], computed by another implementation.
    let seed = "17ba56f719298885e5ac99c573e3fe698d6041200b614d2129a1ad0a3c5a2677";
    let key = AgentKey::generate(&[7; 64]);
    let der = decode_base64(&key.to_pkcs8());
    assert_eq!(hex(&der[16..]), seed);
}

#[wasm_bindgen_test(unsupported = test)]
fn every_written_form_can_be_read() {
    let key = AgentKey::generate(&[42; 64]);
    let public = key.public_key();
    assert_eq!(AgentKey::from_pkcs8(&key.to_pkcs8()).unwrap().public_key(), public);
    assert_eq!(AgentKey::from_pkcs8(&key.to_pkcs8_pem()).unwrap().public_key(), public);
    assert_eq!(AgentKey::from_pkcs8_bytes(key.to_pkcs8_der().as_slice()).unwrap().public_key(), public);
    for written in [
        public.to_ssh(None).unwrap(),
        public.to_ssh(Some("me@here")).unwrap(),
        public.to_jwk(),
        public.to_spki_pem(),
    ] {
        assert_eq!(AgentPublicKey::parse(&written).unwrap(), public, "{written}");
        assert_eq!(AgentPublicKey::parse_bytes(written.as_bytes()).unwrap(), public, "{written}");
    }
    assert_eq!(AgentPublicKey::parse_bytes(&public.to_bytes()).unwrap(), public);
    assert!(public.to_ssh(Some("a\nssh-ed25519 AAAA")).is_err());
}

#[wasm_bindgen_test(unsupported = test)]
fn the_debug_form_of_a_key_is_redacted() {
    let key = AgentKey::generate(&[42; 64]);
    let secret = key.to_pkcs8();
    assert!(!format!("{key:?}{key:#?}").contains(&secret[22..]));
}

#[wasm_bindgen_test(unsupported = test)]
fn an_error_does_not_quote_a_refused_private_key() {
    let key = AgentKey::generate(&[42; 64]);
    for broken in [
        &key.to_pkcs8()[..60],
        &format!("{}AAAA", key.to_pkcs8().as_str()),
        &format!("{}!", key.to_pkcs8().as_str()),
    ] {
        let error = AgentKey::from_pkcs8(broken).unwrap_err();
        assert!(!format!("{error:?}").contains(&broken[24..40]));
        assert_ne!(error.code(), ErrorCode::PrivateKeyUnrecognized);
    }
}

/// The public key of RFC 8032 §7.1, test 1.
const LINE: &str = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINdamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea";
/// The fingerprint of the key as `ssh-keygen -l` prints it.
const FINGERPRINT: &str = "SHA256:bbXpuKG6zhzdmnxq256TlqzFBzRl2f6OOg722cYNbU8";

#[wasm_bindgen_test(unsupported = test)]
fn the_debug_form_of_a_public_key_is_its_fingerprint() {
    let public = AgentPublicKey::parse(LINE).unwrap();
    assert_eq!(public.fingerprint(), FINGERPRINT);
    assert_eq!(format!("{public:?}"), format!("AgentPublicKey({FINGERPRINT})"));
    let private = "MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g";
    let printed = format!("{:?}", AgentKey::from_pkcs8(private).unwrap());
    assert_eq!(printed, format!("AgentKey(<redacted>, {FINGERPRINT})"));
}

#[wasm_bindgen_test(unsupported = test)]
fn the_errors_distinguish_other_kinds_of_keys_from_other_text() {
    let code = |text: &str| AgentPublicKey::parse(text).unwrap_err().code();
    let parameters = "-----BEGIN DH PARAMETERS-----\nAAAA\n-----END DH PARAMETERS-----";
    assert_eq!(code(parameters), ErrorCode::PublicKeyUnrecognized);
    let raw = Base64::encode_string(&[0xfb; 32]);
    assert_eq!(code(&raw.replacen('+', "-", 1)), ErrorCode::PublicKeyUnrecognized);
    assert_eq!(code(&format!("{raw}=")), ErrorCode::PublicKeyUnrecognized);
    let public = AgentPublicKey::parse(LINE).unwrap();
    let spki = public.to_spki_pem().lines().nth(1).and_then(|line| Base64::decode_vec(line).ok()).unwrap();
    let refused = AgentKey::from_pkcs8_bytes(&spki).unwrap_err();
    assert_eq!(refused.code(), ErrorCode::PrivateKeyIsPublic);
}

/// The bytes of an Ed25519 SPKI (RFC 8410) before the 32 bytes of the key.
const SPKI: [u8; 12] = [0x30, 0x2a, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 3, 0x21, 0];

#[wasm_bindgen_test(unsupported = test)]
fn der_that_is_also_valid_text_is_read_as_der() {
    let key = |first: u8| {
        let mut bytes = [b'a'; 32];
        bytes[0] = first;
        AgentPublicKey::from_bytes(&bytes).ok()
    };
    let keys: Vec<_> = (0..0x80).filter_map(key).collect();
    assert!(keys.len() > 20);
    for key in keys {
        let der = [&SPKI[..], &key.to_bytes()].concat();
        assert!(std::str::from_utf8(&der).is_ok());
        assert_eq!(AgentPublicKey::parse_bytes(&der).unwrap(), key);
    }
}

/// The examples of RFC 8410 §10.3: the same key without attributes, and with attributes and its public half.
const EXAMPLES: [&str; 2] = [
    "MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC",
    "MHICAQEwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhCoB8wHQYKKoZIhvcNAQkJFDEPDA1DdXJkbGUgQ2hh\
     aXJzgSEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=",
];

#[wasm_bindgen_test(unsupported = test)]
fn attributes_beside_a_key_are_ignored() {
    let [plain, with_attributes] = EXAMPLES.map(|key| AgentKey::from_pkcs8(key).unwrap());
    assert_eq!(with_attributes.to_pkcs8().as_str(), EXAMPLES[0]);
    assert_eq!(with_attributes.public_key(), plain.public_key());
}
