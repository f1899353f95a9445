/** Advice about public and private keys. */
export const KEYS = {
  public_key_unrecognized: {
    title: "This is not a public key in a known format",
    cause: "The text is not an OpenSSH line, PEM, JWK, hex or base64 of an Ed25519 public key.",
    remedy: "Copy the whole key. The registered form is one line that starts with ssh-ed25519.",
  },
  public_key_wrong_algorithm: {
    title: "The key is for another algorithm",
    cause: "Agent Identity uses Ed25519 keys. This one is for RSA, ECDSA, X25519 or another algorithm.",
    remedy: "Use the agent's own key, which starts with ssh-ed25519 in its OpenSSH form.",
  },
  public_key_malformed: {
    title: "The public key is damaged",
    cause:
      "The key has a known format, but its content is incomplete or wrong. Usually characters are missing from the copy.",
    remedy: "Copy the key again in full.",
  },
  public_key_invalid_point: {
    title: "The public key is not valid",
    cause:
      "The 32 bytes are not the encoding of a point on the curve, so no signature can match them. A changed character leads to this.",
    remedy:
      "Copy the key again in full, and check that the bytes are a public key and not another value of 32 bytes.",
  },
  public_key_weak: {
    title: "The public key proves nothing",
    cause: "The key is one of a few special points with which signatures can be made without a private key.",
    remedy: "Do not trust this key. Generate a new one.",
  },
  public_key_is_private: {
    title: "This is a private key",
    cause: "A private key was given where a public key belongs.",
    remedy:
      "Use its public half, and take care where the private key was pasted: whoever has it can sign as the agent.",
  },
  public_key_unsupported: {
    title: "This key is in the format of another program",
    cause: "The text is a certificate, a JWK set, or another form that has to be converted first.",
    remedy: "Convert the key as the message says, or copy the line that starts with ssh-ed25519.",
  },
  private_key_unrecognized: {
    title: "This is not a private key in a known format",
    cause: "The text or file is not a PKCS#8 key as base64, PEM or DER.",
    remedy: "Use the value of agent_private_key, or a file with the line BEGIN PRIVATE KEY.",
  },
  private_key_wrong_algorithm: {
    title: "The private key is for another algorithm",
    cause: "Agent Identity uses Ed25519 keys. This one is for RSA, ECDSA, X25519 or another algorithm.",
    remedy: "Generate an Ed25519 key, for example with `npx agent-identity-wasm keygen`.",
  },
  private_key_malformed: {
    title: "The private key is damaged",
    cause: "The key starts as PKCS#8, but its content is wrong.",
    remedy: "Copy the key again in full. If that does not help, the agent needs a new key.",
  },
  private_key_truncated: {
    title: "The private key is incomplete",
    cause: "The key ends too early: the end of the copy is missing.",
    remedy: "Copy the key again, from its first to its last character.",
  },
  private_key_trailing_data: {
    title: "Something follows the private key",
    cause: "The key is complete, but more data stands behind it.",
    remedy: "Remove what follows the key.",
  },
  private_key_mismatch: {
    title: "The two halves of the key do not belong together",
    cause:
      "The stored key contains a public half that does not match its private half. The file was changed or mixed with another key.",
    remedy: "Restore the key from a good copy, or register a new agent.",
  },
  private_key_encrypted: {
    title: "The private key is protected by a password",
    cause: "The key is encrypted. This package reads unencrypted keys only.",
    remedy:
      "Decrypt it first, for example with `openssl pkey -in encrypted.pem -out key.pem`, and protect the result.",
  },
  private_key_unsupported: {
    title: "This private key is in the format of another program",
    cause: "The text is a private key of OpenSSH, PuTTY, OpenPGP or age, or a JWK. The package reads PKCS#8.",
    remedy: "Convert the key as the message says, or make a new key and register the agent again.",
  },
  private_key_is_public: {
    title: "This is a public key",
    cause: "A public key was given where a private key belongs.",
    remedy: "Use the private key of the agent. It stays on the computer that made it.",
  },
} as const;
