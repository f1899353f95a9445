//! Every key encoding with one byte changed, put in, taken out, and cut off: each mutant is refused, or it is what
//! a writer that knows nothing of our reader writes for the key that was read.

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

/// How a form is written, and what may differ from it without any difference in meaning.
struct Form {
    name: &'static str,
    write: fn(&[u8]) -> Vec<u8>,
    /// The one spelling of what means the same; of what is foreign to the form, nothing.
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

/// The text as it was before it was copied: a backslash may stand before a slash and before the end of a line.
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

/// White space may stand anywhere.
fn unfolded(source: &[u8]) -> Option<Vec<u8>> {
    Some(unescaped(source)?.split_whitespace().collect::<String>().into_bytes())
}

/// Either alphabet, with its padding or without.
fn any_base64(source: &[u8]) -> Option<Vec<u8>> {
    let text = String::from_utf8(unfolded(source)?).ok()?.replace('-', "+").replace('_', "/");
    let content = text.trim_end_matches('=');
    Some(format!("{content}{}", "=".repeat((4 - content.len() % 4) % 4)).into_bytes())
}

/// The body may be folded anywhere, or not at all.
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

/// Answers how many mutants there were. What is left of one form may be another: the last 32 bytes of an SPKI are a
/// key as well.
fn hold(forms: &[Form], key: &[u8], read: impl Fn(&[u8]) -> Option<Vec<u8>>) -> usize {
    let mut count = 0;
    for form in forms {
        let written = form.write(key);
        assert_eq!(read(&written).as_deref(), Some(key), "{}", form.name);
        for mutant in mutants(&written) {
            if let Some(found) = read(&mutant) {
                let says_so = |form: &Form| (form.normal)(&mutant) == Some(form.write(&found));
                let shown = String::from_utf8_lossy(&mutant);
                assert!(forms.iter().any(says_so), "{}: {shown:?} is read as {found:x?}", form.name);
            }
            count += 1;
        }
    }
    count
}

#[test]
fn mutants_of_a_private_key_are_refused_or_are_what_they_say() {
    let read = |source: &[u8]| read_private(source).map(|key| seed_of(&key));
    tried("mutations", hold(&PRIVATE, &SEED, read));
}

#[test]
fn mutants_of_a_public_key_are_refused_or_are_what_they_say() {
    let read = |source: &[u8]| AgentPublicKey::parse_bytes(source).ok().map(|key| key.to_bytes().to_vec());
    tried("mutations", hold(&PUBLIC, &key().public_key().to_bytes(), read));
}

/// A version-2 key whose halves do not belong together could sign for one key and be known by another.
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

/// The hex of this key starts with the digit that is the first byte of DER.
#[test]
fn a_text_is_read_from_its_bytes_with_white_space_around_it() {
    let key = key().public_key();
    assert_eq!(PUBLIC[6].write(&key.to_bytes())[0], b'0');
    for form in PUBLIC.iter().filter(|form| !matches!(form.name, "SPKI" | "32 bytes" | "OpenSSH blob")) {
        let loose = [b" \n", form.write(&key.to_bytes()).as_slice(), b"\r\n"].concat();
        assert_eq!(AgentPublicKey::parse_bytes(&loose), Ok(key), "{}", form.name);
    }
    tried("mutations", PUBLIC.len() - 3);
}
