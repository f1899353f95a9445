import assert from "node:assert/strict";
import { test } from "node:test";
import { TestAuthority } from "agent-identity-wasm/authority";
import { SignedOutError, signIn } from "./session.js";

const BASE = "http://authority.test";
const account = { accountId: "account-1", chatgptUserId: "user-1", planType: "pro" };

/** Everything that the extension talks to: an authority, and a place for secrets. No socket is opened. */
function world() {
  const authority = new TestAuthority({ accessTokens: ["token"] });
  const kept = new Map();
  const secrets = {
    get: async (name) => kept.get(name),
    store: async (name, value) => void kept.set(name, value),
    delete: async (name) => void kept.delete(name),
  };
  const options = {
    endpoints: BASE,
    authApiBaseUrl: BASE,
    fetch: (input, init) => authority.fetch(new Request(input, init)),
    // Waits between retries take no time in a test.
    runtime: { sleep: (_ms, signal) => sleepForever(signal) },
  };
  const login = { accessToken: "token", account };
  const start = (more) => signIn({ secrets, login, backend: `${BASE}/v1`, options, ...more });
  const routes = () => authority.events.map(({ route, status }) => `${route} ${status}`);
  return { authority, kept, options, start, routes };
}

/** A clock that stands still: no request times out. */
const sleepForever = (signal) =>
  new Promise((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason)));

/** A clock in which waiting takes no time, for tests of retries. */
const sleepNot = { sleep: (ms, signal) => (ms < 10_000 ? Promise.resolve() : sleepForever(signal)) };

async function answer(session, conversation, options) {
  const pieces = [];
  for await (const piece of session.ask(conversation, "hello", options)) pieces.push(piece);
  return pieces;
}

test("an answer comes piece by piece", async () => {
  const { start } = world();
  const pieces = await answer(await start(), "conversation-1");
  assert.ok(pieces.length > 1);
  assert.equal(pieces.join(""), "This is the test authority.");
});

test("an agent is registered once, and kept for the next start", async () => {
  const { start, kept, routes } = world();
  await answer(await start(), "conversation-1");
  assert.ok(kept.has("agent-identity"));
  await answer(await start(), "conversation-1");
  assert.equal(routes().filter((route) => route.startsWith("agent")).length, 1);
});

test("each conversation has a task of its own, which several questions share", async () => {
  const { start, authority, routes } = world();
  const session = await start();
  await Promise.all(["a", "a", "b", "a", "b"].map((conversation) => answer(session, conversation)));
  assert.equal(routes().filter((route) => route === "task 200").length, 2);
  const references = [...authority.tasks.values()].map(({ externalTaskRef }) => externalTaskRef);
  assert.deepEqual(references.sort(), ["a", "b"]);
});

test("a task that is gone is replaced, and the user does not notice", async () => {
  const { start, authority, routes } = world();
  const session = await start();
  await answer(session, "a");
  authority.forgetTask([...authority.tasks.keys()][0]);
  assert.ok((await answer(session, "a")).length > 1);
  assert.deepEqual(routes().slice(-3), ["responses 401", "task 200", "responses 200"]);
});

test("twenty questions that notice it at once cost one registration", async () => {
  const { start, authority, routes } = world();
  const session = await start();
  await answer(session, "a");
  authority.forgetTask([...authority.tasks.keys()][0]);
  await Promise.all(Array.from({ length: 20 }, () => answer(session, "a")));
  assert.equal(routes().filter((route) => route === "task 200").length, 2);
});

test("a revoked agent is forgotten, and the next login registers another", async () => {
  const { start, authority, kept } = world();
  const session = await start();
  await answer(session, "a");
  const [agentRuntimeId] = authority.agents.keys();
  authority.revokeAgent(agentRuntimeId);
  await assert.rejects(answer(session, "a"), SignedOutError);
  assert.equal(kept.size, 0);
  assert.ok((await answer(await start(), "a")).length > 1);
});

test("an agent that was revoked while the extension did not run is forgotten, too", async () => {
  const { start, authority, kept } = world();
  await answer(await start(), "a");
  authority.revokeAgent([...authority.agents.keys()][0]);
  await assert.rejects(answer(await start(), "a"), SignedOutError);
  assert.equal(kept.size, 0);
  assert.ok((await answer(await start(), "a")).length > 1);
});

test("an authority that is down keeps the agent", async () => {
  const { start, authority, kept } = world();
  const session = await start();
  authority.fail("task", { status: 401 });
  await assert.rejects(answer(session, "a"), { code: "response_status", status: 401 });
  assert.equal(kept.size, 1);
});

const delta = (text) => JSON.stringify({ type: "response.output_text.delta", delta: text });

/** A world whose service answers with a given event stream. */
function streaming(text) {
  const { start, options } = world();
  const { fetch } = options;
  const answered = (input, init) =>
    String(input.url ?? input).endsWith("/responses") ? new Response(text) : fetch(input, init);
  return start({ options: { ...options, fetch: async (input, init) => answered(input, init) } });
}

test("comments, other line ends and a missing last line end are no trouble", async () => {
  const lines = [
    ": keep-alive",
    "",
    "event: x",
    `data: ${delta("a")}`,
    "",
    `data:${delta("b")}`,
    "data: [DONE]",
  ];
  for (const text of [lines.join("\n"), lines.join("\r\n"), `${lines.join("\n")}\n\n`])
    assert.deepEqual(await answer(await streaming(text), "a"), ["a", "b"]);
});

test("an answer that the service gives up is an error", async () => {
  const failed = JSON.stringify({ type: "response.failed", response: { error: { message: "overloaded" } } });
  await assert.rejects(
    answer(await streaming(`data: ${delta("a")}\n\ndata: ${failed}\n\n`), "a"),
    /overloaded/,
  );
});

test("any other refusal keeps the agent", async () => {
  const { start, authority, kept } = world();
  const session = await start();
  authority.fail("responses", { status: 403 });
  await assert.rejects(answer(session, "a"), /status 403/);
  assert.equal(kept.size, 1);
});

test("an authority that is busy, resets or cuts its answer off is asked again", async () => {
  const { start, authority, options, routes } = world();
  const session = await start({ options: { ...options, runtime: sleepNot } });
  authority.fail("task", { status: 429, retryAfter: 2 });
  authority.fail("task", "reset");
  authority.fail("task", "cut");
  assert.ok((await answer(session, "a")).length > 1);
  assert.deepEqual(routes().slice(-5), ["task 429", "task 0", "task 200", "task 200", "responses 200"]);
});

test("a service that fails is not asked again", async () => {
  const { start, authority, routes } = world();
  const session = await start();
  authority.fail("responses", { status: 503 });
  await assert.rejects(answer(session, "a"), /status 503/);
  authority.fail("responses", "reset");
  await assert.rejects(answer(session, "a"), TypeError);
  assert.equal(routes().filter((route) => route.startsWith("responses")).length, 2);
});

test("an answer that breaks off is an error", async () => {
  const { start, authority } = world();
  const session = await start();
  authority.fail("responses", "cut");
  await assert.rejects(answer(session, "a"));
});

test("a question can be aborted", async () => {
  const { start, authority } = world();
  const session = await start();
  authority.fail("responses", "hang");
  const abort = new AbortController();
  const asking = assert.rejects(answer(session, "a", { signal: abort.signal }), /enough/);
  abort.abort(new Error("enough"));
  await asking;
});

test("a wrong access token registers nothing", async () => {
  const { start, authority, kept } = world();
  await assert.rejects(start({ login: { accessToken: "other", account } }), { status: 401 });
  assert.deepEqual([authority.agents.size, kept.size], [0, 0]);
});

test("a FedRAMP account and sealed task ids work as well", async () => {
  const authority = new TestAuthority({ sealTaskIds: true });
  const { start, options, kept } = world();
  const fetch = (input, init) => authority.fetch(new Request(input, init));
  const session = await start({ options: { ...options, fetch, fedramp: true } });
  assert.ok((await answer(session, "a")).length > 1);
  assert.equal(JSON.parse(kept.get("agent-identity")).fedramp, true);
});
