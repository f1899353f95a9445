/** Every word that the page shows. */
export const strings = {
  title: "Agent assertion inspector",
  lead: {
    before: "See what is in an ",
    header: "Authorization: AgentAssertion",
    after: " header, and whether it is valid. Everything stays in this browser.",
  },

  actions: {
    example: "Try an example",
    clear: "Clear",
    givenTime: "Verify at a given time",
    ownTime: "Use the header’s own time",
    backToNow: "Back to now",
    publicHalf: "Use its public key instead",
  },

  inputs: {
    region: "What to verify",
    text: "Authorization header, request or log",
    textHint: "A header line, a header value, a token, a curl command, or any text with one of these in it.",
    key: "Public key",
    keyHint: "An OpenSSH line, PEM, a JWK, hex or base64.",
    keyRead: "Ed25519 key",
    privateKey: "Nothing was sent or stored.",
    excerpt: (total: string, shown: string) =>
      `${total} characters were taken in; this box shows the first ${shown}.`,
    conditions: "Conditions",
    time: "Time (UTC)",
    timeHint: "For example 2026-11-22 06:16:09, or seconds since 1970.",
    timeUnreadable: "This is not a date and time.",
    clockNow: "The clock is this computer’s.",
    maxAge: "Max age, seconds",
    maxSkew: "Max skew, seconds",
    runtimeId: "Expected runtime id",
    taskId: "Expected task id",
    anyId: "any",
  },

  verdict: {
    region: "Verdict",
    valid: "Valid",
    invalid: "Invalid",
    unverified: "Not verified",
    asOf: "Judged as of",
    checks: "Checks",
    check: { form: "Form", signature: "Signature", freshness: "Freshness", ids: "Expected ids" },
    state: { passed: "passed", failed: "failed", open: "not checked", unasked: "none expected" },
  },

  reasons: {
    empty: "Paste a header to see what is in it.",
    noKey: "The header is well-formed. Its signature can be checked once its public key is here.",
    noTime: "The time to verify at cannot be read.",
    noCore: "The verifier could not be started.",
    valid: "It is well-formed, signed by this key, and fresh.",
  },

  /** What each refusal comes down to. The findings give the package’s own, more exact words. */
  refusals: {
    assertion_too_long: "This is longer than any header may be.",
    assertion_scheme_invalid: "This does not start with “AgentAssertion” and a space.",
    assertion_base64url_invalid: "The token is not base64url.",
    assertion_utf8_invalid: "The token does not hold text.",
    json_invalid: "The token does not hold JSON.",
    json_not_object: "The token holds JSON, but not an object.",
    json_trailing_data: "Something follows the JSON object in the token.",
    json_member_duplicate: "A member of the envelope is there twice, so it has no one meaning.",
    json_member_missing: "The envelope lacks a member.",
    json_member_not_string: "A member of the envelope is not a string.",
    agent_runtime_id_invalid: "The agent runtime id breaks the rules for ids.",
    task_id_invalid: "The task id breaks the rules for ids.",
    timestamp_malformed: "The timestamp does not have the one form that is allowed.",
    timestamp_impossible: "The timestamp names a date or time that does not exist.",
    signature_malformed: "The signature is not base64 of 64 bytes.",
    signature_invalid: "The signature is not by this key, or what it covers was changed.",
    timestamp_expired: "The signature is by this key, but the header is too old.",
    timestamp_in_future: "The signature is by this key, but the header is from the future.",
    agent_runtime_id_unexpected: "It is genuine and fresh, but speaks for another agent than expected.",
    task_id_unexpected: "It is genuine and fresh, but for another task than expected.",
    text_not_unicode: "This holds half of a character and is no Unicode text.",
    number_out_of_range: "A number among the conditions is out of range.",
    time_out_of_range: "The time to verify at is out of range.",
    public_key_unrecognized: "The public key is in no form that is known.",
    public_key_wrong_algorithm: "The public key is not an Ed25519 key.",
    public_key_malformed: "The public key is damaged.",
    public_key_invalid_point: "The public key is damaged.",
    public_key_weak: "The public key is one for which anybody can sign.",
    public_key_is_private: "What stands in the key box is a private key.",
    text_too_long: "What stands in the key box is too long for a key.",
  } as Record<string, string>,

  findings: {
    region: "Findings",
    none: "Nothing to point out so far.",
    severity: { error: "Error", warning: "Warning", info: "Note" },
    show: "Show",
    showWhat: (what: string) => `Show: ${what}`,
    more: (count: string) => `${count} more`,
    tooLong: "Paste only the part with the header in it.",
    replay: (until: string | undefined) =>
      until
        ? `It proves no more than that the agent once signed it: whoever has seen it can use it until ${until}.`
        : "It proves no more than that the agent once signed it: whoever has seen it can use it too.",
  },

  envelope: {
    region: "Envelope",
    runtimeId: "Runtime id",
    taskId: "Task id",
    timestamp: "Timestamp",
    local: "local time",
    unread: "could not be read",
    signature: "Signature",
    signedText: "Signed text",
    signedTextHint: "The signature covers this text and nothing else.",
    unsigned: "Unsigned members",
    unsignedHint: "Nothing covers these. A verifier ignores them; so should you.",
    more: (count: number) => `and ${count} more`,
  },

  raw: {
    json: "Decoded JSON",
    header: "Header",
    scheme: "scheme",
    token: "token",
    excerpt: (shown: string, total: string) => `The first ${shown} of ${total} characters.`,
  },

  placeholder: {
    title: "Nothing pasted yet",
    text: "The envelope, the signed text and the JSON of a header appear here as soon as one is pasted. To see it with a key made on the spot, try an example.",
  },

  age: {
    now: "this very second",
    past: (duration: string) => `${duration} ago`,
    future: (duration: string) => `${duration} ahead of the clock`,
    byTheTimeGiven: "by the time given",
  },
  units: { days: "d", hours: "h", minutes: "min", seconds: "s" },

  footer: {
    title: "What this page promises",
    promises: [
      {
        term: "Strict checks",
        text: "The same WebAssembly core as the npm package judges: every rule of the protocol, one error for each, strict Ed25519.",
      },
      {
        term: "Nothing sent, nothing stored",
        text: "The page’s security policy lets it make no request at all once it is loaded. There are no cookies and there is no telemetry.",
      },
      {
        term: "No replay protection",
        text: "The protocol has no nonce: a captured header works until it is stale. Use TLS and keep the window small.",
      },
    ],
    version: (version: string) => `agent-identity-wasm ${version}`,
  },
} as const;
