//! An `auth.json` is refused, or can be written back: with what it holds, unchanged; with another identity, as
//! a file that holds that one.

use super::given;
use agent_identity_wasm::{StoredAs, read_auth_json, write_auth_json};

pub fn run(data: &[u8]) {
    given::utf8(data, |file| {
        let Ok(Some(stored)) = read_auth_json(file) else {
            return;
        };
        let written = write_auth_json(file, &stored.record).expect("what was read can be written");
        let again = read_auth_json(&written).expect("what we write we read").expect("an identity");
        assert_eq!(again.record, stored.record);
        assert_eq!(again.auth_mode, stored.auth_mode);
        let twice = write_auth_json(&written, &again.record).expect("what was read can be written");
        assert_eq!(twice, written);
        assert_eq!(again.stored_as, StoredAs::Record);
    });
}
