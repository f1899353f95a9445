//! The OpenSSH form (RFC 4253 §6.6, RFC 8709): `ssh-ed25519 <base64> <comment>`.

use super::public::{malformed, wrong_algorithm};
use crate::base64;
use crate::error::{Error, ErrorCode, Result};
use sha2::{Digest, Sha256};

const ALGORITHM: &str = "ssh-ed25519";
/// Two strings, each after its length in four bytes: the algorithm's name and the key.
const BLOB_START: &[u8; 19] = b"\0\0\0\x0bssh-ed25519\0\0\0\x20";
const OTHER_ALGORITHMS: [&str; 3] = ["ssh-", "ecdsa-sha2-", "sk-"];

pub(super) fn is_line(text: &str) -> bool {
    text.starts_with(ALGORITHM) || OTHER_ALGORITHMS.iter().any(|start| text.starts_with(start))
}

pub(super) fn encode(key: &[u8; 32]) -> String {
    format!("{ALGORITHM} {}", base64::encode_standard(&blob(key)))
}

/// `SHA256:…`, as `ssh-keygen -l` prints it.
pub(super) fn fingerprint(key: &[u8; 32]) -> String {
    let digest = base64::encode_standard(&Sha256::digest(blob(key)));
    format!("SHA256:{}", digest.trim_end_matches('='))
}

pub(super) fn check_comment(comment: &str) -> Result<()> {
    match comment.char_indices().find(|(_, c)| c.is_control()) {
        Some((at, _)) => Err(Error::new(
            ErrorCode::RegistrationTextInvalid,
            format!("the comment has a control character at byte {at}"),
        )),
        None => Ok(()),
    }
}

pub(super) fn decode(line: &str) -> Result<[u8; 32]> {
    if line.contains(['\n', '\r']) {
        return Err(malformed("is more than one line"));
    }
    let mut words = line.split([' ', '\t']).filter(|word| !word.is_empty());
    if words.next() != Some(ALGORITHM) {
        return Err(wrong_algorithm("its OpenSSH line names another algorithm than ssh-ed25519"));
    }
    let encoded = words.next().ok_or_else(|| malformed("has no base64 after ssh-ed25519"))?;
    let blob =
        base64::decode_standard(encoded).map_err(|fault| malformed(&format!("has base64 that {fault}")))?;
    blob.strip_prefix(BLOB_START)
        .and_then(|key| key.try_into().ok())
        .ok_or_else(|| malformed("is not one ssh-ed25519 string and one of 32 bytes inside its base64"))
}

fn blob(key: &[u8; 32]) -> Vec<u8> {
    [BLOB_START.as_slice(), key].concat()
}
