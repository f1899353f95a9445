//! Tries every encoding of a key with one byte changed, inserted or removed, and truncated. Each mutant must be
//! refused, or be what a writer that is independent of our reader writes for the key that was read.

use crate::tried;
use agent_identity_wasm::{AgentKey, AgentPublicKey};
use base64ct::{Base64, Base64UrlUnpadded, Encoding};

const SEED: [u8; 32] = [0x5a; 32];
const COMMENT: &str = "agent@host";

fn key() -> AgentKey {
    read_private(&pkcs8_v1(&SEED)).expect("PKCS#8")
}

fn pkcs8_v1(seed: &[u8]) -> Vec<u8> {
    [b"\x30\x2e\x02\x01\0\x30\x05\x06\x03\x2b\x65\x70\x04\x22\x04\x20", seed].concat()
}

fn pkcs8_v2(seed: &[u8], public: &[u8]) -> Vec<u8> {
    let start = b"\x30\x51\x02\x01\x01\x30\x05\x06\x03\x2b\x65\x70\x04\x22\x04\x20";
    [start, seed, b"\x81\x21\0", public].concat()
}

fn spki(public: &[u8]) -> Vec<u8> {
    [b"\x30\x2a\x30\x05\x06\x03\x2b\x65\x70\x03\x21\0", public].concat()
}

fn ssh_blob(public: &[u8]) -> Vec<u8> {
    [b"\0\0\0\x0bssh-ed25519\0\0\0\x20", public].concat()
}

fn pem(label: &str, der: &[u8]) -> String {
    let body = Base64::encode_string(der);
    format!("-----BEGIN {label}-----\n{body}\n-----END {label}-----")
}

fn read_private(source: &[u8]) -> Option<AgentKey> {
    AgentKey::from_pkcs8_bytes(source).ok()
}

fn seed_of(key: &AgentKey) -> Vec<u8> {
    Base64::decode_vec(&key.to_pkcs8()).unwrap().split_off(16)
}

/// A form of a key: how it is written, and which differences do not change its meaning.
struct Form {
    name: &'static str,
    write: fn(&[u8]) -> Vec<u8>,
    /// Normalizes a text to the way in which `write` writes it. Returns `None` for a text that is not in this form.
    normal: fn(&[u8]) -> Option<Vec<u8>>,
}

const PRIVATE: [Form; 5] = [
    Form { name: "PKCS#8, version 1", write: pkcs8_v1, normal: as_it_is },
    Form {
        name: "PKCS#8, version 2",
        write: |seed| pkcs8_v2(seed, &read_private(&pkcs8_v1(seed)).unwrap().public_key().to_bytes()),
        normal: as_it_is,
    },
    Form {
        name: "base64 of version 1",
        write: |seed| Base64::encode_string(&pkcs8_v1(seed)).into_bytes(),
        normal: unfolded,
    },
    Form {
        name: "base64 of version 2",
        write: |seed| Base64::encode_string(&PRIVATE[1].write(seed)).into_bytes(),
        normal: unfolded,
    },
    Form {
        name: "PEM of version 1",
        write: |seed| pem("PRIVATE KEY", &pkcs8_v1(seed)).into_bytes(),
        normal: unwrapped_pem,
    },
];

const PUBLIC: [Form; 11] = [
    Form { name: "SPKI", write: spki, normal: as_it_is },
    Form {
        name: "SPKI in base64",
        write: |key| Base64::encode_string(&spki(key)).into_bytes(),
        normal: any_base64,
    },
    Form {
        name: "SPKI in PEM",
        write: |key| pem("PUBLIC KEY", &spki(key)).into_bytes(),
        normal: unwrapped_pem,
    },
    Form {
        name: "OpenSSH",
        write: |key| format!("ssh-ed25519 {}", Base64::encode_string(&ssh_blob(key))).into_bytes(),
        normal: without_comment,
    },
    Form {
        name: "OpenSSH with a comment",
        write: |key| [PUBLIC[3].write(key), format!(" {COMMENT}").into_bytes()].concat(),
        normal: |line| Some([without_comment(line)?, format!(" {COMMENT}").into_bytes()].concat()),
    },
    Form {
        name: "JWK",
        write: |key| jwk(&Base64UrlUnpadded::encode_string(key)).into_bytes(),
        normal: three_members,
    },
    Form {
        name: "hex",
        write: |key| key.iter().flat_map(|byte| format!("{byte:02x}").into_bytes()).collect(),
        normal: |text| unfolded(text).map(|text| text.to_ascii_lowercase()),
    },
    Form { name: "base64", write: |key| Base64::encode_string(key).into_bytes(), normal: any_base64 },
    Form { name: "32 bytes", write: <[u8]>::to_vec, normal: as_it_is },
    Form { name: "OpenSSH blob", write: ssh_blob, normal: as_it_is },
    Form {
        name: "OpenSSH blob in base64",
        write: |key| Base64::encode_string(&ssh_blob(key)).into_bytes(),
        normal: any_base64,
    },
];

impl Form {
    fn write(&self, key: &[u8]) -> Vec<u8> {
        (self.write)(key)
    }
}

fn as_it_is(source: &[u8]) -> Option<Vec<u8>> {
    Some(source.to_vec())
}

/// Removes the backslashes that escaping puts before slashes and line ends, and white space at both ends.
fn unescaped(source: &[u8]) -> Option<String> {
    Some(
        std::str::from_utf8(source)
            .ok()?
            .trim()
            .replace("\\/", "/")
            .replace("\\\n", "\n")
            .replace("\\\r", "\r"),
    )
}

/// Removes white space, which may be anywhere.
fn unfolded(source: &[u8]) -> Option<Vec<u8>> {
    Some(unescaped(source)?.split_whitespace().collect::<String>().into_bytes())
}

/// Normalizes base64 of either alphabet, with padding or without.
fn any_base64(source: &[u8]) -> Option<Vec<u8>> {
    let text = String::from_utf8(unfolded(source)?).ok()?.replace('-', "+").replace('_', "/");
    let content = text.trim_end_matches('=');
    Some(format!("{content}{}", "=".repeat((4 - content.len() % 4) % 4)).into_bytes())
}

/// Normalizes PEM, whose body may be folded anywhere or not at all.
fn unwrapped_pem(source: &[u8]) -> Option<Vec<u8>> {
    let text = unescaped(source)?;
    let (label, rest) = text.strip_prefix("-----BEGIN ")?.split_once("-----")?;
    let (body, last) = rest.split_once("-----END ")?;
    let body: String = body.split_whitespace().collect();
    Some(format!("-----BEGIN {label}-----\n{body}\n-----END {last}").into_bytes())
}

fn without_comment(source: &[u8]) -> Option<Vec<u8>> {
    let line = unescaped(source)?;
    let mut words = line.split([' ', '\t']).filter(|word| !word.is_empty());
    Some(format!("{} {}", words.next()?, words.next()?).into_bytes())
}

fn jwk(x: &str) -> String {
    format!(r#"{{"kty":"OKP","crv":"Ed25519","x":"{x}"}}"#)
}

fn three_members(source: &[u8]) -> Option<Vec<u8>> {
    let read: serde_json::Value = serde_json::from_str(std::str::from_utf8(source).ok()?.trim()).ok()?;
    let fits = read["kty"] == "OKP" && read["crv"] == "Ed25519" && read.get("d").is_none();
    fits.then(|| jwk(read["x"].as_str().unwrap_or_default()).into_bytes())
}

fn mutants(of: &[u8]) -> impl Iterator<Item = Vec<u8>> {
    let changed = (0..of.len()).flat_map(move |at| {
        let others = (0..=255).filter(move |byte| *byte != of[at]);
        others.map(move |byte| [&of[..at], &[byte], &of[at + 1..]].concat())
    });
    let inserted = (0..=of.len())
        .flat_map(move |at| (0..=255).map(move |byte| [&of[..at], &[byte], &of[at..]].concat()));
    let removed = (0..of.len()).map(|at| [&of[..at], &of[at + 1..]].concat());
    let cut = (0..of.len()).flat_map(|at| [of[..at].to_vec(), of[at + 1..].to_vec()]);
    changed.chain(inserted).chain(removed).chain(cut)
}

/// Checks all mutants and returns their number. A mutant of one form may be valid in another: the last 32 bytes of an
/// SPKI are a raw key.
fn check_mutants(forms: &[Form], key: &[u8], read: impl Fn(&[u8]) -> Option<Vec<u8>>) -> usize {
    let mut count = 0;
    for form in forms {
        let written = form.write(key);
        assert_eq!(read(&written).as_deref(), Some(key), "{}", form.name);
        for mutant in mutants(&written) {
            if let Some(found) = read(&mutant) {
                let is_written_as = |form: &Form| (form.normal)(&mutant) == Some(form.write(&found));
                let shown = String::from_utf8_lossy(&mutant);
                assert!(forms.iter().any(is_written_as), "{}: {shown:?} is read as {found:x?}", form.name);
            }
            count += 1;
        }
    }
    count
}

#[test]
fn mutants_of_a_private_key_are_refused_or_are_valid_encodings_of_the_key_that_is_read() {
    let read = |source: &[u8]| read_private(source).map(|key| seed_of(&key));
    tried("mutations", check_mutants(&PRIVATE, &SEED, read));
}

#[test]
fn mutants_of_a_public_key_are_refused_or_are_valid_encodings_of_the_key_that_is_read() {
    let read = |source: &[u8]| AgentPublicKey::parse_bytes(source).ok().map(|key| key.to_bytes().to_vec());
    tried("mutations", check_mutants(&PUBLIC, &key().public_key().to_bytes(), read));
}

/// If the halves of a version-2 key did not belong together, it could sign with one key and be known by another.
#[test]
fn no_bit_of_the_public_half_may_change() {
    let public = key().public_key().to_bytes();
    for bit in 0..256 {
        let mut other = public;
        other[bit / 8] ^= 1 << (bit % 8);
        assert!(read_private(&pkcs8_v2(&SEED, &other)).is_none(), "bit {bit}");
    }
    tried("mutations", 256);
}

/// The hex of this key starts with `0`, which is also the first byte of DER.
#[test]
fn the_bytes_of_a_text_are_read_with_white_space_around_it() {
    let key = key().public_key();
    assert_eq!(PUBLIC[6].write(&key.to_bytes())[0], b'0');
    for form in PUBLIC.iter().filter(|form| !matches!(form.name, "SPKI" | "32 bytes" | "OpenSSH blob")) {
        let loose = [b" \n", form.write(&key.to_bytes()).as_slice(), b"\r\n"].concat();
        assert_eq!(AgentPublicKey::parse_bytes(&loose), Ok(key), "{}", form.name);
    }
    tried("mutations", PUBLIC.len() - 3);
}
