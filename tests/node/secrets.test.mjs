import assert from "node:assert/strict";
import { test } from "node:test";
import { findSecrets, redactSecrets, registerAgent } from "agent-identity-wasm";
import { growsLinearly } from "./support/growth.mjs";
import { recordings, secrets } from "./support/vectors.mjs";
import { refuses } from "./support/verdicts.mjs";

/** The parts of `hidden`, eight characters long, that are left in `text`. */
function leftOf(hidden, text) {
  const starts = Array.from({ length: Math.max(0, hidden.length - 7) }, (_, at) => at);
  const parts = starts.map((at) => hidden.slice(at, at + 8));
  return parts.filter((part) => part.match(/[a-z\d]/gi)?.length > 5 && text.includes(part));
}

test("every form of a secret is found and redacted", () => {
  assert.ok(secrets.secrets.length > 300);
  for (const { name, text, hidden, kind } of secrets.secrets) {
    const found = findSecrets(text);
    assert.ok(
      found.some((secret) => secret.kind === kind),
      name,
    );
    assert.deepEqual(leftOf(hidden, redactSecrets(text)), [], name);
    const [{ start }] = found;
    assert.equal(redactSecrets(text).slice(0, start), text.slice(0, start), name);
  }
});

test("harmless texts stay as they are", () => {
  for (const { name, text } of secrets.harmless) {
    assert.deepEqual(findSecrets(text), [], name);
    assert.equal(redactSecrets(text), text, name);
  }
});

test("positions are those of slice", () => {
  const text = "😀 é Bearer abc, 😀 Bearer def";
  const found = findSecrets(text);
  assert.deepEqual(
    found.map(({ start, end }) => text.slice(start, end)),
    ["abc", "def"],
  );
  assert.deepEqual(
    found.map(({ kind }) => kind),
    ["credential", "credential"],
  );
});

test("what is not a text, or is too long, is refused", () => {
  for (const call of [findSecrets, redactSecrets]) {
    for (const value of [undefined, null, 5, {}, ["x"]]) refuses("wrong_type", () => call(value));
    refuses("text_not_unicode", () => call("\ud800"));
    refuses("text_too_long", () => call("x".repeat(1_048_577)));
  }
  for (const value of [null, 5, "x", {}, [5], [null]]) refuses("wrong_type", () => redactSecrets("x", value));
  refuses("number_out_of_range", () => redactSecrets("x", new Array(101).fill("x")));
});

const assertion = recordings[0].assertions[0];
const { jwt } = recordings.find(({ mode }) => mode === "jwt").authority;
const [version1, version2] = [recordings[2].privateKey, recordings[0].privateKey];
const pem = `-----BEGIN PRIVATE KEY-----\n${version1}\n-----END PRIVATE KEY-----`;

const withAttributes = (start, attributes) =>
  Buffer.from(`${start}300506032b657004220420${"5a".repeat(32)}${attributes}`, "hex").toString("base64");

const quoted = [
  ["nothing to hide", '{"error":"no such agent"}', '{"error":"no such agent"}'],
  ["a bearer token", '{"saw":"Bearer abc.def-123~/+="}', '{"saw":"Bearer [redacted]"}'],
  ["with escaped slashes", String.raw`"Bearer ab\/cd"`, '"Bearer [redacted]"'],
  ["in capitals", "AUTHORIZATION: BEARER abc", "AUTHORIZATION: BEARER [redacted]"],
  ["percent-encoded", "authorization=Bearer%20abc", "authorization=Bearer%20[redacted]"],
  ["an assertion", `(${assertion})`, "(AgentAssertion [redacted]"],
  ["an assertion in JSON", JSON.stringify({ assertion }), '{"assertion":"AgentAssertion [redacted]"}'],
  ["an assertion's token", assertion.split(" ")[1], "[redacted]"],
  ["a JWT", JSON.stringify({ jwt }), '{"jwt":"[redacted]"}'],
  ["a JWT at the end of a sentence", `It is ${jwt}.`, "It is [redacted]."],
  ["a JWT without a signature", `(${jwt.replace(/[^.]*$/, "")})`, "([redacted].)"],
  ["a JWT that breaks off", jwt.slice(0, 60), "[redacted]"],
  ["a key, version 1", `key=${version1}&x`, "key=[redacted]&x"],
  ["a key, version 2", JSON.stringify({ version2 }), '{"version2":"[redacted]"}'],
  ["a key with escaped slashes", `"${version2.replaceAll("/", "\\/")}"`, '"[redacted]"'],
  ["a key that breaks off", version1.slice(0, 40), "[redacted]"],
  ["a key with attributes", `(${withAttributes("3030020100", "a000")})`, "([redacted])"],
  ["a key of 148 bytes", withAttributes("308194020100", `a064${"00".repeat(100)}`), "[redacted]"],
  ["a key of 350 bytes", withAttributes("3082015a020100", `a082012c${"00".repeat(300)}`), "[redacted]"],
  ["a key in hex", `0x${Buffer.from(version1, "base64").toString("hex")}`, "0x[redacted]"],
  ["a public key", "MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg==", "MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg=="],
  ["PEM", `a ${pem} b`, "a [redacted] b"],
  ["PEM in JSON", JSON.stringify({ pem }), '{"pem":"[redacted]"}'],
  ["PEM that breaks off", pem.slice(0, 60), "[redacted]"],
  ["PEM of another kind", pem.replaceAll("PRIVATE", "RSA PRIVATE"), "[redacted]"],
  ["two", "Bearer abc and Bearer def", "Bearer [redacted] and Bearer [redacted]"],
  ["what was sent", "opaque-token is no good, opaque-token!", "[redacted] is no good, [redacted]!"],
];

test("dots after an assertion do not make a JWT of it", () => {
  const [, token] = assertion.split(" ");
  for (const text of [
    token,
    `${token}.`,
    `${token}...`,
    `${assertion}.`,
    `${assertion}... 200`,
    `(${token}.)`,
  ]) {
    assert.deepEqual([text, findSecrets(text).map(({ kind }) => kind)], [text, ["assertion"]]);
  }
  assert.equal(findSecrets(`${assertion}.${token}`)[0].kind, "jwt");
});

test("secrets are taken out of what is quoted", () => {
  for (const [name, text, expected] of quoted)
    assert.equal(redactSecrets(text, ["opaque-token"]), expected, name);
});

/** The body of an error about an answer with this text. */
async function bodyOf(text) {
  const fetch = async () => new Response(text, { status: 400 });
  const billOfMaterials = { agentVersion: "1", agentHarnessId: "h", runningLocation: "l" };
  const options = { accessToken: "opaque-token", billOfMaterials, fetch, retries: 0 };
  const error = await registerAgent(options).catch((error) => error);
  error.key?.free();
  return error.body;
}

test("of a body, 512 characters are quoted, none of them a half, and no secret that reaches beyond them", async () => {
  const x = (length) => "x ".repeat(length).slice(0, length);
  assert.equal(await bodyOf(x(512)), x(512));
  assert.equal(await bodyOf(x(513)), x(512));
  assert.equal(await bodyOf(`x${"😀".repeat(600)}`), `x${"😀".repeat(511)}`);
  const beginning = `${x(480)} `;
  for (const secret of [assertion, jwt, version1, version2, pem]) {
    for (const part of [secret.slice(0, 31), secret.slice(40, 50)]) {
      const text = await bodyOf(beginning + secret);
      assert.ok(!text.includes(part.replace(/^AgentAssertion /, "")), text);
    }
  }
});

test("a body is printable, without the token that was sent, and without what could be a bare seed", async () => {
  assert.equal(await bodyOf('{\n\t"a": "é"\r\u001b[31m\u202e}'), '{\n\t"a": "é"\\u{d}\\u{1b}[31m\\u{202e}}');
  assert.equal(await bodyOf("saw opaque-token"), "saw [redacted]");
  assert.equal(await bodyOf(`key ${"9d61b19deffd5a60".repeat(4)}`), "key 9d61…5a60");
});

const opaque = String.raw`SECRET+TOKEN/ab cd"ef&gh<ij>'kl\%2Fmn.$^*(op)[q]{r}?|s`;
const everyCharacter = (write) => Array.from(opaque, (character) => write(character.charCodeAt(0))).join("");
const hex = (code) => code.toString(16).padStart(2, "0");

const forms = {
  "as it is": opaque,
  JSON: JSON.stringify(opaque).slice(1, -1),
  "JSON with escaped slashes": JSON.stringify(opaque).slice(1, -1).replaceAll("/", "\\/"),
  "JSON in JSON": JSON.stringify(JSON.stringify(opaque)).slice(3, -3),
  "JSON in hexadecimal": everyCharacter((code) => `\\u00${hex(code)}`),
  "JSON in hexadecimal, capitals": everyCharacter((code) => `\\u00${hex(code).toUpperCase()}`),
  "JavaScript in hexadecimal": everyCharacter((code) => `\\x${hex(code)}`),
  "a URL": encodeURIComponent(opaque),
  "a URL, every character": everyCharacter((code) => `%${hex(code)}`),
  "a URL in a URL": encodeURIComponent(encodeURIComponent(opaque)),
  "a form": new URLSearchParams([["", opaque]]).toString().slice(1),
  "HTML in decimal": everyCharacter((code) => `&#${code};`),
  "HTML in hexadecimal": everyCharacter((code) => `&#x${hex(code)};`),
  "HTML with names": opaque
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll("'", "&apos;")
    .replaceAll('"', "&QUOT;"),
  "a URL in HTML": everyCharacter((code) => `&#37;${hex(code)}`),
};

for (const [name, form] of Object.entries(forms)) {
  test(`a token is taken out wherever it ends: ${name}`, () => {
    assert.equal(redactSecrets(`bad ${form}, and ${form}!`, [opaque]), "bad [redacted], and [redacted]!");
    const fourCharacters = Math.ceil((4 * form.length) / opaque.length) + 10;
    for (let size = fourCharacters; size < form.length; size++) {
      const text = redactSecrets(`bad ${form.slice(0, size)}`, [opaque]);
      assert.match(text, /^bad \[redacted\][\\%&#;\w]{0,6}$/, form.slice(0, size));
    }
  });
}

test("what stands before a token does not hide it", () => {
  for (const before of ["%", "\\", "\\u", "&#", "&#x", "\\\\u00", "%25"]) {
    for (const token of ["2Fabcdefghijklm", "0041bcdefghijklm", "65;abcdefghijklm", "41;abc"]) {
      assert.match(redactSecrets(before + token, [token]), /^[%\\&#ux025]{0,5}\[redacted\]$/);
    }
  }
});

test("of a token, less than eight characters in a row are shown", () => {
  for (let from = 0; from + 8 <= opaque.length; from++) {
    assert.equal(redactSecrets(`~~${opaque.slice(from, from + 8)}~~`, [opaque]), "~~[redacted]~~");
  }
  assert.equal(redactSecrets("~~SECRET+~~", [opaque]), "~~SECRET+~~");
  assert.equal(redactSecrets("a SECR", [opaque]), "a [redacted]");
  assert.equal(redactSecrets("a SEC", [opaque]), "a SEC");
  assert.equal(redactSecrets("abc ab abcd", ["abc"]), "[redacted] ab [redacted]d");
});

test("the cost of quoting grows linearly with the text, whatever it is", () => {
  const size = 65_536;
  const secrets = ["", `${"a".repeat(4_000)}b`, "\\".repeat(4_000), "%25".repeat(1_000)];
  for (const text of [
    "a",
    "%25",
    "%61",
    "\\u0061",
    "&#97;",
    "&",
    "&#",
    "eyJ",
    "Bearer ",
    "Bearer",
    "-----BEGIN ",
    "-----BEGIN PRIVATE KEY-----",
    "MC4CAQ",
    "\\/",
    "\\",
    " ",
  ]) {
    for (const secret of secrets) {
      const fill = (length) => text.repeat(length / text.length);
      const known = secret ? [secret] : [];
      growsLinearly(`${text} ${secret.slice(0, 4)}`, fill, size, (filled) => redactSecrets(filled, known));
    }
  }
});
