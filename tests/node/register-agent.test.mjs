import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import { AgentKey, readAuthJson, registerAgent, verifyAssertion, writeAuthJson } from "agent-identity-wasm";
import { rejects } from "./support/verdicts.mjs";
import { quiet, VirtualTime } from "./support/virtual-time.mjs";

const START = Date.parse("2026-11-22T06:16:09Z");
const billOfMaterials = {
  agentVersion: "1.0.0",
  agentHarnessId: "codex-app",
  runningLocation: "vscode-linux",
};

const registered = () => new Response('{"agent_runtime_id":"agent-1"}');
const status = (code, headers) => new Response("no", { status: code, headers });
const reset = () => Promise.reject(new TypeError("fetch failed"));
const hang = () => new Promise(() => {});

/** A registration in virtual time, whose requests are answered in turn: by the last of `answers` for good. */
function scripted(answers, options) {
  const time = new VirtualTime(START);
  const requests = [];
  const fetch = async (url, init) => {
    const answer = answers[Math.min(requests.length, answers.length - 1)];
    requests.push({ at: time.now() - START, url, ...init });
    return answer(url, init);
  };
  const runtime = { now: time.now, sleep: time.sleep, random: () => 0.5 };
  const promise = registerAgent({ accessToken: "opaque", billOfMaterials, fetch, runtime, ...options });
  return { promise, time, requests, at: () => requests.map(({ at }) => at) };
}

test("a new key is made, and registered", async () => {
  const { promise, requests, time } = scripted([registered]);
  const { agentRuntimeId, key, identity } = await promise;
  assert.equal(agentRuntimeId, "agent-1");
  verifyAssertion(identity.authorizationHeader("task-1"), key.publicKey, {
    expectedAgentRuntimeId: "agent-1",
  });
  assert.equal(requests.length, 1);
  const [{ url, method, headers, redirect, body }] = requests;
  assert.equal(url, "https://auth.openai.com/api/accounts/v1/agent/register");
  assert.deepEqual(
    { method, headers, redirect },
    {
      method: "POST",
      headers: { Authorization: "Bearer opaque", "Content-Type": "application/json" },
      redirect: "manual",
    },
  );
  assert.deepEqual(JSON.parse(body), {
    abom: { agent_version: "1.0.0", agent_harness_id: "codex-app", running_location: "vscode-linux" },
    agent_public_key: key.publicKey.toSsh(),
    capabilities: ["responsesapi"],
    ttl: null,
  });
  assert.equal(time.timers, 0);
});

test("a given key is registered, with all that was asked for", async () => {
  const key = AgentKey.generate();
  const options = { key, capabilities: ["a"], ttlSeconds: 60, fedramp: true, endpoints: "staging" };
  const { promise, requests } = scripted([registered], options);
  assert.equal((await promise).key, key);
  const { agent_public_key, capabilities, ttl } = JSON.parse(requests[0].body);
  assert.deepEqual([agent_public_key, capabilities, ttl], [key.publicKey.toSsh(), ["a"], 60]);
  assert.equal(requests[0].headers["X-OpenAI-Fedramp"], "true");
  assert.match(requests[0].url, /^https:\/\/auth\.api\.openai\.org\//);
});

const failures = [
  ["a reset", reset, "request_failed"],
  ["no answer", hang, "request_timed_out"],
  ["500", () => status(500), "response_status"],
  ["503 with Retry-After", () => status(503, { "retry-after": "1" }), "response_status"],
  ["401", () => status(401), "response_status"],
  ["a redirect", () => status(307, { location: "https://evil.example/" }), "response_status"],
  ["no JSON", () => new Response("<html>"), "json_invalid"],
  ["half of it", () => new Response('{"agent_runtime_id":"agen'), "json_invalid"],
  ["no id", () => new Response("{}"), "json_member_missing"],
  ["a bad id", () => new Response('{"agent_runtime_id":"a/b"}'), "agent_runtime_id_invalid"],
  ["too much", () => new Response(" ".repeat(65_537)), "response_too_large"],
];

for (const [name, answer, code] of failures) {
  test(`${name}: asked once, and the key is in the error`, async () => {
    for (const given of [undefined, AgentKey.generate()]) {
      const { promise, time, requests } = scripted([answer], given && { key: given });
      const { key } = await time.until(rejects(code, promise));
      assert.ok(given === undefined || key === given);
      assert.equal(requests.length, 1);
      assert.equal(JSON.parse(requests[0].body).agent_public_key, key.publicKey.toSsh());
      assert.ok(key.exportPkcs8().startsWith("MC4CAQ"));
      assert.equal(time.timers, 0);
    }
  });
}

test("the key in an error does not print", async () => {
  const error = await rejects("response_status", scripted([() => status(500)]).promise);
  const secret = error.key.exportPkcs8().slice(22);
  assert.ok(!Object.keys(error).includes("key"));
  assert.ok(!("key" in JSON.parse(JSON.stringify(error))));
  assert.ok(!("key" in { ...error }));
  for (const printed of [String(error), error.stack, inspect(error, { showHidden: true, depth: null })]) {
    assert.ok(!printed.includes(secret));
  }
});

test("429, and nothing else, is tried again, when it was asked to", async () => {
  const tooMany = () => status(429, { "retry-after": "2" });
  const { promise, time, requests, at } = scripted([tooMany, tooMany, registered]);
  const { key } = await time.until(promise);
  assert.deepEqual(at(), [0, 2_250, 4_750]);
  const keys = requests.map(({ body }) => JSON.parse(body).agent_public_key);
  assert.deepEqual([...new Set(keys)], [key.publicKey.toSsh()]);

  const patient = scripted([tooMany]);
  const error = await patient.time.until(rejects("response_status", patient.promise));
  assert.equal(error.attempts, 4);
  assert.ok(error.key);

  const broken = scripted([tooMany, () => status(500), registered]);
  await broken.time.until(rejects("response_status", broken.promise));
  assert.equal(broken.requests.length, 2);

  const once = scripted([tooMany], { retries: 0 });
  await rejects("response_status", once.promise);
  assert.equal(once.requests.length, 1);
});

test("the time-out is 15 s unless given", async () => {
  for (const [options, timeoutMs] of [
    [undefined, 15_000],
    [{ timeoutMs: 20 }, 20],
  ]) {
    const { promise, time } = scripted([hang], options);
    await time.until(rejects("request_timed_out", promise));
    assert.equal(time.now() - START, timeoutMs);
  }
});

test("an abort ends the request at once, and the wait for the next", async () => {
  const bodyWithoutEnd = () => new Response(new ReadableStream({}));
  const refusalWithoutEnd = () => new Response(new ReadableStream({}), { status: 500 });
  for (const answer of [hang, bodyWithoutEnd, refusalWithoutEnd, () => status(429)]) {
    const abort = new AbortController();
    const reason = new Error("mine");
    const { promise, time, requests } = scripted([answer], { signal: abort.signal });
    await quiet();
    assert.equal(requests.length, 1);
    abort.abort(reason);
    const error = await rejects("request_aborted", promise);
    assert.equal(error.cause, reason);
    assert.equal(JSON.parse(requests[0].body).agent_public_key, error.key.publicKey.toSsh());
    assert.ok(requests[0].signal.aborted);
    assert.equal(time.now(), START);
    assert.equal(time.timers, 0);
  }
});

test("what was aborted before it began sends nothing, and no key hangs on it", async () => {
  const { promise, requests } = scripted([registered], { signal: AbortSignal.abort() });
  assert.ok(!("key" in (await rejects("request_aborted", promise))));
  assert.equal(requests.length, 0);
});

test("the access token is not quoted, whatever it looks like and however it comes back", async () => {
  const accessToken = "SECRET TOKEN/abc+def";
  for (const text of [
    accessToken,
    JSON.stringify(accessToken).replace("/", "\\/").slice(1, -1),
    encodeURIComponent(accessToken),
    accessToken.slice(0, -1),
    accessToken.slice(0, 5),
  ]) {
    const { promise } = scripted([() => new Response(`{"error":"bad ${text}`, { status: 401 })], {
      accessToken,
    });
    assert.equal((await rejects("response_status", promise)).body, '{"error":"bad [redacted]');
  }
});

test("bad arguments are refused before anything is sent", async () => {
  const key = AgentKey.generate();
  const freed = AgentKey.generate();
  freed.free();
  const bad = [
    ["wrong_type", { accessToken: undefined }],
    ["access_token_invalid", { accessToken: "" }],
    ["wrong_type", { billOfMaterials: undefined }],
    ["registration_text_invalid", { capabilities: [""] }],
    ["number_out_of_range", { ttlSeconds: -1 }],
    ["base_url_unknown", { endpoints: "https://a.example" }],
    ["wrong_type", { key: null }],
    ["wrong_type", { key: {} }],
    ["wrong_type", { key: key.publicKey }],
    ["freed", { key: freed }],
    ["wrong_type", { signal: {} }],
    ["wrong_type", { fetch: 5 }],
    ["number_out_of_range", { retries: 11 }],
    ["number_out_of_range", { timeoutMs: 0 }],
    ["text_not_unicode", { account: { accountId: "a", chatgptUserId: "u", planType: "\ud800" } }],
    ["text_too_long", { account: { accountId: "a", chatgptUserId: "u", planType: "x".repeat(40_000) } }],
  ];
  for (const [code, options] of bad) {
    const { promise, requests } = scripted([registered], options);
    assert.ok(!("key" in (await rejects(code, promise))));
    assert.equal(requests.length, 0);
  }
  for (const options of [undefined, null, 5, {}]) await rejects("wrong_type", registerAgent(options));
  // A key that was given is not freed, whatever else was wrong.
  await rejects("access_token_invalid", scripted([registered], { key, accessToken: "" }).promise);
  key.exportPkcs8();
});

test("a key that is freed while the options are read costs no agent", async () => {
  const key = AgentKey.generate();
  const billOfMaterials = {
    get agentVersion() {
      key.free();
      return "1";
    },
    agentHarnessId: "codex-app",
    runningLocation: "vscode-linux",
  };
  const { promise, requests } = scripted([registered], { key, billOfMaterials });
  await rejects("freed", promise);
  assert.equal(requests.length, 0);
});

test("the key itself is registered, whatever its owner put in the place of its members", async () => {
  const [key, other] = [AgentKey.generate(), AgentKey.generate()];
  const publicKey = key.publicKey.toSsh();
  Object.defineProperty(key, "publicKey", { value: other.publicKey });
  key.exportPkcs8 = () => other.exportPkcs8();
  const account = { accountId: "a", chatgptUserId: "u", planType: "pro" };
  const { promise, requests } = scripted([registered], { key, account });
  const { record, identity } = await promise;
  assert.equal(JSON.parse(requests[0].body).agent_public_key, publicKey);
  assert.equal(identity.publicKey.toSsh(), publicKey);
  assert.equal(AgentKey.fromPkcs8(record.agentPrivateKey).publicKey.toSsh(), publicKey);
});

test("with an account there is a record, ready for auth.json", async () => {
  const account = {
    accountId: "account-1",
    chatgptUserId: "user-1",
    planType: "pro",
    email: "a@example.com",
  };
  const options = {
    accessToken: "token",
    billOfMaterials: { agentVersion: "1", agentHarnessId: "codex-app", runningLocation: "vscode-linux" },
    fedramp: true,
    fetch: async () => new Response('{"agent_runtime_id":"agent-1"}'),
  };
  const { record, key } = await registerAgent({ ...options, account });
  const agentPrivateKey = key.exportPkcs8();
  assert.deepEqual(record, { agentRuntimeId: "agent-1", agentPrivateKey, ...account, fedramp: true });
  assert.deepEqual(readAuthJson(writeAuthJson("{}", record)).record, record);
  assert.ok(!("record" in (await registerAgent(options))));
});

test("an account that is none is refused before anything is sent", async () => {
  const fetch = () => assert.fail();
  for (const account of [null, 5, {}, { accountId: "a", chatgptUserId: "u" }, { accountId: 5 }]) {
    const billOfMaterials = { agentVersion: "1", agentHarnessId: "h", runningLocation: "l" };
    const attempt = registerAgent({ accessToken: "token", billOfMaterials, account, fetch });
    await assert.rejects(attempt, { name: "AgentIdentityError", code: "wrong_type" });
  }
});
