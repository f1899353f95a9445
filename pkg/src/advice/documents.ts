/** Advice about findings in documents other than assertions. */
export const DOCUMENTS = {
  document_unrecognized: {
    title: "This is not a document of the protocol",
    cause:
      "The text is none of: an assertion, a JWT, an auth.json, a key, a key set, a registration or an answer to one. Usually the copy was cut.",
    remedy: "Copy the text again, from its first to its last character.",
  },
  document_secret: {
    title: "The text holds a secret",
    cause: "It contains a private key, a token or a password. Whoever has it can act for the account.",
    remedy: "Do not share it. If it was shared, log in again or register a new agent.",
  },
  parts_left_out: {
    title: "Only the first parts are shown",
    cause: "The text has more parts than any document of the protocol.",
    remedy: "Check that this is the text that was meant.",
  },
  byte_order_mark: {
    title: "An invisible mark comes first",
    cause:
      "An editor has put a byte order mark before the text. The Codex client cannot read JSON after one.",
    remedy: "Save the file as UTF-8 without a byte order mark.",
  },
  signature_unchecked: {
    title: "The signature has not been checked",
    cause: "A signature can only be checked with the key that belongs to it.",
    remedy:
      "Give the key: the authority's key set for a JWT, the agent's public key and its runtime id for a task registration.",
  },
  identity_used: {
    title: "The client uses the agent identity",
    cause: "The auth.json says so in auth_mode, and its agent identity is complete.",
    remedy: "Nothing needs to be done.",
  },
  identity_needs_feature: {
    title: "The client uses ChatGPT's tokens",
    cause:
      "The auth.json is for a ChatGPT account. An agent identity is used only if the feature use_agent_identity is on.",
    remedy: "Start the client with --enable use_agent_identity if it should sign with an agent identity.",
  },
  identity_ignored: {
    title: "The client does not use the agent identity",
    cause:
      "The auth.json has another mode, or none. Without a mode the client never takes the agent identity.",
    remedy: 'Write "auth_mode":"agentIdentity" into the file, if the agent identity should be used.',
  },
  identity_absent: {
    title: "The client authenticates without an agent identity",
    cause: "The mode of the auth.json never uses one.",
    remedy: "Nothing needs to be done, unless an agent identity was expected.",
  },
  credential_missing: {
    title: "The file holds no login",
    cause: "The auth.json has no credential that the Codex client would use.",
    remedy: "Log in with the client, or write an agent identity into the file.",
  },
  identity_record_alone: {
    title: "This is one part of a login file",
    cause: "The text is the record of an agent identity, without the file around it.",
    remedy: "To see what the client does with it, inspect the whole file.",
  },
  client_refuses_file: {
    title: "The client refuses the whole file",
    cause:
      "One member has a type that the Codex client does not take. It then reads nothing of the file, whatever the mode is.",
    remedy:
      "Compare the file with one that the client wrote, and correct or remove the member of another type.",
  },
  last_refresh_missing: {
    title: "The time of the last refresh is missing",
    cause: "The Codex client uses ChatGPT's tokens only if last_refresh says when they were fetched.",
    remedy: "Log in again with the client.",
  },
  jwks_key_ignored: {
    title: "A key of the set cannot verify JWTs",
    cause:
      "Agent Identity JWTs need an RSA signature key of 2048 bits or more with a kid. Other keys are ignored.",
    remedy: "Nothing needs to be done if the set has other keys.",
  },
  jwks_key_missing: {
    title: "No key of the set can verify JWTs",
    cause: "Agent Identity JWTs need an RSA signature key of 2048 bits or more with a kid. The set has none.",
    remedy: "Check that this is the key set of the authority.",
  },
  task_id_sealed: {
    title: "The task id is sealed",
    cause: "The authority encrypted the id for the agent. Only the agent's private key opens it.",
    remedy: "Read the answer with the agent's key: readTaskRegistrationResponse.",
  },
  external_task_ref_present: {
    title: "The registration names a reference",
    cause: "The released client sends no external_task_ref, and the signature does not cover it.",
    remedy: "Nothing needs to be done if the authority knows references.",
  },
} as const;
