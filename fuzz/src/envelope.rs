//! The JSON of an envelope: our reader and serde_json read the same four members, or both refuse it.

use agent_identity_wasm::{Assertion, ErrorCode};
use base64ct::{Base64, Base64UrlUnpadded, Encoding};
use serde::Deserialize;

/// A careful reader with serde: unknown members are ignored, and known ones must not be duplicate.
#[derive(Deserialize)]
pub struct Envelope {
    pub agent_runtime_id: String,
    pub signature: String,
    pub task_id: String,
    pub timestamp: String,
}

pub fn run(data: &[u8]) {
    let header = format!("AgentAssertion {}", Base64UrlUnpadded::encode_string(data));
    let ours = Assertion::parse(&header);
    let theirs = read(data);
    match (&ours, &theirs) {
        (Ok(ours), Some(theirs)) => {
            assert_eq!(ours.agent_runtime_id().as_str(), theirs.agent_runtime_id);
            assert_eq!(ours.task_id().as_str(), theirs.task_id);
            assert_eq!(ours.timestamp().to_string(), theirs.timestamp);
            assert_eq!(Base64::encode_string(ours.signature()), theirs.signature);
            serde_json::from_str::<serde::de::IgnoredAny>(ours.unsigned_members()).expect("an object");
        }
        (Ok(_), None) => panic!("only ours reads it"),
        (Err(error), Some(_)) => assert!(may_be_stricter(error.code()), "only theirs reads it: {error}"),
        (Err(_), None) => {}
    }
}

pub fn read(data: &[u8]) -> Option<Envelope> {
    // serde_json would accept bytes that are not UTF-8 in ignored values, and serde would read a struct from an array.
    let text = std::str::from_utf8(data).ok().filter(|text| text.trim_ascii_start().starts_with('{'))?;
    serde_json::from_str(text).ok()
}

/// True for the errors for which serde_json has no rule, and for duplicate unsigned members, which it ignores.
fn may_be_stricter(code: ErrorCode) -> bool {
    use ErrorCode::*;
    matches!(
        code,
        AssertionTooLong
            | JsonMemberDuplicate
            | AgentRuntimeIdInvalid
            | TaskIdInvalid
            | TimestampMalformed
            | TimestampImpossible
            | SignatureMalformed
    )
}
