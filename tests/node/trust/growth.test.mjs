import assert from "node:assert/strict";
import { test } from "node:test";
import { tried } from "../../torture/tried.mjs";
import { stepsOf } from "./support/counted-steps.mjs";

const api = await import("agent-identity-wasm");
const { AssertionVerifier } = await import("agent-identity-wasm/gateway");
const { TestAuthority } = await import("agent-identity-wasm/authority");

const NOW = 1_795_328_169_000;
const GROWTH = 8;
/** A cost that grows in proportion multiplies by 8, one that grows with the square by 64. */
const MAX_RATIO = 2 * GROWTH;

const key = api.AgentKey.generate();
const { publicKey } = key;
const identity = new api.AgentIdentity("agent-1", key);
const header = identity.authorizationHeader("task-1", { now: NOW });
const base64url = (text) => Buffer.from(text).toString("base64url");
const jwtOf = (payload) => `${base64url('{"alg":"RS256","kid":"k"}')}.${base64url(payload)}.AAAA`;
const verifier = new AssertionVerifier({ keysOf: () => publicKey, now: () => NOW });
const authority = new TestAuthority({ now: () => NOW });

/** Pieces of which a text is made that is hard to read. */
const PIECES = {
  letters: "a",
  digits: "0",
  quotes: '"',
  backslashes: "\\",
  escapes: "\\u0061",
  "percent signs": "%",
  "percent escapes": "%25",
  ampersands: "&",
  carets: "^",
  "white space": " ",
  "line breaks": "\n",
  commas: ",",
  "opening brackets": '[{"a":',
  braces: "{",
  schemes: "AgentAssertion ",
  headers: "authorization: AgentAssertion eyJhIjoxfQ\n",
  tokens: "eyJhIjoxfQ.",
  URLs: "GET https://a.example/x ",
  "members of one name": '"task_id":"x",',
  "PEM labels": "-----BEGIN PRIVATE KEY-----",
  "PEM ends": "-----END PRIVATE KEY-----",
  "PKCS#8 beginnings": "MC4CAQAwBQYDK2Vw",
  "bytes in hex": "9d:",
  "beginnings of tokens": "1sk-",
  slashes: "aB/",
  "SSH options": 'a="\\",',
  "key types": "ssh-ed25519 ",
  times: "2026-11-22T06:16:09Z",
};

const distinct = (length) => {
  let members = "";
  for (let at = 0; members.length < length; at++) members += `"m${at}":{"a":[${at}]},`;
  return `{${members}"end":0}`;
};

/** The largest text that each entry reads, and the call. */
const ENTRIES = {
  inspectAssertion: [65_536, (text) => api.inspectAssertion(text, { publicKey, now: NOW })],
  extractAssertions: [65_536, (text) => api.extractAssertions(text)],
  inspectDocument: [24_576, (text) => api.inspectDocument(text, { now: NOW })],
  findSecrets: [24_576, (text) => api.findSecrets(text)],
  redactSecrets: [24_576, (text) => api.redactSecrets(text, ["a-token-of-somebody", text.slice(0, 8_192)])],
  readAuth: [65_536, (text) => api.readAuth(text)],
  readAuthJson: [65_536, (text) => api.readAuthJson(text)],
  writeAuthJson: [65_536, (text) => api.writeAuthJson(text, { agentRuntimeId: "agent-1" })],
  "a JWKS": [32_768, (text) => api.verifyAgentIdentityJwt(jwtOf("{}"), text, { now: NOW })],
  "a JWT": [16_384, (text) => api.decodeUnverifiedAgentIdentityJwt(text)],
  "a JWT's claims": [16_384, (text) => api.decodeUnverifiedAgentIdentityJwt(jwtOf(text))],
  "AgentPublicKey.parse": [16_384, (text) => api.AgentPublicKey.parse(text)],
  "AgentKey.fromPkcs8": [16_384, (text) => api.AgentKey.fromPkcs8(text)],
  verifyTaskRegistration: [
    32_768,
    (text) => api.verifyTaskRegistration(text, "agent-1", publicKey, { now: NOW }),
  ],
  readTaskRegistrationResponse: [32_768, (text) => identity.readTaskRegistrationResponse(text)],
  readAgentRegistrationResponse: [32_768, (text) => api.readAgentRegistrationResponse(text)],
  endpoints: [4_096, (text) => api.endpoints(`https://a.example/${text}`.slice(0, 4_096))],
  parseAssertion: [8_192, (text) => api.parseAssertion(text)],
  "parseAssertion of an envelope": [4_096, (text) => api.parseAssertion(`AgentAssertion ${base64url(text)}`)],
  verifyAssertion: [8_192, (text) => api.verifyAssertion(text, publicKey, { now: NOW })],
  verifyAssertions: [
    65_536,
    (text) => api.verifyAssertions(text.match(/.{1,64}/gs) ?? [], publicKey, { now: NOW }),
  ],
  "AssertionVerifier.verify": [8_192, (text) => verifier.verify(text)],
  "AssertionVerifier.verify with expected ids": [8_192, (text) => verifier.verify(header, { taskId: text })],
  "AssertionVerifier.verifyRequest": [
    65_536,
    (text) => verifier.verifyRequest({ headers: { authorization: text } }),
  ],
  "TestAuthority.fetch": [
    32_768,
    (text) =>
      authority.fetch(
        new Request("http://a.example/v1/agent/register", {
          method: "POST",
          headers: { authorization: "Bearer x" },
          body: text,
        }),
      ),
  ],
};

const settled = async (work) => {
  try {
    const result = await work();
    result?.free?.();
  } catch (error) {
    assert.ok(api.isAgentIdentityError(error), error);
  }
};

const texts = Object.entries(PIECES).map(([name, piece]) => [
  name,
  (length) => piece.repeat(Math.ceil(length / piece.length)).slice(0, length),
]);
texts.push(["distinct members", distinct]);
texts.push([
  "members of one name in an object",
  (length) => `{${'"task_id":"x",'.repeat(length / 14)}"a":1}`,
]);
texts.push(["keys of a set", (length) => `{"keys":[${'{"kty":"RSA","kid":"a"},'.repeat(length / 24)}{}]}`]);
texts.push(["nested arrays", (length) => `{"a":${"[".repeat(length / 2)}${"]".repeat(length / 2)}}`]);

for (const [entry, [size, call]] of Object.entries(ENTRIES)) {
  test(`${entry}: the counted steps grow with the text and no faster`, async () => {
    let counted = 0;
    await settled(() => call(texts[0][1](64)));
    for (const [name, textOf] of texts) {
      const [small, large] = [textOf(Math.floor(size / GROWTH)), textOf(Math.floor(0.9 * size))];
      const steps = await stepsOf(() => settled(() => call(small)));
      const more = await stepsOf(() => settled(() => call(large)));
      assert.ok(steps > 0, name);
      // A call has at least one step for each character of the shorter text.
      const allowed = MAX_RATIO * Math.max(steps, small.length);
      assert.ok(
        more <= allowed,
        `${name}: ${steps} steps for ${small.length} characters, ${more} for ${large.length}`,
      );
      counted += 2;
    }
    tried("growth", counted);
  });
}

test("the counting sees steps in WebAssembly and in JavaScript, and growth with the square", async () => {
  const steps = (length) => stepsOf(() => api.findSecrets("a b".repeat(length)));
  const [one, eight] = [await steps(1_000), await steps(8_000)];
  assert.ok(one > 1_000 && eight > 6 * one && eight < 10 * one, `${one}, ${eight}`);
  const square = (length) =>
    stepsOf(() => {
      for (let at = 0; at < length; at++) api.findSecrets("a".repeat(length));
    });
  const [few, many] = [await square(20), await square(160)];
  assert.ok(many > MAX_RATIO * few, `${few}, ${many}`);
});
