// secrets.json: texts with a secret in every form that is known, and texts without any.
import assert from "node:assert/strict";
import { der, OID, pem, pkcs8, pkcs8v1, pkcs8v2, spki, sshBlob, sshLine } from "./der.mjs";
import { base64url } from "./envelope.mjs";
import { ENCRYPTED_PRIVATE_PEM } from "./fixed-keys.mjs";
import { AGENT, EC_PRIVATE, EC_PUBLIC, openSshPrivateKey, RSA_PRIVATE, RSA_PUBLIC } from "./key-material.mjs";
import { openPgpBlock, puttyFile } from "./keys/foreign.mjs";
import { RECORDINGS } from "./recordings.mjs";

const { raw, seed } = AGENT;
const base64 = (bytes) => Buffer.from(bytes).toString("base64");
const hex = (bytes) => bytes.toString("hex");
const fold = (text, width, end) => text.match(new RegExp(`.{1,${width}}`, "g")).join(end);
const pairs = (bytes) => hex(bytes).match(/../g);
const attributes = der(0xa0, Buffer.alloc(100, 7));
const bodyOf = (armour) => Buffer.from(armour.replace(/-----[^-]+-----|\s/g, ""), "base64");

/** Private keys as bytes. */
const DER = {
  "Ed25519, version 1": pkcs8v1(seed),
  "Ed25519, version 2": pkcs8v2(seed, raw),
  "Ed25519 with attributes": pkcs8({ version: 0, seed }, attributes),
  "Ed25519 with attributes and a public half": pkcs8(
    { version: 1, seed },
    attributes,
    der(0x81, Buffer.of(0), raw),
  ),
  "Ed25519 without its first 5 bytes": pkcs8v1(seed).subarray(5),
  X25519: pkcs8v1(seed, OID.x25519),
  Ed448: pkcs8v1(Buffer.alloc(57, 0x5a), OID.ed448),
  "RSA, PKCS#8": RSA_PRIVATE.export({ format: "der", type: "pkcs8" }),
  "RSA, PKCS#1": RSA_PRIVATE.export({ format: "der", type: "pkcs1" }),
  "EC, PKCS#8": EC_PRIVATE.export({ format: "der", type: "pkcs8" }),
  "EC, SEC 1": EC_PRIVATE.export({ format: "der", type: "sec1" }),
  "encrypted PKCS#8": bodyOf(ENCRYPTED_PRIVATE_PEM),
  OpenSSH: openSshPrivateKey(AGENT),
};

/** How bytes are written. */
const WRITTEN = {
  base64,
  base64url: (bytes) => bytes.toString("base64url"),
  hex,
  "capital hex": (bytes) => hex(bytes).toUpperCase(),
  "hex after 0x": (bytes) => `0x${hex(bytes)}`,
  "hex with colons": (bytes) => pairs(bytes).join(":"),
  "hex with spaces": (bytes) => pairs(bytes).join(" "),
  "a list of hex": (bytes) =>
    pairs(bytes)
      .map((pair) => `0x${pair}`)
      .join(", "),
  "base64 folded at 5": (bytes) => fold(base64(bytes), 5, "\n"),
  "base64 folded at 64 with CR LF": (bytes) => fold(base64(bytes), 64, "\r\n"),
  "base64 folded at 20 with spaces": (bytes) => fold(base64(bytes), 20, " "),
  "base64 indented": (bytes) => fold(base64(bytes), 30, "\n\t  "),
};

/** How a text is written inside another. */
const escapeAll = (text, write) =>
  Array.from(text, (c) => write(c.charCodeAt(0).toString(16).padStart(2, "0"))).join("");
const ESCAPED = {
  "escaped slashes": (text) => text.replaceAll("/", "\\/"),
  "escaped plus signs": (text) => text.replaceAll("+", "\\u002b"),
  "JSON, every character": (text) => escapeAll(text, (code) => `\\u00${code}`),
  "JSON in JSON": (text) => JSON.stringify(JSON.stringify(text).replaceAll("/", "\\/")),
  "a URL": encodeURIComponent,
  "a URL, every character": (text) => escapeAll(text, (code) => `%${code}`),
  "a URL in a URL": (text) => encodeURIComponent(encodeURIComponent(text)),
  HTML: (text) => escapeAll(text, (code) => `&#x${code};`),
};
/** A text inside base64, at each alignment; what is in front of it is not secret. */
const ENCODED = Object.fromEntries(
  [0, 1, 2].flatMap((before) => [
    [`base64, after ${before} bytes`, (text) => base64("x".repeat(before) + text)],
    [
      `base64url of JSON, after ${before} bytes`,
      (text) => base64url(JSON.stringify({ ["k".repeat(before)]: text })),
    ],
  ]),
);

function* keyRows() {
  for (const [what, bytes] of Object.entries(DER)) {
    for (const [how, write] of Object.entries(WRITTEN)) {
      yield row(`${what} in ${how}`, write(bytes), write(bytes.subarray(5)));
    }
  }
  for (const version of ["Ed25519, version 1", "Ed25519, version 2"]) {
    const text = base64(DER[version]);
    for (const [how, write] of Object.entries({ ...ESCAPED, ...ENCODED })) {
      yield row(`${version} in base64, in ${how}`, write(text));
      yield row(`${version} in hex, in ${how}`, write(hex(DER[version])));
      yield row(`${version} as PEM, in ${how}`, write(pem("PRIVATE KEY", DER[version])));
    }
    for (let length = 40; length < text.length; length += 7) {
      yield row(`${version} in base64, cut to ${length} characters`, text.slice(0, length));
    }
    for (const before of ["x", "xy", "xyz", "key"])
      yield row(`${version} in base64, right after ${before}`, before + text, text);
  }
}

const rsaJwk = RSA_PRIVATE.export({ format: "jwk" });
const JWK = { kty: "OKP", crv: "Ed25519", d: base64url(seed), x: base64url(raw) };
const LABELS = [
  "PRIVATE KEY",
  "RSA PRIVATE KEY",
  "EC PRIVATE KEY",
  "DSA PRIVATE KEY",
  "ENCRYPTED PRIVATE KEY",
];
const { jwt } = RECORDINGS.find(({ mode }) => mode === "jwt");
const opaque = "Zq8vK2mX7rT4wY1uB6nE";

function* otherKeyRows() {
  const body = base64(Buffer.alloc(90, 0x42));
  for (const label of [...LABELS, "OPENSSH PRIVATE KEY"]) {
    const armour = `-----BEGIN ${label}-----\n${body}\n-----END ${label}-----`;
    yield row(`PEM: ${label}`, armour);
    yield row(`PEM: ${label}, on one line`, armour.replaceAll("\n", " "));
    yield row(`PEM: ${label}, \\n for line ends`, armour.replaceAll("\n", "\\n"));
    yield row(`PEM: ${label}, without its last line`, armour.split("\n-----END")[0]);
    yield row(`PEM: ${label}, without its first line`, armour.split("-----\n")[1], body);
  }
  yield row("OpenPGP", openPgpBlock(Buffer.alloc(60, 0x99)));
  yield row(
    "SSH2",
    `---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\nComment: "x"\n${body}\n---- END SSH2 ENCRYPTED PRIVATE KEY ----`,
  );
  for (const version of [2, 3]) yield row(`PuTTY, version ${version}`, puttyFile(AGENT, version));
  yield row("PuTTY in JSON", JSON.stringify(puttyFile(AGENT, 3)));
  yield row("age", `AGE-SECRET-KEY-1${"QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L".repeat(2).slice(0, 58)}`);
  yield row("JWK", JSON.stringify(JWK), JWK.d);
  yield row("JWK, spaced", JSON.stringify(JWK, null, 2), JWK.d);
  yield row("JWK in JSON", JSON.stringify(JSON.stringify(JWK)), JWK.d);
  yield row("JWK as JavaScript", `{ kty: 'OKP', d: '${JWK.d}', x: '${JWK.x}' }`, JWK.d);
  yield row("JWK as YAML", `kty: OKP\nd: ${JWK.d}\n`, JWK.d);
  yield row("JWK in base64", base64(JSON.stringify(JWK)), base64(JSON.stringify(JWK)).slice(48, 96));
  yield row("JWK set", JSON.stringify({ keys: [{ kid: "a", ...JWK }] }), JWK.d);
  yield row("JWK that breaks off", `{"kty":"OKP","d":"${JWK.d.slice(0, 20)}`, JWK.d.slice(0, 20));
  for (const name of ["d", "p", "q", "dp", "dq", "qi"]) {
    yield row(`JWK: RSA, ${name}`, JSON.stringify({ kty: "RSA", [name]: rsaJwk[name] }), rsaJwk[name]);
  }
  yield row("agent_private_key", JSON.stringify({ agent_private_key: `damaged ${opaque}` }), opaque);
  yield row("agentPrivateKey", `agentPrivateKey: "damaged ${opaque}"`, opaque);
}

const credentials = [
  ["a personal access token", `at-${opaque}`],
  ["an API key", `sk-proj-${opaque}`],
  ["a refresh token", `rt_${opaque}`],
  ["a refresh token right after a digit", `task-1rt_${opaque}`],
  ["Bearer", `Authorization: Bearer ${opaque}`],
  ["bearer in a form", `authorization=bearer+${opaque}`],
  ["Bearer in a URL", `Authorization%3A%20Bearer%20${opaque}`],
  ["Basic", `Authorization: Basic ${base64(`user:${opaque}`)}`, base64(`user:${opaque}`)],
  ["refresh_token in JSON", JSON.stringify({ tokens: { refresh_token: opaque, account_id: "a" } })],
  ["refresh_token in JSON in JSON", JSON.stringify(JSON.stringify({ refresh_token: opaque }))],
  ["access_token in a URL", `https://a.example/?access_token=${opaque}&x=1`],
  ["OPENAI_API_KEY", `OPENAI_API_KEY=${opaque}`],
  ["client_secret", `"client_secret" : '${opaque}'`],
  ["a password", JSON.stringify({ password: "hunter2!" }), "hunter2!"],
  ["x-api-key", `x-api-key: ${opaque}`],
  ["a cookie", `curl https://a.example -H 'cookie: session=${opaque}; a=b'`],
  ["a cookie as an option", `curl 'https://a.example' -b 'session=${opaque}; a=b'`],
  ["a user as an option", `curl -u user:${opaque} https://a.example`],
  ["a cookie in HAR", JSON.stringify({ headers: [{ name: "Cookie", value: `s=${opaque}` }] }, null, 2)],
  ["Set-Cookie", `HTTP/1.1 200 OK\r\nSet-Cookie: s=${opaque}; Secure\r\n`],
];
const credentialRows = credentials.map(([name, text, hidden = opaque]) =>
  row(name, text, hidden, "credential"),
);

const token = RECORDINGS[0].headers[0].split(" ")[1];
const [header, payload, signature] = jwt.split(".");
const tokenRows = [
  row("a JWT", jwt, jwt, "jwt"),
  row("a JWT in JSON", JSON.stringify({ agent_identity: jwt }), jwt, "jwt"),
  row("a JWT that breaks off", jwt.slice(0, 400), jwt.slice(0, 400), "jwt"),
  row("a JWT after Bearer", `Bearer ${jwt}`, jwt, "jwt"),
  row("a JWT's payload", payload, payload, "privateKey"),
  row(
    "a JWT whose header has a space in it",
    `${base64url('{ "alg":"RS256"}')}.${payload}.${signature}`,
    payload,
    "jwt",
  ),
  row("a JWT right after a letter", `x${header}.${payload}.${signature}`, payload, "jwt"),
  row("an assertion", `AgentAssertion ${token}`, token, "assertion"),
  row("an assertion in small letters", `agentassertion   ${token}`, token, "assertion"),
  row("an assertion's token", token, token, "assertion"),
  row(
    "an assertion for a task that is a key",
    `AgentAssertion ${base64url(JSON.stringify({ task_id: base64(pkcs8v1(seed)) }))}`,
    base64url(base64(pkcs8v1(seed))).slice(30, 70),
    "privateKey",
  ),
];

/** `hidden` must not be left, eight characters in a row. */
function row(name, text, hidden = text, kind = "privateKey") {
  assert.ok(text.includes(hidden) || kind === "privateKey", name);
  return { name, text, hidden, kind };
}

const publicTexts = [
  ["nothing", ""],
  ["a sentence", "The private key was not found, and no token, cookie or password either."],
  ["an SSH line", `${sshLine(raw)} agent@example.com`],
  [
    "an SSH line of a hardware key",
    `sk-ssh-ed25519@openssh.com ${base64(sshBlob("sk-ssh-ed25519@openssh.com", raw, "ssh:"))}`,
  ],
  ["a name of a hardware key", "sk-ecdsa-sha2-nistp256@openssh.com"],
  ["SPKI PEM", pem("PUBLIC KEY", spki(raw))],
  ["SPKI of RSA", RSA_PUBLIC.export({ format: "pem", type: "spki" })],
  ["PKCS#1 of RSA", RSA_PUBLIC.export({ format: "pem", type: "pkcs1" })],
  ["SPKI of P-256", EC_PUBLIC.export({ format: "pem", type: "spki" })],
  ["a public JWK", JSON.stringify({ ...JWK, d: undefined, kid: "k" })],
  ["a public JWK of RSA", JSON.stringify(RSA_PUBLIC.export({ format: "jwk" }))],
  ["32 bytes in hex", hex(raw)],
  ["32 bytes in base64", base64(raw)],
  [
    "ids that contain the beginnings of tokens",
    "task-1234567890123456 seen-at-2026-11-26 chart_1234567890123456",
  ],
  ["a UUID", "a2f2d7a2-7a5c-4a3e-9f4e-0c8f0f0b7a11"],
  ["a URL", "https://auth.openai.com/api/accounts/v1/agent/agent-1/task/register?x=%20y"],
  [
    "an error",
    '{"error":{"code":"task_not_found","message":"no such task: task_0123456789"},"token_type":"Bearer"}',
  ],
  [
    "an error about tokens",
    '{"error":"Unexpected token: <, expected a string","max_output_tokens": 4096,"total_tokens":12345678}',
  ],
  [
    "a challenge",
    'WWW-Authenticate: AgentAssertion realm="g", error="invalid_token"'.replace("AgentAssertion ", "Digest "),
  ],
  [
    "authorization is false",
    '{"authorization": false, "cookie": null, "note": "this stays as it is 0123456789"}',
  ],
  [
    "a log line",
    '127.0.0.1 - - [26/Nov/2026:02:41:39 +0200] "GET /v1/responses HTTP/1.1" 401 12 "-" "codex/0.169.0"',
  ],
  ["a signature", base64(Buffer.alloc(64, 0xa5))],
];

export const secrets = {
  about:
    "Texts with a secret, whose kind is `kind`: once it is redacted, no eight characters in a row are left of `hidden`. " +
    "And texts without one, which stay as they are. Throw-away keys. Made by generate.mjs.",
  secrets: [...keyRows(), ...otherKeyRows(), ...credentialRows, ...tokenRows],
  harmless: publicTexts.map(([name, text]) => ({ name, text })),
};
assert.equal(
  new Set(secrets.secrets.map(({ name }) => name)).size,
  secrets.secrets.length,
  "two texts have one name",
);
