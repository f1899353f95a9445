// documents.json: texts of every kind, and how they are explained.
import { pem, pkcs8v1, pkcs8v2, spki, sshLine } from "./der.mjs";
import { assertion, JSON_TEXT, NOW, NOW_MS, RUNTIME, signatureOver, TOKEN } from "./envelope.mjs";
import { AGENT, OTHER, RSA_PUBLIC } from "./key-material.mjs";
import { RECORDINGS } from "./recordings.mjs";

const HEADER = assertion();
const V1 = pkcs8v1(AGENT.seed).toString("base64");
const RAW_URL = AGENT.raw.toString("base64url");
const [CHATGPT, , HANDED_OVER] = RECORDINGS;
const json = JSON.stringify;

const JWK = { kty: "OKP", crv: "Ed25519", x: RAW_URL };
const PRIVATE_JWK = { ...JWK, d: AGENT.seed.toString("base64url") };
const RSA_JWK = { ...RSA_PUBLIC.export({ format: "jwk" }), kid: "authority-key-1", use: "sig", alg: "RS256" };

const RECORD = {
  agent_runtime_id: RUNTIME,
  agent_private_key: V1,
  account_id: "account-0001",
  chatgpt_user_id: "user-0001",
  email: "agent@example.com",
  plan_type: "pro",
  chatgpt_account_is_fedramp: false,
  task_id: "task-0001",
};

const base64url = (value) => Buffer.from(json(value)).toString("base64url");
const jwt = (payload, header = { alg: "RS256", kid: "authority-key-1" }) =>
  `${base64url(header)}.${base64url(payload)}.c2ln`;
const CLAIMS = {
  iss: "https://chatgpt.com/codex-backend/agent-identity",
  aud: "codex-app-server",
  iat: NOW_MS / 1000,
  exp: NOW_MS / 1000 + 3600,
  agent_runtime_id: RUNTIME,
  agent_private_key: V1,
  account_id: "account-0001",
  chatgpt_user_id: "user-0001",
  plan_type: "pro",
  chatgpt_account_is_fedramp: false,
};
const TOKENS = {
  id_token: jwt({
    "https://api.openai.com/auth": { chatgpt_account_id: "account-0001", chatgpt_user_id: "user-0001" },
  }),
  access_token: "secret-access-token",
  refresh_token: "secret-refresh-token",
  account_id: "account-0001",
};

const REGISTRATION = { timestamp: NOW, signature: signatureOver(`${RUNTIME}:${NOW}`) };
const AGENT_REGISTRATION = {
  abom: { agent_version: "0.169.0", agent_harness_id: "codex-cli", running_location: "exec-linux" },
  agent_public_key: AGENT.ssh,
  capabilities: ["responsesapi"],
  ttl: null,
};
const SEALED = Buffer.alloc(64, 7).toString("base64");

const BY_KEY = { public_key: AGENT.ssh };
const BY_OTHER = { public_key: OTHER.ssh };
const BY_KEY_AND_ID = { ...BY_KEY, expected_agent_runtime_id: RUNTIME };
const ASSERTION = ["agent_runtime_id", "signature", "task_id", "timestamp"];
const SECRET = "document_secret";
const UNCHECKED = "signature_unchecked";

/** [name, text, valid, codes of the findings, names of the parts (secret ones with an exclamation mark), options] */
const ROWS = {
  assertion: [
    ["a header without a key", HEADER, null, [], ASSERTION],
    ["a header with its key", HEADER, true, [], ASSERTION, BY_KEY],
    ["a header with another key", HEADER, false, ["signature_invalid"], ASSERTION, BY_OTHER],
    ["a token", TOKEN, true, ["form_token"], ASSERTION, BY_KEY],
    ["a header line", `Authorization: ${HEADER}`, true, ["form_header_line"], ASSERTION, BY_KEY],
    [
      "a curl command",
      `curl -H 'Authorization: ${HEADER}' https://a.example`,
      true,
      ["form_curl"],
      ASSERTION,
      BY_KEY,
    ],
    ["the JSON inside a token", JSON_TEXT, true, [], ASSERTION, BY_KEY],
    ["the JSON with another key", JSON_TEXT, false, ["signature_invalid"], ASSERTION, BY_OTHER],
    [
      "a header that is too old",
      assertion({ timestamp: "2026-11-22T06:00:00Z" }),
      false,
      ["timestamp_expired"],
      ASSERTION,
    ],
    ["a header that is cut", HEADER.slice(0, 39), false, ["json_invalid"], []],
  ],
  jwt: [
    [
      "a JWT",
      jwt(CLAIMS),
      null,
      [SECRET, UNCHECKED],
      [
        "jwt!",
        "header.alg",
        "header.kid",
        "iss",
        "aud",
        "iat",
        "exp",
        "agent_runtime_id",
        "agent_private_key!",
        "account_id",
        "chatgpt_user_id",
        "plan_type",
        "chatgpt_account_is_fedramp",
        "fingerprint",
      ],
    ],
    ["the recorded JWT", HANDED_OVER.jwt, null, [SECRET, UNCHECKED], undefined],
    [
      "a JWT that has expired",
      jwt({ ...CLAIMS, exp: 5 }),
      false,
      ["jwt_expired", SECRET, UNCHECKED],
      undefined,
    ],
    [
      "a JWT with another algorithm",
      jwt(CLAIMS, { alg: "none", kid: "k" }),
      false,
      ["jwt_algorithm_invalid", SECRET, UNCHECKED],
      undefined,
    ],
    [
      "a JWT of something else",
      jwt({ sub: "x", secret: "hunter2-hunter2" }),
      false,
      ["jwt_claim_invalid", SECRET, UNCHECKED],
      ["jwt!", "header.alg", "header.kid", "sub", "secret!"],
    ],
    [
      "three parts that are not JSON",
      "eyJ4.AAAA.AAAA",
      false,
      ["jwt_malformed", SECRET, UNCHECKED].slice(0, 1),
      ["jwt!"],
    ],
  ],
  authJson: [
    [
      "a record and its mode",
      json({ auth_mode: "agentIdentity", agent_identity: RECORD }),
      true,
      [SECRET, "identity_used"],
      [
        "auth_mode",
        "agent_identity.agent_runtime_id",
        "agent_identity.agent_private_key!",
        "agent_identity.account_id",
        "agent_identity.chatgpt_user_id",
        "agent_identity.email",
        "agent_identity.plan_type",
        "agent_identity.chatgpt_account_is_fedramp",
        "agent_identity.task_id",
        "fingerprint",
      ],
    ],
    [
      "a record without a mode",
      json({ agent_identity: RECORD }),
      false,
      ["identity_ignored", SECRET],
      undefined,
    ],
    ["a record by itself", json(RECORD), null, [SECRET, "identity_record_alone"], undefined],
    [
      "ChatGPT's tokens",
      json({ auth_mode: "chatgpt", tokens: TOKENS, last_refresh: NOW }),
      true,
      [SECRET, "identity_needs_feature"],
      [
        "auth_mode",
        "tokens.id_token!",
        "tokens.access_token!",
        "tokens.refresh_token!",
        "tokens.account_id",
        "last_refresh",
      ],
    ],
    [
      "tokens without last_refresh",
      json({ tokens: TOKENS }),
      false,
      ["last_refresh_missing", SECRET, "identity_needs_feature"],
      undefined,
    ],
    [
      "an API key",
      json({ OPENAI_API_KEY: "sk-very-secret" }),
      true,
      [SECRET, "identity_absent"],
      ["OPENAI_API_KEY!"],
    ],
    [
      "an API key and a record",
      json({ auth_mode: "apikey", OPENAI_API_KEY: "sk-very-secret", agent_identity: RECORD }),
      true,
      ["identity_ignored", SECRET].reverse(),
      undefined,
    ],
    [
      "a mode that cannot be used",
      json({ auth_mode: "agentIdentity" }),
      false,
      ["auth_mode_unusable"],
      ["auth_mode"],
    ],
    [
      "a mode that is not known",
      json({ auth_mode: "future", agent_identity: RECORD }),
      false,
      ["client_refuses_file", SECRET, "identity_ignored"],
      undefined,
    ],
    [
      "an incomplete record in another mode",
      json({ OPENAI_API_KEY: "sk-very-secret", agent_identity: { agent_runtime_id: "a" } }),
      false,
      ["client_refuses_file", SECRET, "identity_ignored"],
      undefined,
    ],
    [
      "a byte order mark",
      `\ufeff${json({ auth_mode: "agentIdentity", agent_identity: RECORD })}`,
      false,
      ["client_refuses_file", "byte_order_mark", SECRET, "identity_used"],
      undefined,
    ],
    [
      "a member that is not known",
      json({ auth_mode: null, future_key: "hunter2-hunter2", OPENAI_API_KEY: null }),
      false,
      ["credential_missing", SECRET],
      ["auth_mode", "future_key!", "OPENAI_API_KEY"],
    ],
  ],
  jwks: [
    [
      "a key set",
      json({ keys: [RSA_JWK] }),
      true,
      [],
      ["keys[0].kty", "keys[0].n", "keys[0].e", "keys[0].kid", "keys[0].use", "keys[0].alg"],
    ],
    [
      "a bad key beside a good one",
      json({ keys: [null, RSA_JWK, { kty: "EC", kid: "x" }] }),
      true,
      ["jwks_key_ignored", "jwks_key_ignored"],
      undefined,
    ],
    ["no keys", json({ keys: [] }), false, ["jwks_key_missing"], []],
    [
      "a private key in a key set",
      json({ keys: [{ ...RSA_JWK, d: "secret-exponent" }] }),
      true,
      [SECRET],
      ["keys[0].kty", "keys[0].n", "keys[0].e", "keys[0].kid", "keys[0].use", "keys[0].alg", "keys[0].d!"],
    ],
  ],
  taskRegistration: [
    ["a registration", json(REGISTRATION), null, [UNCHECKED], ["timestamp", "signature"]],
    [
      "a registration with its key and id",
      json(REGISTRATION),
      true,
      [],
      ["timestamp", "signature"],
      BY_KEY_AND_ID,
    ],
    ["a registration with its key alone", json(REGISTRATION), null, [UNCHECKED], undefined, BY_KEY],
    [
      "a registration with another key",
      json(REGISTRATION),
      false,
      ["signature_invalid"],
      undefined,
      { ...BY_KEY_AND_ID, ...BY_OTHER },
    ],
    [
      "the recorded registration",
      CHATGPT.registration,
      false,
      ["timestamp_expired", UNCHECKED],
      undefined,
      { now_ms: NOW_MS + 86_400_000 },
    ],
    [
      "a registration with a reference",
      json({ ...REGISTRATION, external_task_ref: "thread-7" }),
      true,
      ["external_task_ref_present"],
      ["timestamp", "signature", "external_task_ref"],
      BY_KEY_AND_ID,
    ],
    [
      "a registration with a short signature",
      json({ ...REGISTRATION, signature: "AAAA" }),
      false,
      ["signature_malformed", UNCHECKED],
      undefined,
    ],
  ],
  agentRegistration: [
    [
      "a registration",
      json(AGENT_REGISTRATION),
      true,
      [],
      ["abom", "agent_public_key", "capabilities", "ttl", "fingerprint"],
    ],
    [
      "a registration with a private key",
      json({ ...AGENT_REGISTRATION, agent_public_key: V1 }),
      false,
      ["public_key_is_private"],
      ["abom", "agent_public_key!", "capabilities", "ttl"],
    ],
    [
      "a registration without a bill of materials",
      json({ agent_public_key: AGENT.ssh }),
      false,
      ["json_member_missing"],
      undefined,
    ],
  ],
  taskRegistrationAnswer: [
    ["a plain id", json({ task_id: "task-0001" }), true, [], ["task_id"]],
    ["a plain id in camel case", json({ taskId: "task-0001" }), true, [], ["taskId"]],
    ["a sealed id", json({ encrypted_task_id: SEALED }), null, ["task_id_sealed"], ["encrypted_task_id"]],
    [
      "a sealed id of the wrong type",
      json({ encrypted_task_id: 5 }),
      false,
      ["json_member_not_string", "task_id_sealed"],
      undefined,
    ],
    ["an empty id", json({ task_id: "" }), false, ["task_id_invalid"], undefined],
    ["nulls", json({ task_id: null, encryptedTaskId: null }), false, ["task_id_missing"], undefined],
  ],
  agentRegistrationAnswer: [
    ["an id", json({ agent_runtime_id: RUNTIME }), true, [], ["agent_runtime_id"]],
    [
      "an id that breaks the rules",
      json({ agent_runtime_id: "a:b" }),
      false,
      ["agent_runtime_id_invalid"],
      undefined,
    ],
  ],
  publicKey: [
    ["an OpenSSH line", AGENT.ssh, true, [], ["fingerprint"]],
    ["an OpenSSH line with a comment", `${AGENT.ssh} me@host\n`, true, [], ["fingerprint"]],
    ["SPKI as PEM", pem("PUBLIC KEY", spki(AGENT.raw)), true, [], ["fingerprint"]],
    ["a JWK", json(JWK), true, [], ["kty", "crv", "x", "fingerprint"]],
    ["raw bytes in hex", AGENT.raw.toString("hex"), true, [], ["fingerprint"]],
    [
      "a weak key",
      sshLine(Buffer.concat([Buffer.from([1]), Buffer.alloc(31)])),
      false,
      ["public_key_weak"],
      [],
    ],
    [
      "a JWK of another algorithm",
      json({ kty: "EC", crv: "P-256", x: "x", y: "y" }),
      false,
      ["public_key_wrong_algorithm"],
      ["kty", "crv", "x", "y"],
    ],
  ],
  privateKey: [
    ["PKCS#8, version 1", V1, true, [SECRET], ["private_key!", "fingerprint"]],
    [
      "PKCS#8, version 2",
      pkcs8v2(AGENT.seed, AGENT.raw).toString("base64"),
      true,
      [SECRET],
      ["private_key!", "fingerprint"],
    ],
    [
      "PKCS#8 as PEM",
      pem("PRIVATE KEY", pkcs8v1(AGENT.seed)),
      true,
      [SECRET],
      ["private_key!", "fingerprint"],
    ],
    ["PKCS#8 that is cut", V1.slice(0, 40), false, ["private_key_truncated", SECRET], ["private_key!"]],
    [
      "a private JWK",
      json(PRIVATE_JWK),
      false,
      ["private_key_unsupported", SECRET],
      ["kty", "crv", "x", "d!", "fingerprint"],
    ],
  ],
  unknown: [
    ["nothing", "", null, ["document_unrecognized"], []],
    ["words", "hello world", null, ["document_unrecognized"], []],
    ["an array", "[1]", null, ["document_unrecognized"], []],
    [
      "another object",
      json({ password: "hunter2-hunter2", x: 1 }),
      null,
      ["document_unrecognized"],
      ["password!", "x!"],
    ],
    ["JSON that is cut", '{"auth_mode":"apikey"', false, ["json_invalid", "document_unrecognized"], []],
  ],
};

const toCase =
  (kind) =>
  ([name, text, valid, findings, parts, options]) => ({
    name,
    text,
    ...options,
    kind,
    valid,
    findings,
    ...(parts && { parts }),
  });

export const documents = {
  about:
    "Texts, and how they are explained. `valid` null: not judged. A part with an exclamation mark is secret; its value is " +
    "not shown. Throw-away keys. Made by generate.mjs.",
  now: NOW,
  secrets: [
    V1,
    AGENT.seed.toString("base64url"),
    "secret-access-token",
    "secret-refresh-token",
    "sk-very-secret",
    "secret-exponent",
    "hunter2-hunter2",
  ],
  cases: Object.entries(ROWS).flatMap(([kind, rows]) => rows.map(toCase(kind))),
};
