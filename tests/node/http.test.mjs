import assert from "node:assert/strict";
import { test } from "node:test";
import { importTypeScript } from "../../scripts/lib/typescript.mjs";
import { growsLinearly } from "./support/growth.mjs";
import { recordings } from "./support/vectors.mjs";

const { AgentIdentityError, hostRuntime, isRateLimit, isTransient, parseRetryAfter, quote, retryDelayMs } =
  await importTypeScript(
    "pkg/src/error.ts",
    "pkg/src/http/redact.ts",
    "pkg/src/http/retry.ts",
    "pkg/src/http/runtime.ts",
  );

const refused = (status) => Object.assign(new AgentIdentityError("response_status", "x"), { status });
const coded = (code) => new AgentIdentityError(code, "x");

const worthRetrying = [
  ["a connection that failed", coded("request_failed"), true],
  ["a time-out", coded("request_timed_out"), true],
  ["429", refused(429), true],
  ["500", refused(500), true],
  ["503", refused(503), true],
  ["599", refused(599), true],
  ["600", refused(600), false],
  ["499", refused(499), false],
  ["400", refused(400), false],
  ["401", refused(401), false],
  ["307", refused(307), false],
  ["a hidden redirect", refused(0), false],
  ["an abort", coded("request_aborted"), false],
  ["an answer too large", coded("response_too_large"), false],
  ["an answer that is no JSON", coded("json_invalid"), false],
  ["an argument", coded("external_task_ref_invalid"), false],
  ["something else with a status", Object.assign(new Error("x"), { status: 500 }), false],
  ["nothing", undefined, false],
];

test("what is tried again", () => {
  for (const [name, error, expected] of worthRetrying) {
    assert.equal(isTransient(error), expected, name);
    assert.equal(isRateLimit(error), name === "429", name);
  }
});

const delays = [
  // failed tries, Retry-After, chance, milliseconds
  [1, undefined, 0, 0],
  [1, undefined, 0.5, 250],
  [1, undefined, 0.999999, 499],
  [2, undefined, 0.5, 500],
  [3, undefined, 0.5, 1_000],
  [6, undefined, 0.5, 8_000],
  [7, undefined, 0.5, 10_000],
  [10, undefined, 0.999999, 19_999],
  [1, 0, 0.5, 250],
  [1, 7_000, 0, 7_000],
  [1, 7_000, 0.5, 7_250],
  [1, 60_000, 0, 60_000],
  [1, 60_001, 0, 60_000],
  [10, 1e15, 0.5, 70_000],
];

test("how long to wait before that", () => {
  for (const [tries, retryAfterMs, random, expected] of delays) {
    assert.equal(retryDelayMs(tries, retryAfterMs, random), expected, `${tries} ${retryAfterMs} ${random}`);
  }
});

const now = Date.parse("2026-11-22T06:16:09Z");
const retryAfters = [
  ["0", 0],
  ["7", 7_000],
  [" 120 ", 120_000],
  ["007", 7_000],
  ["9999999999", 9_999_999_999_000],
  ["99999999999", undefined],
  ["Sun, 22 Nov 2026 06:16:19 GMT", 10_000],
  ["Sun, 22 Nov 2026 06:16:09 GMT", 0],
  ["Sun, 22 Nov 2026 06:16:00 GMT", 0],
  ["Sun, 22 Nov 2026 06:99:19 GMT", undefined],
  ["Sun, 22 Xyz 2026 06:16:19 GMT", undefined],
  ["Sun, 22 Nov 2026 06:16:19", undefined],
  ["2026-11-22T06:16:19Z", undefined],
  ["1.5", undefined],
  ["-1", undefined],
  ["+1", undefined],
  ["1e3", undefined],
  ["soon", undefined],
  ["", undefined],
  [null, undefined],
];

test("Retry-After: seconds and dates", () => {
  for (const [value, expected] of retryAfters) assert.equal(parseRetryAfter(value, now), expected, value);
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

test("secrets are taken out of what is quoted", () => {
  for (const [name, text, expected] of quoted) assert.equal(quote(text, ["opaque-token"]), expected, name);
});

test("512 characters are quoted, none of them a half, and no secret that reaches beyond them", () => {
  assert.equal(quote("x".repeat(512)), "x".repeat(512));
  assert.equal(quote("x".repeat(513)), "x".repeat(512));
  assert.equal(quote(`x${"😀".repeat(600)}`), `x${"😀".repeat(511)}`);
  const beginning = `${"x".repeat(480)} `;
  for (const secret of [assertion, jwt, version1, version2, pem]) {
    for (const part of [secret.slice(0, 31), secret.slice(40, 50)]) {
      const text = quote(beginning + secret);
      assert.ok(!text.includes(part.replace(/^AgentAssertion /, "")), text);
    }
  }
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
    assert.equal(quote(`bad ${form}, and ${form}!`, [opaque]), "bad [redacted], and [redacted]!");
    const fourCharacters = Math.ceil((4 * form.length) / opaque.length) + 10;
    for (let size = fourCharacters; size < form.length; size++) {
      const text = quote(`bad ${form.slice(0, size)}`, [opaque]);
      assert.match(text, /^bad \[redacted\][\\%&#;\w]{0,6}$/, form.slice(0, size));
    }
  });
}

test("what stands before a token does not hide it", () => {
  for (const before of ["%", "\\", "\\u", "&#", "&#x", "\\\\u00", "%25"]) {
    for (const token of ["2Fabcdefghijklm", "0041bcdefghijklm", "65;abcdefghijklm", "41;abc"]) {
      assert.match(quote(before + token, [token]), /^[%\\&#ux025]{0,5}\[redacted\]$/);
    }
  }
});

test("of a token, less than eight characters in a row are shown", () => {
  for (let from = 0; from + 8 <= opaque.length; from++) {
    assert.equal(quote(`~~${opaque.slice(from, from + 8)}~~`, [opaque]), "~~[redacted]~~");
  }
  assert.equal(quote("~~SECRET+~~", [opaque]), "~~SECRET+~~");
  assert.equal(quote("a SECR", [opaque]), "a [redacted]");
  assert.equal(quote("a SEC", [opaque]), "a SEC");
  assert.equal(quote("abc ab abcd", ["abc"]), "[redacted] ab [redacted]d");
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
      growsLinearly(`${text} ${secret.slice(0, 4)}`, fill, size, (filled) => quote(filled, known));
    }
  }
});

test("the host's sleep: over in time, or at once when aborted, without a timer or a listener left", async () => {
  const signal = new AbortController().signal;
  await hostRuntime.sleep(1, signal);
  await hostRuntime.sleep(0);
  const reason = new Error("mine");
  const abort = new AbortController();
  const sleeping = hostRuntime.sleep(2 ** 31 - 1, abort.signal);
  abort.abort(reason);
  await assert.rejects(sleeping, reason);
  await assert.rejects(hostRuntime.sleep(2 ** 31 - 1, abort.signal), reason);
  assert.ok(!process.getActiveResourcesInfo().includes("Timeout"));
});
