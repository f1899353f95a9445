//! Reads and writes the OpenSSH form (RFC 4253 §6.6, RFC 8709): `ssh-ed25519 <base64> <comment>`, also as a line of
//! `authorized_keys` or `known_hosts`, or the base64 alone.

use super::Fault;
use crate::base64;
use sha2::{Digest, Sha256};

type Result<T> = std::result::Result<T, Fault>;

const ALGORITHM: &str = "ssh-ed25519";
/// The bytes before the key in a blob. A blob has two strings, each preceded by its length in four bytes: the
/// algorithm's name and the key.
const BLOB_START: &[u8; 19] = b"\0\0\0\x0bssh-ed25519\0\0\0\x20";
/// The prefixes of the algorithm names of OpenSSH.
const ALGORITHMS: [&str; 3] = ["ssh-", "ecdsa-sha2-", "sk-"];

pub(in crate::key) fn encode(key: &[u8; 32]) -> String {
    format!("{ALGORITHM} {}", base64::encode_standard(&blob(key)))
}

/// Returns the fingerprint `SHA256:…`, as `ssh-keygen -l` prints it.
pub(in crate::key) fn fingerprint(key: &[u8; 32]) -> String {
    let digest = base64::encode_standard(&Sha256::digest(blob(key)));
    format!("SHA256:{}", digest.trim_end_matches('='))
}

/// Reads a line. Returns `None` if it does not name an algorithm at its start, after the options of `authorized_keys`,
/// or after the marker and the hosts of `known_hosts`.
pub(in crate::key) fn decode_line(line: &str) -> Option<Result<[u8; 32]>> {
    let is_algorithm = |field: &&str| ALGORITHMS.iter().any(|start| field.starts_with(start));
    let (first, rest) = split_field(line);
    let (second, after_second) = split_field(rest);
    let (third, after_third) = split_field(after_second);
    let (algorithm, rest) = match (first, second, third) {
        (first, ..) if is_algorithm(&first) => (first, rest),
        (_, second, _) if is_algorithm(&second) => (second, after_second),
        (marker, _, third) if marker.starts_with('@') && is_algorithm(&third) => (third, after_third),
        _ => return None,
    };
    Some(if first == "@revoked" {
        Err(Fault::Malformed("is marked as revoked".into()))
    } else if line.contains(['\n', '\r']) {
        Err(Fault::Malformed("is more than one line".into()))
    } else {
        decode_key(algorithm, split_field(rest).0)
    })
}

/// Splits a line into its first field and the rest. White space within double quotes does not end a field, and `\"`
/// does not end a quote.
fn split_field(line: &str) -> (&str, &str) {
    let line = line.trim_start_matches([' ', '\t']);
    let (mut is_quoted, mut is_escaped) = (false, false);
    let end = line.find(|c| {
        let is_quote = c == '"' && !is_escaped;
        is_escaped = c == '\\' && !is_escaped;
        is_quoted ^= is_quote;
        matches!(c, ' ' | '\t') && !is_quoted
    });
    end.and_then(|end| line.split_at_checked(end)).unwrap_or((line, ""))
}

fn decode_key(algorithm: &str, encoded: &str) -> Result<[u8; 32]> {
    if algorithm != ALGORITHM {
        return Err(Fault::WrongAlgorithm(other_algorithm(algorithm)));
    }
    if encoded.is_empty() {
        return Err(Fault::Malformed("has no base64 after ssh-ed25519".into()));
    }
    let blob = base64::decode_standard(encoded)
        .map_err(|fault| Fault::Malformed(format!("has base64 that {fault}").into()))?;
    read_blob(&blob)
}

/// Reads the decoded base64. Returns `None` if it does not begin with the name of an algorithm.
pub(in crate::key) fn decode_blob(blob: &[u8]) -> Option<Result<[u8; 32]>> {
    let (length, rest) = blob.split_first_chunk()?;
    let name = rest.get(..usize::try_from(u32::from_be_bytes(*length)).ok()?)?;
    let name = std::str::from_utf8(name).ok()?;
    if name == ALGORITHM {
        return Some(read_blob(blob));
    }
    let is_known = ALGORITHMS.iter().any(|start| name.starts_with(start));
    is_known.then(|| Err(Fault::WrongAlgorithm(other_algorithm(name))))
}

fn read_blob(blob: &[u8]) -> Result<[u8; 32]> {
    blob.strip_prefix(BLOB_START).and_then(|key| key.try_into().ok()).ok_or_else(not_two_strings)
}

fn not_two_strings() -> Fault {
    Fault::Malformed("is not one ssh-ed25519 string and one of 32 bytes inside its base64".into())
}

fn other_algorithm(name: &str) -> &'static str {
    if name.contains("-cert-v0") {
        "it is an OpenSSH certificate; give the .pub file that was signed"
    } else if name.starts_with("sk-") {
        "it is a key on a hardware token, which signs another text than it is given"
    } else if name.starts_with("ssh-rsa") {
        "it is an RSA key"
    } else if name.starts_with("ecdsa-") {
        "it is an ECDSA key"
    } else {
        "its OpenSSH line names another algorithm than ssh-ed25519"
    }
}

fn blob(key: &[u8; 32]) -> Vec<u8> {
    [BLOB_START.as_slice(), key].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_in_quotes_does_not_end_a_field() {
        for (line, field, rest) in [
            ("", "", ""),
            ("a", "a", ""),
            (" \ta b", "a", " b"),
            (r#"restrict,command="a b" c d"#, r#"restrict,command="a b""#, " c d"),
            (r#"command="a \" b" c"#, r#"command="a \" b""#, " c"),
            (r#"command="a \\" c"#, r#"command="a \\""#, " c"),
            (r#"command="a b"#, r#"command="a b"#, ""),
        ] {
            assert_eq!(split_field(line), (field, rest), "{line}");
        }
    }
}
