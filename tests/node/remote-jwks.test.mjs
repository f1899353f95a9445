import assert from "node:assert/strict";
import { test } from "node:test";
import { RemoteJwks, verifyAgentIdentityJwt } from "agent-identity-wasm";
import { encode, jwtAuthority, recordedClaims } from "./support/jwt.mjs";
import { serve } from "./support/local-server.mjs";
import { recordings } from "./support/vectors.mjs";
import { refuses, rejects } from "./support/verdicts.mjs";

const URL_OF_KEYS = "https://authority.example/jwks";
const START = Date.parse("2026-11-22T06:16:09Z");
const one = jwtAuthority("one");
const two = jwtAuthority("two");
const setOf = (...authorities) => JSON.stringify({ keys: authorities.map(({ jwk }) => jwk) });

/** A key set whose answers and clock the test controls. `answers` are texts, or functions that take the request. */
function remote(answers, options) {
  const clock = { ms: START };
  const requests = [];
  const fetch = async (url, init) => {
    requests.push({ url, ...init });
    const answer = answers[Math.min(requests.length, answers.length) - 1];
    return typeof answer === "string" ? new Response(answer) : answer(init);
  };
  const jwks = new RemoteJwks(URL_OF_KEYS, { fetch, runtime: { now: () => clock.ms }, ...options });
  return { jwks, clock, requests, verify: (jwt, more) => verifyAgentIdentityJwt(jwt, jwks, more) };
}

const failing = async () => {
  throw new TypeError("connection refused");
};
const status = (code, headers) => async () => new Response("no", { status: code, headers });

test("keys are fetched once, on first need, and kept", async () => {
  const { requests, verify } = remote([setOf(one)]);
  assert.equal(requests.length, 0);
  const claims = await verify(one.sign());
  assert.equal(claims.agentRuntimeId, "agent-runtime-0001");
  await verify(one.sign());
  assert.equal(requests.length, 1);
  const [{ url, method, redirect, body, headers }] = requests;
  assert.deepEqual([url, method, redirect, body], [URL_OF_KEYS, "GET", "manual", undefined]);
  assert.match(headers.Accept, /application\/json/);
});

test("all who ask at the same time share one fetch", async () => {
  const { requests, verify } = remote([setOf(one, two)]);
  await Promise.all(Array.from({ length: 50 }, (_, index) => verify((index % 2 ? one : two).sign())));
  assert.equal(requests.length, 1);
});

test("nothing is fetched for a JWT that fails without a key", async () => {
  const { requests, verify } = remote([setOf(one)]);
  const soon = recordedClaims.exp;
  const claims = (changes) => one.sign({ ...recordedClaims, ...changes });
  const header = (changes) => one.sign(recordedClaims, { alg: "RS256", kid: "one", ...changes });
  await rejects("jwt_malformed", verify("a.b"));
  await rejects("jwt_malformed", verify(header({ crit: ["x"] })));
  await rejects("jwt_algorithm_invalid", verify(header({ alg: "none" })));
  await rejects("jwt_algorithm_invalid", verify(header({ alg: "HS256" })));
  await rejects("jwt_key_unknown", verify(header({ kid: undefined })));
  await rejects("jwt_issuer_invalid", verify(claims({ iss: "https://evil.example" })));
  await rejects("jwt_audience_invalid", verify(claims({ aud: "x" })));
  await rejects("jwt_audience_invalid", verify(claims({ aud: ["codex-app-server"] })));
  await rejects("jwt_expired", verify(claims({ exp: START / 1000 - 61 })));
  await rejects("jwt_not_yet_valid", verify(claims({ nbf: START / 1000 + 61 })));
  await rejects("jwt_claim_invalid", verify(claims({ exp: undefined })));
  await rejects("jwt_expired", verify(one.sign(), { now: (soon + 61) * 1000 }));
  await rejects("number_out_of_range", verify(one.sign(), { clockToleranceSeconds: -1 }));
  assert.equal(requests.length, 0);
});

test("a forged signature is refused without another fetch", async () => {
  const { requests, verify } = remote([setOf(one)]);
  const [header, , signature] = one.sign().split(".");
  const forged = `${header}.${encode({ ...recordedClaims, account_id: "other" })}.${signature}`;
  await rejects("jwt_signature_invalid", verify(forged));
  await rejects("jwt_signature_invalid", verify(forged));
  assert.equal(requests.length, 1);
});

test("an unknown kid fetches again, once for all, at most every cooldownMs since the last attempt", async () => {
  const { requests, clock, verify } = remote([setOf(one), setOf(one, two)], { cooldownMs: 1000 });
  await verify(one.sign());
  clock.ms += 999;
  await rejects("jwt_key_unknown", verify(two.sign()));
  assert.equal(requests.length, 1);
  clock.ms += 1;
  await Promise.all(Array.from({ length: 20 }, () => verify(two.sign())));
  assert.equal(requests.length, 2);
  const three = jwtAuthority("three");
  await rejects("jwt_key_unknown", verify(three.sign()));
  clock.ms += 1000;
  const attempts = Array.from({ length: 20 }, () => rejects("jwt_key_unknown", verify(three.sign())));
  await Promise.all(attempts);
  assert.equal(requests.length, 3);
  await verify(one.sign());
  assert.equal(requests.length, 3);
});

test("a failed attempt starts the cool-down too", async () => {
  const { requests, clock, verify } = remote([setOf(one), failing, setOf(two)], { cooldownMs: 1000 });
  await verify(one.sign());
  clock.ms += 1000;
  await rejects("jwt_key_unknown", verify(two.sign()));
  clock.ms += 999;
  await rejects("jwt_key_unknown", verify(two.sign()));
  assert.equal(requests.length, 2);
  clock.ms += 1;
  await verify(two.sign());
  await rejects("jwt_key_unknown", verify(one.sign()));
  assert.equal(requests.length, 3);
});

test("while no keys are known, every call tries, and the failure is reported", async () => {
  const answers = [
    failing,
    status(500),
    async () => Response.json({}),
    async () => new Response("<html>"),
    setOf(one),
  ];
  const { requests, verify } = remote(answers);
  await rejects("request_failed", verify(one.sign()));
  const refused = await rejects("response_status", verify(one.sign()));
  assert.equal(refused.status, 500);
  await rejects("json_member_missing", verify(one.sign()));
  await rejects("json_invalid", verify(one.sign()));
  await verify(one.sign());
  assert.equal(requests.length, 5);
});

test("keys are fetched anew when they are old, and served until they are stale if that fails", async () => {
  const options = { maxAgeMs: 10_000, cooldownMs: 1000, maxStaleMs: 60_000 };
  const { requests, clock, verify } = remote([setOf(one), setOf(one), failing], options);
  await verify(one.sign());
  clock.ms += 10_000;
  await verify(one.sign());
  assert.equal(requests.length, 1);
  clock.ms += 1;
  await verify(one.sign());
  assert.equal(requests.length, 2);

  clock.ms += 10_001;
  await verify(one.sign());
  assert.equal(requests.length, 3);
  await verify(one.sign());
  assert.equal(requests.length, 3, "the cool-down holds while keys are known");
  clock.ms += 1000;
  await verify(one.sign());
  assert.equal(requests.length, 4);
  clock.ms += 60_000 - 11_001;
  await verify(one.sign());
  assert.equal(requests.length, 5);
  clock.ms += 1;
  await rejects("request_failed", verify(one.sign()));
  await rejects("request_failed", verify(one.sign()));
  assert.equal(requests.length, 7, "stale keys are no keys: every call tries");
});

test("an answer that is not a key set does not replace the known keys", async () => {
  for (const answer of [
    "",
    "[]",
    '{"keys":{}}',
    '{"keys":[',
    `{"keys":[${"0,".repeat(100)}0]}`,
    " ".repeat(70_000),
  ]) {
    const { clock, requests, verify } = remote([setOf(one), answer], { maxAgeMs: 0, cooldownMs: 0 });
    await verify(one.sign());
    clock.ms += 1;
    await verify(one.sign());
    assert.equal(requests.length, 2);
  }
});

test("an empty set is a valid answer: its keys were withdrawn", async () => {
  const { clock, verify } = remote([setOf(one), setOf()], { maxAgeMs: 0, cooldownMs: 0 });
  await verify(one.sign());
  clock.ms += 1;
  await rejects("jwt_key_unknown", verify(one.sign()));
});

test("bad keys of a set are ignored", async () => {
  const bad = [null, 5, "x", [], {}, { kty: "new", kid: "one" }, { kid: "one", kty: "RSA", n: 5, e: "AQAB" }];
  const { verify } = remote([JSON.stringify({ keys: [...bad, one.jwk, ...bad] })]);
  await verify(one.sign());
});

test("a clock that is set back neither trusts old keys nor stops the fetches", async () => {
  const { requests, clock, verify } = remote([setOf(one)]);
  await verify(one.sign());
  clock.ms -= 3_600_001;
  await verify(one.sign());
  assert.equal(requests.length, 2);
});

test("a fetch that hangs ends after timeoutMs, with all of its callers", async () => {
  const hanging = (init) =>
    new Promise((_, reject) => init.signal.addEventListener("abort", () => reject(init.signal.reason)));
  const { verify } = remote([hanging], { timeoutMs: 5 });
  const errors = await Promise.all([1, 2, 3].map(() => rejects("request_timed_out", verify(one.sign()))));
  assert.equal(errors.length, 3);
  const deaf = remote([() => new Promise(() => {})], { timeoutMs: 5 });
  await rejects("request_timed_out", deaf.verify(one.sign()));
});

test("a signal ends the wait of its caller alone", async () => {
  let answer;
  const held = () => new Promise((resolve) => (answer = () => resolve(new Response(setOf(one)))));
  const { requests, verify } = remote([held]);
  const controller = new AbortController();
  const aborted = verify(one.sign(), { signal: controller.signal });
  const patient = verify(one.sign());
  controller.abort(new Error("enough"));
  const error = await rejects("request_aborted", aborted);
  assert.equal(error.cause.message, "enough");
  answer();
  assert.equal((await patient).accountId, "account-0001");
  assert.equal(requests.length, 1);
  await rejects("request_aborted", verify(one.sign(), { signal: AbortSignal.abort() }));
});

test("the failure of a fetch that nobody waits for any more stays silent", async () => {
  let fail;
  const held = () => new Promise((_, reject) => (fail = reject));
  const { verify } = remote([held, setOf(one)]);
  const controller = new AbortController();
  const aborted = verify(one.sign(), { signal: controller.signal });
  await Promise.resolve();
  controller.abort();
  await rejects("request_aborted", aborted);
  fail(new Error("late"));
  await new Promise((resolve) => setImmediate(resolve));
  await verify(one.sign());
});

test("redirects are not followed, and hostile answers are refused", async () => {
  const throwing = {
    get ok() {
      throw new Error("mine");
    },
  };
  const cases = [
    ["response_status", status(302, { location: "https://evil.example" })],
    ["response_status", status(404)],
    ["wrong_type", async () => undefined],
    ["wrong_type", async () => ({ ok: true })],
    ["wrong_type", async () => throwing],
    ["response_too_large", async () => new Response("x".repeat(65_537))],
    ["response_too_large", async () => new Response("{}", { headers: { "content-length": "65537" } })],
    ["json_invalid", async () => new Response(new Uint8Array([0xff]))],
    ["request_failed", () => Promise.reject(undefined)],
    ["number_out_of_range", async () => new Response(`{"keys":[${"0,".repeat(100)}0]}`)],
  ];
  for (const [code, answer] of cases) await rejects(code, remote([answer]).verify(one.sign()));
});

test("the URL is https, or http to this machine", () => {
  const make = (url, options) => () => new RemoteJwks(url, options);
  for (const url of [
    "https://a.example",
    "https://a.example/jwks?x=1",
    "https://a.example:8443/é",
    "HTTPS://A.EXAMPLE/x",
    "http://localhost/",
    "http://LOCALHOST:8080/jwks",
    "http://127.0.0.1:1/x",
    "http://127.255.10.109?x",
    "http://127.100.200.0",
    "http://[::1]:1/x",
    "http://[::1]",
  ]) {
    make(url)();
    assert.ok(URL.canParse(url), url);
  }
  for (const url of [
    "",
    "/jwks",
    "https:",
    "https://",
    "https:///x",
    "file:///jwks",
    "data:application/json,{}",
    "http://a.example/jwks",
    "http://127.0.0.1.a.example",
    "http://127.0.0.1a",
    "http://127.1",
    "http://127.0.0.01",
    "http://127.0.0.256",
    "http://128.0.0.1",
    "http://0x7f.0.0.1",
    "http://localhost.a.example",
    "http://a.localhost",
    "http://[::2]",
    "http://[1::1]",
    "http://[::1].a.example",
    "http://127.0.0.1@a.example",
    "http://localhost:80@a.example",
    "http://localhost\\@a.example",
    "https://u@a.example",
    "https://u:p@a.example",
    "https://a.example/#x",
    "https://a.example/ x",
    "https://a.example\\x",
    " https://a.example",
    "https://a.example\n",
    `https://a.example/${"x".repeat(4096)}`,
  ]) {
    refuses("jwks_url_invalid", make(url));
  }
  for (const url of [undefined, null, 5, new URL("https://a.example")]) refuses("wrong_type", make(url));
});

test("options are checked when the object is made", () => {
  const make = (options) => () => new RemoteJwks(URL_OF_KEYS, options);
  for (const name of ["maxAgeMs", "cooldownMs", "timeoutMs", "maxStaleMs"]) {
    for (const value of [-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      refuses("number_out_of_range", make({ [name]: value }));
    }
    for (const value of ["1", null, {}, 1n]) refuses("wrong_type", make({ [name]: value }));
    make({ [name]: undefined })();
  }
  refuses("number_out_of_range", make({ timeoutMs: 0 }));
  for (const value of [null, 5, "x"]) refuses("wrong_type", make(value));
  for (const value of [null, 5, {}]) refuses("wrong_type", make({ fetch: value }));
  for (const value of [null, 5, { now: 5 }]) refuses("wrong_type", make({ runtime: value }));
});

test("a broken clock is refused with a code, and the object stays usable", async () => {
  let now = () => Number.NaN;
  const jwks = new RemoteJwks(URL_OF_KEYS, {
    fetch: async () => new Response(setOf(one)),
    runtime: { now: () => now() },
  });
  await rejects("number_out_of_range", verifyAgentIdentityJwt(one.sign(), jwks));
  now = () => START;
  await verifyAgentIdentityJwt(one.sign(), jwks);
});

test("the object shows nothing, and its prototype gives nothing away", () => {
  const { jwks } = remote([setOf(one)]);
  assert.deepEqual(Object.keys(jwks), []);
  assert.deepEqual(Object.getOwnPropertyNames(RemoteJwks.prototype), ["constructor"]);
  assert.equal(JSON.stringify(jwks), "{}");
});

test("what is not a RemoteJwks is taken for a key set", async () => {
  await rejects(
    "json_member_missing",
    verifyAgentIdentityJwt(one.sign(), Object.create(RemoteJwks.prototype)),
  );
  const fake = { keys: [one.jwk], prepare: failing };
  await verifyAgentIdentityJwt(one.sign(), fake, { now: START });
});

test("the recorded JWT verifies against the recorded keys, over real HTTP", async (context) => {
  const { authority, recorded_at } = recordings.find(({ mode }) => mode === "jwt");
  const { base, requests } = await serve(context, (_, response) =>
    response.end(JSON.stringify(authority.jwks)),
  );
  const jwks = new RemoteJwks(`${base}/agent-identities/jwks`);
  const { agentRuntimeId } = await verifyAgentIdentityJwt(authority.jwt, jwks, {
    now: new Date(recorded_at),
  });
  assert.equal(agentRuntimeId, "agent-runtime-0001");
  assert.deepEqual(
    requests.map(({ method, path }) => [method, path]),
    [["GET", "/agent-identities/jwks"]],
  );
});
