//! A header is refused, or the fields of its signed text can be recovered unambiguously. The inspection accepts every
//! header that `verify` accepts.

use super::given;
use agent_identity_wasm::{Assertion, inspect, verify};

pub fn run(data: &[u8]) {
    given::utf8(data, |header| {
        let (options, key) = (given::options(), given::AGENT.public_key());
        let verdict = verify(header, &key, &options);
        let parsed = Assertion::parse(header);
        assert!(parsed.is_ok() || verdict.as_ref().err() == parsed.as_ref().err());
        if let Ok(assertion) = parsed {
            let text = assertion.signed_text();
            let fields: Vec<&str> = text.splitn(2, ':').collect();
            assert_eq!(fields[0], assertion.agent_runtime_id().as_str());
            assert!(fields[1].ends_with(&format!(":{}", assertion.timestamp())));
        }
        let inspection = inspect(header, Some(&key), &options);
        assert!(inspection.valid || verdict.is_err());
    });
}
