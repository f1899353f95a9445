import { count } from "./text/number.js";

const assertionCount = (found: number) => `${count(found)} ${found === 1 ? "assertion" : "assertions"}`;

const notKept = "It was removed and not kept.";

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
    backToNow: "Back to now",
    publicHalf: "Use its public key instead",
  },

  views: {
    label: "Views",
    inspect: "Inspect",
    bulk: "Bulk",
    compose: "Compose",
    missing: "This view could not be loaded. Try again with a connection.",
  },

  secrets: {
    removed: {
      privateKey: "[private key removed]",
      jwt: "[JWT removed]",
      credential: "[secret removed]",
      body: "[request body removed]",
    },
    names: {
      privateKey: "a private key",
      jwt: "a JWT",
      credential: "a token, password or cookie",
      body: "the body of a request",
    },
    wasRemoved: (what: string) =>
      `There was more in it than belongs here: ${what}. ${notKept} Nothing was sent or stored.`,
    notKept,
    mayBeThere: "This document may hold secrets.",
    keptInMemory:
      "The box does not show it; this tab keeps the text in memory until you enter another or clear it.",
    publicHalf:
      "Only the public key that belongs to the private one stands in the key box now. Whoever has a private key can sign as the agent: keep it where you keep passwords.",
    noPublicHalf: "Its public key could not be read from it.",
  },

  link: {
    make: "Put this into a link",
    copied: "The link is in the address bar and was copied.",
    made: "The link is in the address bar.",
    withoutHeader: "It does not contain the text, because the header in it cannot be read.",
    warning:
      "A link contains the header, the public keys and the conditions, and nothing else of what was pasted. An assertion is a credential while it is fresh: whoever gets the link can use it until it is stale.",
  },

  inputs: {
    region: "What to verify",
    text: "Authorization header, request or log",
    textHint:
      "A header, a curl command or a log with one in it; or a JWT, an auth.json, a key set, a key, a registration or its answer. A file can be dropped here.",
    documentHidden: "The text holds secrets, so it is not shown.",
    keySetHint:
      "The authority’s key set (JWKS), as the address that ends in agent-identities/jwks answers it.",
    keySetRead: (keys: number) => `A key set with ${keys === 1 ? "1 key" : `${keys} keys`}.`,
    key: "Public key",
    keyHint:
      "An OpenSSH line, PEM, a JWK, hex or base64. Several keys, one a line: the one that fits is found.",
    keyRead: "Ed25519 key",
    keysRead: (count: number) => `${count} Ed25519 keys:`,
    moreKeys: (count: number) => `and ${count} more.`,
    matches: "signed this",
    privateKey: "Nothing was sent or stored.",
    excerpt: (total: string, shown: string) =>
      `${total} characters were taken in; this box shows the first ${shown}.`,
    conditions: "Conditions",
    time: "Time (UTC)",
    timeHint:
      "When the request was sent or arrived, as a log or a HAR file has it: 2026-11-22 06:16:09, 22/Nov/2026:06:16:09 +0000, or seconds since 1970.",
    timeUnreadable: "This is not a date and time.",
    clockNow: "The clock is this computer’s.",
    limits: "Age: how old a header may be. Skew: how far its time may be ahead of the clock.",
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
    loading: "The verifier is being loaded.",
    noCore: "The verifier could not be started.",
    noExample: (why: string) => `An example cannot be made here: ${why}.`,
    valid: "It is well-formed, signed by this key, and fresh.",
  },

  /** A short sentence for each refusal. The findings give the package’s own, more exact words. */
  refusals: {
    assertion_too_long: "This is longer than any header may be.",
    assertion_scheme_invalid: "This does not start with “AgentAssertion” and a space.",
    assertion_base64url_invalid: "The token is not base64url: letters, digits, - and _ alone.",
    assertion_utf8_invalid: "The token does not hold text.",
    json_invalid: "The token does not hold JSON.",
    json_not_object: "The token holds JSON, but not an object.",
    json_trailing_data: "Something follows the JSON object in the token.",
    json_member_duplicate: "A member of the JSON in the token is there twice, so it has no one meaning.",
    json_member_missing: "The JSON in the token lacks a member.",
    json_member_not_string: "A member of the JSON in the token is not a string.",
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

  advice: {
    remedy: "What to do:",
    next: { valid: "If it is refused all the same", not_judged: "How to get a key" },
  },

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
    hint: "The members of the JSON in the token.",
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
    parts: {
      agent_runtime_id: "Runtime id",
      task_id: "Task id",
      timestamp: "Timestamp",
      signature: "Signature",
    },
    headerHint:
      "The word AgentAssertion, and a token: JSON in base64url, which is base64 with - and _ and without =.",
    partsHint:
      "Point at a part of the token to see where it stands in the envelope, and the other way round.",
    scheme: "scheme",
    token: "token",
    excerpt: (shown: string, total: string) => `The first ${shown} of ${total} characters.`,
  },

  bulk: {
    region: "Assertions in bulk",
    file: "HAR or log file",
    fileHint:
      "Choose a file of any size, drop one here, or paste text: HAR, NDJSON or any log. It is read on this computer, by a worker.",
    keys: "Public keys, one a line",
    keysHint: "Without keys only the form can be checked. Every assertion is tried with each key.",
    clock: "Judge ages by",
    clocks: {
      sent: "the time of each request",
      now: "this computer’s clock",
      given: "a given time",
      any: "nothing: accept any age",
    },
    clockHints: {
      sent: "As the server saw it: by the times in the file. A request without a time is judged by this computer’s clock.",
      now: "What is in a log of yesterday is too old by today’s clock.",
      given: "All requests are judged as of that time.",
      any: "A header that was too old, or from a clock that was wrong, counts as valid, too.",
    },
    expectedRuntimeId: "Expected runtime id in all",
    expectedTaskId: "Expected task id in all",
    failedOnly: "Failed requests only",
    timeUnreadable: "The time to judge by cannot be read.",
    untimed: (requests: number) =>
      requests === 1
        ? "The file does not tell the time of 1 request: it was judged by this computer’s clock."
        : `The file does not tell the time of ${count(requests)} requests: they were judged by this computer’s clock.`,
    placeholder: {
      title: "Start here",
      text: "Choose the HAR file or the log of the requests that fail, and paste the agent’s public key. Every assertion in the file is judged by the time of its request, so a file of yesterday tells what was wrong yesterday.",
      example: "Nothing at hand?",
      tryIt: "Judge an example of four requests",
    },
    summary: "Summary",
    slow: (duration: string) => `${duration} slow`,
    fast: (duration: string) => `${duration} fast`,
    right: "right",
    time: "Time to judge by (UTC)",
    pasted: "pasted text",
    progress: "Progress",
    phase: {
      idle: () => "",
      working: (name: string, found: number) => `Reading ${name}: ${assertionCount(found)} so far.`,
      done: (name: string, found: number, milliseconds: number) => {
        const seconds = (milliseconds / 1000).toFixed(1);
        return `${assertionCount(found)} in ${name}, in ${seconds} s.`;
      },
      cancelled: (_name: string, found: number) => `Cancelled after ${assertionCount(found)}.`,
      failed: (name: string) => `${name} could not be read.`,
    },
    cancel: "Cancel",
    again: "Run again",
    filters: "Show",
    all: "All",
    search: "Filter",
    exportJson: "Export JSON",
    exportCsv: "Export CSV",
    timeline: "When they were signed: how many at which time, by verdict",
    table: "Assertions",
    rows: "Assertions, to scroll",
    columns: {
      status: "Verdict",
      time: "Signed (UTC)",
      runtimeId: "Runtime id",
      taskId: "Task id",
      method: "Method",
      url: "URL",
      answer: "Status",
      clockSeconds: "Clock",
      place: "Place",
    },
    line: (line: string) => `line ${line}`,
    entry: (entry: string) => `entry ${entry}`,
    open: "Inspect",
    openRow: (number: string) => `Inspect assertion ${number}`,
    none: "There is no AgentAssertion in it.",
    noneInHar:
      "This HAR file has no AgentAssertion in it. Browsers leave credentials out of a HAR file unless they are told otherwise: export it again with sensitive data (in Chrome, a setting of the network panel allows that).",
    empty: "The file is empty.",
    damagedGzip: "The file is compressed with gzip, and its data is damaged or cut off.",
    noneLeft: "Nothing matches the filter.",
    credentials: "Exports hold the headers themselves: credentials while they are fresh.",
  },

  compose: {
    region: "Compose",
    key: "Key",
    demo: "Make a demo key",
    forget: "Forget this key",
    isDemo: "A demo key, known to nobody else:",
    isLoaded: "The key you loaded:",
    load: "Load a private key",
    loadHint:
      "PKCS#8 as Codex stores it, PEM, or an auth.json. It is never stored and never sent; the box empties at once.",
    what: "What to make",
    kinds: { assertion: "Assertion", task: "Task registration", agent: "Agent registration" },
    fields: {
      runtimeId: "Runtime id",
      taskId: "Task id",
      externalTaskRef: "External task ref (may be empty)",
      accountId: "Account id",
      url: "URL",
      agentVersion: "Agent version",
      harnessId: "Agent harness id",
      runningLocation: "Running location",
    },
    form: "Copy as",
    forms: { header: "Header", curl: "curl", fetch: "fetch", rust: "Rust" },
    snippet: "What to copy",
    copy: "Copy",
    copied: "Copied.",
    notCopied: "The browser did not allow it: select the text and copy it.",
    signAgain: "Sign again, now",
    inspect: "Inspect it",
    coverage: "What the signature covers",
    covers: {
      assertion:
        "The signature covers the runtime id, the task id and the timestamp, joined as above. It covers nothing else: not the URL, the method, the body, nor any other header.",
      task: "The signature covers the runtime id and the timestamp, joined as above. It covers nothing else: not the external task ref, nor any other part of the request.",
      agent:
        "Nothing here is signed by the agent’s key. The access token vouches for the request: put the account’s own in place of ACCESS_TOKEN.",
    },
    placeholder: {
      title: "No key yet",
      text: "Make a demo key, or load one: what a client sends appears here, ready to be copied.",
    },
  },

  placeholder: {
    title: "Start here",
    text: "Paste the text in question on the left, and the agent’s public key below it. This page explains:",
    kinds: [
      "an Authorization: AgentAssertion header, or a command or log with one in it",
      "an auth.json of the Codex client: what the client would do with it",
      "an Agent Identity JWT, judged by a key set in the key box",
      "a key, a key set, a registration, or the authority’s answer to one",
    ],
    example: "Nothing at hand?",
    tryIt: "Inspect a header that is signed on the spot",
  },

  documents: {
    parts: "Parts",
    publicKey: "Its public key",
    whole: "the whole text",
    secret: "secret, not shown",
    cut: "… (cut)",
    names: {
      jwt: "This is a JWT.",
      authJson: "This is an auth.json of the Codex client.",
      jwks: "This is a key set (JWKS).",
      taskRegistration: "This is the body of a task registration.",
      agentRegistration: "This is the body of an agent registration.",
      taskRegistrationAnswer: "This is an authority’s answer to a task registration.",
      agentRegistrationAnswer: "This is an authority’s answer to an agent registration.",
      publicKey: "This is a public key.",
      privateKey: "This is a private key.",
    },
    valid: {
      jwt: "It is signed by a key of the key set, and has not expired.",
      authJson: "The client would authenticate with it; the findings say how.",
      jwks: "It has a key that can verify an Agent Identity JWT.",
      taskRegistration: "It is signed by this key, and fresh.",
      agentRegistration: "It is well-formed.",
      taskRegistrationAnswer: "It is well-formed.",
      agentRegistrationAnswer: "It is well-formed.",
      publicKey: "It is an Ed25519 key that can check signatures.",
      privateKey: "Keep it where you keep passwords: whoever has it can sign as the agent.",
    },
    invalid: {
      jwt: "The client would refuse it.",
      authJson: "The client could not authenticate with it.",
      jwks: "No key in it can verify an Agent Identity JWT.",
      taskRegistration: "An authority would refuse it.",
      agentRegistration: "An authority would refuse it.",
      taskRegistrationAnswer: "The client could not read it.",
      agentRegistrationAnswer: "The client could not read it.",
      publicKey: "It cannot be used.",
      privateKey: "It cannot be used.",
    },
    unverified: {
      jwt: "Its signature can be checked once the authority’s key set is in the key box.",
      authJson: "It holds nothing that could be judged.",
      jwks: "It holds nothing that could be judged.",
      taskRegistration:
        "Its signature can be checked once the agent’s public key and its runtime id are here.",
      agentRegistration: "It holds nothing that could be judged.",
      taskRegistrationAnswer: "It holds nothing that could be judged.",
      agentRegistrationAnswer: "It holds nothing that could be judged.",
      publicKey: "It holds nothing that could be judged.",
      privateKey: "It holds nothing that could be judged.",
    },
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
        text: "The page’s security policy lets it make no request at all once it is loaded, and it works without a network. There are no cookies and there is no telemetry.",
      },
      {
        term: "No replay protection",
        text: "The protocol has no nonce: a captured header works until it is stale. Use TLS and keep the window small.",
      },
    ],
    version: (version: string) => `agent-identity-wasm ${version}`,
  },
} as const;
