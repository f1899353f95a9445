//! Project Wycheproof's vectors for the verification of Ed25519 signatures.

use crate::{accepts, tried};
use agent_identity_wasm::AgentPublicKey;
use wasm_bindgen_test::wasm_bindgen_test;
use wycheproof::TestResult;
use wycheproof::eddsa::{TestName, TestSet};

fn vectors() -> TestSet {
    TestSet::load(TestName::Ed25519).expect("Wycheproof's Ed25519 vectors")
}

#[wasm_bindgen_test(unsupported = test)]
fn every_verdict_is_wycheproofs() {
    let set = vectors();
    let mut cases = 0;
    for group in &set.test_groups {
        for test in &group.tests {
            let expected = test.result == TestResult::Valid;
            let found = accepts(&group.key.pk, &test.msg, &test.sig);
            assert_eq!(found, expected, "{}: {} {:?}", test.tc_id, test.comment, test.flags);
            cases += 1;
        }
    }
    assert_eq!(cases, set.number_of_tests);
    tried("wycheproof", cases);
}

#[wasm_bindgen_test(unsupported = test)]
fn its_keys_are_the_same_in_every_form() {
    let set = vectors();
    for group in &set.test_groups {
        let raw = AgentPublicKey::parse_bytes(&group.key.pk).unwrap();
        assert_eq!(AgentPublicKey::parse_bytes(&group.der).as_ref(), Ok(&raw));
        assert_eq!(AgentPublicKey::parse(&group.pem).as_ref(), Ok(&raw));
    }
    tried("wycheproof", 2 * set.test_groups.len());
}
