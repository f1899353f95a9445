//! An `auth.json` is refused, or its identity can be written back. If the mode is kept, writing the record twice gives
//! the same file. If the mode is set, `read_auth` uses the identity.

use super::given;
use agent_identity_wasm::{
    AuthSnapshot, StoredAs, WriteAuthMode, read_auth, read_auth_json, write_auth_json,
};

pub fn run(data: &[u8]) {
    given::utf8(data, |file| {
        let _ = read_auth(file);
        let Ok(Some(stored)) = read_auth_json(file) else {
            return;
        };
        let write = |file: &str, mode| {
            write_auth_json(file, &stored.record, mode).expect("what was read can be written")
        };
        let written = write(file, WriteAuthMode::Keep);
        let again = read_auth_json(&written).expect("what we write we read").expect("an identity");
        assert_eq!(again.record, stored.record);
        assert_eq!(again.auth_mode, stored.auth_mode);
        assert_eq!(write(&written, WriteAuthMode::Keep), written);
        assert_eq!(again.stored_as, StoredAs::Record);
        let used = read_auth(&write(file, WriteAuthMode::AgentIdentity)).expect("the identity is usable");
        assert_eq!(used.snapshot, AuthSnapshot::AgentIdentity(Box::new(again.record)));
    });
}
