//! The five test vectors of Ed25519 in RFC 8032 §7.1, and every one-bit change of their signatures.

use crate::{accepts, hex, tried};
use agent_identity_wasm::AgentKey;
use base64ct::{Base64, Encoding};
use wasm_bindgen_test::wasm_bindgen_test;

struct Vector {
    seed: Vec<u8>,
    key: Vec<u8>,
    message: Vec<u8>,
    signature: Vec<u8>,
}

fn vectors() -> Vec<Vector> {
    let lines = include_str!("rfc8032.txt").lines().filter(|line| !line.starts_with('#'));
    let fields = lines.map(|line| line.split(':').map(hex).collect::<Vec<_>>());
    fields
        .map(|fields| <[Vec<u8>; 4]>::try_from(fields).expect("four fields"))
        .map(|[seed, key, message, signature]| Vector { seed, key, message, signature })
        .collect()
}

#[wasm_bindgen_test(unsupported = test)]
fn the_vectors_verify_and_no_signature_beside_them() {
    let vectors = vectors();
    assert_eq!(vectors.len(), 5);
    for Vector { key, message, signature, .. } in &vectors {
        assert!(accepts(key, message, signature));
        for bit in 0..512 {
            let mut changed = signature.clone();
            changed[bit / 8] ^= 1 << (bit % 8);
            assert!(!accepts(key, message, &changed), "bit {bit}");
        }
    }
    tried("rfc8032", vectors.len() * 513);
}

/// The seed of each vector, as PKCS#8, has the public key that the RFC lists.
#[wasm_bindgen_test(unsupported = test)]
fn the_seeds_have_the_keys_that_the_rfc_names() {
    let start = hex("302e020100300506032b657004220420");
    for Vector { seed, key, .. } in vectors() {
        let pkcs8 = Base64::encode_string(&[start.clone(), seed].concat());
        let read = AgentKey::from_pkcs8(&pkcs8).unwrap();
        assert_eq!(read.public_key().to_bytes().as_slice(), key);
    }
    tried("rfc8032", 5);
}
