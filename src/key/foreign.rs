//! Recognizes keys in the formats of other programs, which are not supported, and tells how to convert them. Every
//! command in this file has been tried.

/// A format of keys that is not supported.
pub(super) struct ForeignFormat {
    /// The possible beginnings of a key in this format.
    starts: &'static [&'static str],
    /// A name for such a key, which completes the sentence "this is …".
    pub(super) what: &'static str,
    pub(super) is_private: bool,
    /// The way to convert a private key to PKCS#8. A public key cannot be converted to that.
    pub(super) to_pkcs8: &'static str,
    /// The way to obtain a public key in a supported format.
    pub(super) to_public: &'static str,
}

/// The way to convert an OpenSSH key. OpenSSH 9 and OpenSSL 3 do not convert Ed25519 keys to each other's formats.
pub(super) const OPENSSH_TO_PKCS8: &str = "ssh-keygen cannot convert an Ed25519 key, but Python's package cryptography \
     can: python3 -c \"import sys; from cryptography.hazmat.primitives.serialization import *; \
     print(load_ssh_private_key(sys.stdin.buffer.read(), None).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, \
     NoEncryption()).decode())\" < KEY (for a key with a passphrase, ssh-keygen -p -N '' -f COPY first)";
pub(super) const JWK_TO_PKCS8: &str = "convert it with node -p \"crypto.createPrivateKey({ key: \
     JSON.parse(fs.readFileSync(0)), format: 'jwk' }).export({ type: 'pkcs8', format: 'pem' })\" < KEY";
const NEW_KEY: &str = "such a key is not meant for this; make one with AgentKey.generate()";

const FOREIGN_FORMATS: [ForeignFormat; 9] = [
    ForeignFormat {
        // These are the beginnings as PEM, as base64 without the armour, and as decoded bytes.
        starts: &["-----BEGIN OPENSSH PRIVATE KEY-----", "b3BlbnNzaC1rZXktdjE", "openssh-key-v1\0"],
        what: "an OpenSSH private key",
        is_private: true,
        to_pkcs8: OPENSSH_TO_PKCS8,
        to_public: "ssh-keygen -y -f KEY prints it",
    },
    ForeignFormat {
        starts: &["PuTTY-User-Key-File-"],
        what: "a PuTTY private key",
        is_private: true,
        to_pkcs8: "puttygen KEY.ppk -O private-openssh-new -o KEY makes an OpenSSH key of it, which Python's package \
                   cryptography converts: load_ssh_private_key, then private_bytes with PrivateFormat.PKCS8",
        to_public: "puttygen KEY.ppk -L prints it",
    },
    ForeignFormat {
        starts: &["-----BEGIN PGP "],
        what: "an OpenPGP key",
        is_private: true,
        to_pkcs8: NEW_KEY,
        to_public: NEW_KEY,
    },
    ForeignFormat {
        starts: &["AGE-SECRET-KEY-"],
        what: "a private age key, which decrypts and cannot sign",
        is_private: true,
        to_pkcs8: NEW_KEY,
        to_public: NEW_KEY,
    },
    ForeignFormat {
        starts: &["age1"],
        what: "an age recipient, which encrypts and cannot verify",
        is_private: false,
        to_pkcs8: "",
        to_public: NEW_KEY,
    },
    ForeignFormat {
        starts: &["---- BEGIN SSH2 ENCRYPTED PRIVATE KEY"],
        what: "an SSH2 private key",
        is_private: true,
        to_pkcs8: NEW_KEY,
        to_public: NEW_KEY,
    },
    ForeignFormat {
        starts: &["---- BEGIN SSH2 PUBLIC KEY"],
        what: "an SSH2 public key (RFC 4716)",
        is_private: false,
        to_pkcs8: "",
        to_public: "ssh-keygen -i -f KEY prints it as an OpenSSH line",
    },
    ForeignFormat {
        starts: &["-----BEGIN CERTIFICATE-----"],
        what: "a certificate",
        is_private: false,
        to_pkcs8: "",
        to_public: "openssl x509 -in CERTIFICATE -noout -pubkey prints its public key",
    },
    ForeignFormat {
        starts: &["-----BEGIN CERTIFICATE REQUEST-----", "-----BEGIN NEW CERTIFICATE REQUEST-----"],
        what: "a certificate request",
        is_private: false,
        to_pkcs8: "",
        to_public: "openssl req -in REQUEST -noout -pubkey prints its public key",
    },
];

/// Returns the format with which `source`, text or bytes, begins.
pub(super) fn recognize(source: &[u8]) -> Option<&'static ForeignFormat> {
    FOREIGN_FORMATS
        .iter()
        .find(|foreign| foreign.starts.iter().any(|start| source.starts_with(start.as_bytes())))
}
