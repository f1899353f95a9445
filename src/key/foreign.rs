//! Keys of other programs, which are recognized and not read, and how to make a key of them that is. Every command was
//! run before it was written here.

/// A form of keys that is not read.
pub(super) struct Foreign {
    /// How a text in this form begins.
    starts: &'static [&'static str],
    /// What it is. Continues "this is …".
    pub(super) what: &'static str,
    pub(super) is_private: bool,
    /// How to make PKCS#8 of a private key; nothing does that to a public one.
    pub(super) to_pkcs8: &'static str,
    /// How to make a public key of it that is read.
    pub(super) to_public: &'static str,
}

/// OpenSSH 9 and OpenSSL 3 do not convert Ed25519 keys between each other's forms.
pub(super) const OPENSSH_TO_PKCS8: &str = "ssh-keygen cannot convert an Ed25519 key, but Python's package cryptography \
     can: python3 -c \"import sys; from cryptography.hazmat.primitives.serialization import *; \
     print(load_ssh_private_key(sys.stdin.buffer.read(), None).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, \
     NoEncryption()).decode())\" < KEY (for a key with a passphrase, ssh-keygen -p -N '' -f COPY first)";
pub(super) const JWK_TO_PKCS8: &str = "convert it with node -p \"crypto.createPrivateKey({ key: \
     JSON.parse(fs.readFileSync(0)), format: 'jwk' }).export({ type: 'pkcs8', format: 'pem' })\" < KEY";
const NEW_KEY: &str = "such a key is not meant for this; make one with AgentKey.generate()";

const FOREIGN: [Foreign; 9] = [
    Foreign {
        // PEM, and its base64 alone.
        starts: &["-----BEGIN OPENSSH PRIVATE KEY-----", "b3BlbnNzaC1rZXktdjE", "openssh-key-v1\0"],
        what: "an OpenSSH private key",
        is_private: true,
        to_pkcs8: OPENSSH_TO_PKCS8,
        to_public: "ssh-keygen -y -f KEY prints it",
    },
    Foreign {
        starts: &["PuTTY-User-Key-File-"],
        what: "a PuTTY private key",
        is_private: true,
        to_pkcs8: "puttygen KEY.ppk -O private-openssh-new -o KEY makes an OpenSSH key of it, which Python's package \
                   cryptography converts: load_ssh_private_key, then private_bytes with PrivateFormat.PKCS8",
        to_public: "puttygen KEY.ppk -L prints it",
    },
    Foreign {
        starts: &["-----BEGIN PGP "],
        what: "an OpenPGP key",
        is_private: true,
        to_pkcs8: NEW_KEY,
        to_public: NEW_KEY,
    },
    Foreign {
        starts: &["AGE-SECRET-KEY-"],
        what: "a private age key, which decrypts and cannot sign",
        is_private: true,
        to_pkcs8: NEW_KEY,
        to_public: NEW_KEY,
    },
    Foreign {
        starts: &["age1"],
        what: "an age recipient, which encrypts and cannot verify",
        is_private: false,
        to_pkcs8: "",
        to_public: NEW_KEY,
    },
    Foreign {
        starts: &["---- BEGIN SSH2 ENCRYPTED PRIVATE KEY"],
        what: "an SSH2 private key",
        is_private: true,
        to_pkcs8: NEW_KEY,
        to_public: NEW_KEY,
    },
    Foreign {
        starts: &["---- BEGIN SSH2 PUBLIC KEY"],
        what: "an SSH2 public key (RFC 4716)",
        is_private: false,
        to_pkcs8: "",
        to_public: "ssh-keygen -i -f KEY prints it as an OpenSSH line",
    },
    Foreign {
        starts: &["-----BEGIN CERTIFICATE-----"],
        what: "a certificate",
        is_private: false,
        to_pkcs8: "",
        to_public: "openssl x509 -in CERTIFICATE -noout -pubkey prints its public key",
    },
    Foreign {
        starts: &["-----BEGIN CERTIFICATE REQUEST-----", "-----BEGIN NEW CERTIFICATE REQUEST-----"],
        what: "a certificate request",
        is_private: false,
        to_pkcs8: "",
        to_public: "openssl req -in REQUEST -noout -pubkey prints its public key",
    },
];

/// The form in which `source` begins, a text or bytes.
pub(super) fn recognize(source: &[u8]) -> Option<&'static Foreign> {
    FOREIGN.iter().find(|foreign| foreign.starts.iter().any(|start| source.starts_with(start.as_bytes())))
}
