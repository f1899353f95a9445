/** Advice about stored identities and Agent Identity JWTs. */
export const IDENTITIES = {
  identity_record_invalid: {
    title: "The stored identity is incomplete",
    cause:
      "The agent_identity record lacks a required member, or a member has the wrong type. The Codex client ignores such a record.",
    remedy: "Add the member that the message names, or register the agent again.",
  },
  auth_mode_unusable: {
    title: "The login mode cannot be used",
    cause:
      "The auth.json names a mode in auth_mode, but what this mode needs is missing or incomplete. The Codex client treats this as no login.",
    remedy: "Log in again with the client, or restore the missing part that the message names.",
  },
  jwt_malformed: {
    title: "This is not a complete JWT",
    cause: "A JWT consists of three parts joined by dots. Usually the copy was cut.",
    remedy: "Copy the token again, from its first to its last character.",
  },
  jwt_algorithm_invalid: {
    title: "The JWT is signed with another algorithm",
    cause: "Agent Identity JWTs are signed with RS256. Every other algorithm is refused.",
    remedy:
      "Check that this token was issued as an agent identity. A ChatGPT access token is something else.",
  },
  jwt_key_unknown: {
    title: "The JWT's key is not in the key set",
    cause:
      "The key set has no key with the kid that the JWT names, or the JWT does not name a key. The authority may have changed its keys, or the JWT comes from another environment.",
    remedy: "Fetch the key set of the authority that issued the JWT again.",
  },
  jwt_key_invalid: {
    title: "The key for the JWT is not usable",
    cause:
      "The key that the JWT names is not an RSA signature key of at least 2048 bits, or the key set contains it twice.",
    remedy: "Check the key set, and report it to the operator of the authority.",
  },
  jwt_signature_invalid: {
    title: "The JWT's signature does not match",
    cause: "The token was changed, cut, or signed with another key than the one it names.",
    remedy: "Copy the token again in full. If it still fails, do not trust it.",
  },
  jwt_issuer_invalid: {
    title: "The JWT was issued by someone else",
    cause: "The iss claim is not the issuer of agent identities.",
    remedy:
      "Check that this token was issued as an agent identity. A ChatGPT access token is something else.",
  },
  jwt_audience_invalid: {
    title: "The JWT is meant for someone else",
    cause: "The aud claim must be the string codex-app-server. A list is refused even if it contains it.",
    remedy: "Check that this token was issued as an agent identity for Codex.",
  },
  jwt_expired: {
    title: "The JWT has expired",
    cause: "The time in its exp claim has passed by more than a minute.",
    remedy:
      "Get a new token from the launcher that issued it. If it should still be valid, check the clock of this computer.",
  },
  jwt_not_yet_valid: {
    title: "The JWT is not valid yet",
    cause: "The time in its nbf claim lies more than a minute ahead.",
    remedy: "Check the clock of this computer. If it is right, wait until the token becomes valid.",
  },
  jwks_url_invalid: {
    title: "Keys must not be fetched from this address",
    cause:
      "The address of the key set is not an https address, nor an http address of this computer. Over plain http, anyone on the way could exchange the keys.",
    remedy: "Use the https address of the authority, without a user name and without a fragment.",
  },
  jwt_claim_invalid: {
    title: "A claim of the JWT is missing or wrong",
    cause:
      "An Agent Identity JWT needs certain claims, each of a certain type. This one lacks one of them, or it is another kind of token.",
    remedy: "Check the claim that the message names, and that this token was issued as an agent identity.",
  },
} as const;
