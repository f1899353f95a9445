import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import vm from "node:vm";
import {
  AgentIdentity,
  AgentIdentityError,
  AgentKey,
  AgentTasks,
  isAgentIdentityError,
  registerAgent,
} from "agent-identity-wasm";
import { importTypeScript } from "../../scripts/lib/typescript.mjs";
import { rejects } from "./support/verdicts.mjs";
import { quiet, VirtualTime } from "./support/virtual-time.mjs";

const {
  AgentIdentityError: SourceError,
  hostRuntime,
  initSync,
  send,
} = await importTypeScript(
  "pkg/src/error.ts",
  "pkg/src/http/runtime.ts",
  "pkg/src/http/send.ts",
  "pkg/src/load.ts",
);
initSync(readFileSync(new URL("../../pkg/dist/agent_identity.wasm", import.meta.url)));

const START = Date.parse("2026-11-22T06:16:09Z");
const identity = new AgentIdentity("agent-1", AgentKey.generate());
const accessToken = "SECRETTOKEN/abcdef";
const billOfMaterials = { agentVersion: "1", agentHarnessId: "codex-cli", runningLocation: "cli-linux" };
const good = '{"agent_runtime_id":"agent-1","task_id":"task-1"}';

const fails = () => {
  throw new Error("mine");
};
const throwing = (owner, name) => Object.defineProperty({ ...owner }, name, { get: fails });

/** Returns the two functions that send requests, each in a virtual time of its own. */
function both(answer, { runtime, ...options } = {}) {
  return [
    (given) => registerAgent({ accessToken, billOfMaterials, ...given }),
    ({ signal, ...given }) => new AgentTasks(identity, given).background({ signal }),
  ].map((start, index) => {
    const time = new VirtualTime(START);
    const requests = [];
    const fetch = (url, init) => {
      requests.push({ url, ...init });
      return answer(init);
    };
    const virtual = { now: time.now, sleep: time.sleep, random: () => 0.5, ...runtime };
    const run = () => start({ fetch, retries: 0, runtime: virtual, ...options });
    return { run, requests, time, isRegistration: index === 0 };
  });
}

/** The error of both, which has the key where an agent may be registered, and only there. */
async function bothReject(code, answer, options, sent = true) {
  const errors = [];
  for (const { run, requests, time, isRegistration } of both(answer, options)) {
    const error = await time.until(rejects(code, run()));
    assert.ok(error instanceof AgentIdentityError);
    assert.equal(requests.length > 0, sent);
    assert.equal("key" in error, isRegistration && sent);
    if (isRegistration && sent) {
      assert.equal(JSON.parse(requests[0].body).agent_public_key, error.key.publicKey.toSsh());
    }
    errors.push(error);
  }
  return errors;
}

const headers = new Headers();
const like = { ok: true, status: 200, headers, body: null, text: async () => good };
const reading = (read, more) => ({ ...like, body: { getReader: () => ({ read, ...more }) } });
const enqueueing = (chunk) => new Response(new ReadableStream({ pull: (c) => c.enqueue(chunk) }));

const responses = [
  ["a header that is a number", { ...like, ok: false, status: 500, headers: { get: () => 5 } }, "wrong_type"],
  ["a header that throws", { ...like, headers: { get: fails } }, "wrong_type"],
  ["no headers", { ...like, headers: undefined }, "wrong_type"],
  ["headers that throw", throwing(like, "headers"), "wrong_type"],
  ["an ok that throws", throwing(like, "ok"), "wrong_type"],
  ["an ok that is a word", { ...like, ok: "true" }, "wrong_type"],
  ["a status that throws", throwing(like, "status"), "wrong_type"],
  ["a status that is a text", { ...like, status: "200" }, "wrong_type"],
  ["null", null, "wrong_type"],
  ["a number", 5, "wrong_type"],
  ["a body that throws", throwing(like, "body"), "request_failed"],
  ["neither a body nor a text", { ...like, text: undefined }, "request_failed"],
  ["a text that is a number", { ...like, text: async () => 5 }, "request_failed"],
  ["a text that throws", { ...like, text: fails }, "request_failed"],
  ["a getReader that throws", { ...like, body: { getReader: fails } }, "request_failed"],
  ["a reader that is none", { ...like, body: { getReader: () => undefined } }, "request_failed"],
  ["a read that throws", reading(fails), "request_failed"],
  ["a read that gives nothing", reading(async () => undefined), "request_failed"],
  ["a read that is over at once", reading(() => "x"), "request_failed"],
  ["a then that throws", reading(() => throwing({}, "then")), "request_failed"],
  ["a done that throws", reading(async () => throwing({}, "done")), "request_failed"],
  ["a negative chunk", reading(async () => ({ value: { byteLength: -1 } })), "request_failed"],
  ["a false chunk", reading(async () => ({ value: { byteLength: false } })), "request_failed"],
  ["no chunk", reading(async () => ({})), "request_failed"],
  ["a chunk of numbers", reading(async () => ({ value: [123, 125] })), "request_failed"],
  ["a chunk of words", reading(async () => ({ value: new Uint16Array(4) })), "request_failed"],
  [
    "a chunk that is a view",
    reading(async () => ({ value: new DataView(new ArrayBuffer(4)) })),
    "request_failed",
  ],
  ["a cancel that throws", reading(fails, { cancel: fails }), "request_failed"],
  ["a cancel that fails", reading(fails, { cancel: async () => fails() }), "request_failed"],
  ["a cancel that is none", reading(fails, { cancel: 5 }), "request_failed"],
  ["a cancel without end", reading(fails, { cancel: () => new Promise(() => {}) }), "request_failed"],
  ["a cancel that throws as it is looked for", reading(fails, throwing({}, "x")), "request_failed"],
];

for (const [name, response, code] of responses) {
  test(`a response with a fault is refused with a code, and with the key: ${name}`, async () => {
    await bothReject(code, async () => response);
  });
}

test("a stream of texts is refused, as is what a reader says in an error of ours", async () => {
  await bothReject("request_failed", async () => enqueueing(good));
  const [theirs] = await bothReject("request_failed", async () => ({ ...like, text: fails }));
  const frozen = Object.freeze(theirs);
  const [error] = await bothReject("request_failed", async () => reading(() => Promise.reject(frozen)));
  assert.equal(error.cause, frozen);
  await bothReject("request_failed", () => Promise.reject(frozen));
});

test("a chunk's own properties say nothing, and neither does its realm", async () => {
  const bytes = new TextEncoder().encode(good);
  const lying = Object.defineProperty(bytes.slice(), "byteLength", { get: fails });
  const foreign = vm.runInNewContext("(bytes) => Uint8Array.from(bytes)")(Array.from(bytes));
  assert.ok(!(foreign instanceof Uint8Array));
  for (const value of [lying, foreign, Buffer.from(bytes)]) {
    const answer = async () => {
      const parts = [{ done: false, value }, { done: true }];
      return reading(async () => parts.shift());
    };
    for (const { run } of both(answer)) await run();
  }
});

/** An answer in as many chunks as there are sizes. */
function inChunks(sizes) {
  const text = new TextEncoder().encode(good.padEnd(65_536));
  const next = sizes.values();
  let at = 0;
  return async () =>
    reading(async () => {
      const { done, value: size } = next.next();
      at += size ?? 0;
      return { done, value: text.subarray(at - size, at) };
    });
}

test("an answer may come byte by byte, but not in more chunks than it may have bytes", async () => {
  const tasks = (answer) => both(answer)[1].run();
  assert.equal((await tasks(inChunks(new Array(65_536).fill(1)))).taskId, "task-1");
  assert.equal((await tasks(inChunks([0, 0, 65_536, 0]))).taskId, "task-1");
  await rejects(
    "response_too_large",
    tasks(async () => enqueueing(new Uint8Array(0))),
  );
});

test("a chunk far too large is quoted from, and not kept", async () => {
  const answer = async () => new Response(`no${"x".repeat(10_000_000)}`, { status: 422 });
  const [error] = await bothReject("response_status", answer);
  assert.equal(error.body, `no${"x".repeat(510)}`);
});

const never = () => new Promise(() => {});
const neverOver = {
  fetch: never,
  "fetch, which gives a thenable": () => new Proxy({}, { get: () => never }),
  read: async () => reading(never),
  "read and cancel": async () => reading(never, { cancel: never }),
  text: async () => ({ ...like, text: never }),
};

for (const [name, answer] of Object.entries(neverOver)) {
  test(`the time-out holds where this never comes to an end: ${name}`, async () => {
    await bothReject("request_timed_out", answer);
    for (const { run, time } of both(answer, { timeoutMs: 5 })) {
      await time.until(rejects("request_timed_out", run()));
      assert.equal(time.now() - START, 5);
    }
  });
}

const refusing = async () => new Response("no", { status: 500 });
const runtimes = [
  ["now throws", { now: fails }, "wrong_type"],
  ["now gives a text", { now: () => "5" }, "wrong_type"],
  ["now gives NaN", { now: () => Number.NaN }, "number_out_of_range"],
  ["now gives Infinity", { now: () => Number.POSITIVE_INFINITY }, "number_out_of_range"],
  ["random throws", { random: fails }, "wrong_type"],
  ["random gives nothing", { random: () => {} }, "wrong_type"],
  ["random gives NaN", { random: () => Number.NaN }, "number_out_of_range"],
  ["random gives one", { random: () => 1 }, "number_out_of_range"],
  ["random gives less than nothing", { random: () => -0.1 }, "number_out_of_range"],
];

test("a runtime with a fault is refused with a code, and with the key once something was sent", async () => {
  for (const [name, runtime, code] of runtimes) {
    const tooMany = async () => new Response("no", { status: 429 });
    const [registration, tasks] = both(tooMany, { runtime, retries: 1 });
    const error = await registration.time.until(rejects(code, registration.run()));
    assert.ok(error.key, name);
    await tasks.time.until(rejects(code, tasks.run()));
  }
});

test("a sleep that is none is refused before anything is sent", async () => {
  for (const sleep of [() => {}, () => 5, fails, () => throwing({}, "then")]) {
    await bothReject("wrong_type", refusing, { runtime: { sleep } }, false);
  }
});

test("a sleep that fails ends the request", async () => {
  const [error] = await bothReject("wrong_type", never, { runtime: { sleep: async () => fails() } });
  assert.equal(error.cause.message, "mine");
});

const listening = { aborted: false, reason: 0, addEventListener() {}, removeEventListener() {} };
const noSignals = [
  null,
  5,
  {},
  { ...listening, aborted: undefined },
  { ...listening, addEventListener: undefined },
  { ...listening, removeEventListener: undefined },
  { ...listening, addEventListener: fails },
  throwing(listening, "aborted"),
  throwing(listening, "addEventListener"),
  throwing(listening, "removeEventListener"),
];

test("what is no signal is refused before anything is sent", async () => {
  for (const signal of noSignals) await bothReject("wrong_type", never, { signal }, false);
});

test("what a signal does when all is done is nobody's concern", async (context) => {
  const unhandled = context.mock.fn();
  process.on("unhandledRejection", unhandled);
  context.after(() => process.off("unhandledRejection", unhandled));
  for (const signal of [
    { ...listening, removeEventListener: fails },
    { ...listening, removeEventListener: async () => fails() },
    { ...listening, addEventListener: async () => fails() },
    throwing(listening, "reason"),
  ]) {
    for (const { run } of both(async () => new Response(good), { signal })) await run();
    await bothReject("request_failed", fails, { signal });
  }
  await quiet();
  assert.equal(unhandled.mock.callCount(), 0);
});

test("a reason that cannot be read is none", async () => {
  let abort;
  const signal = throwing({ ...listening, addEventListener: (_, listener) => (abort = listener) }, "reason");
  const [error] = await bothReject(
    "request_aborted",
    () => {
      abort();
      return never();
    },
    { signal },
  );
  assert.ok(!("cause" in error));
});

test("a reason that fetch has frozen does not come without the key", async () => {
  const freezing = ({ signal }) =>
    new Promise(() => signal.addEventListener("abort", () => Object.freeze(signal.reason)));
  const [registration] = both(freezing);
  const error = await registration.time.until(rejects("request_failed", registration.run()));
  assert.ok(isAgentIdentityError(error.cause, "request_timed_out"));
  assert.ok(error.key);
  const tasks = both(freezing, { retries: 1 })[1];
  await tasks.time.until(rejects("request_timed_out", tasks.run()));
});

test("the key is in the error whatever the prototype of all objects has", async () => {
  for (const name of ["get", "set", "value", "writable"]) {
    const [{ run }] = both(async () => {
      Object.defineProperty(Object.prototype, name, { value: () => 1, configurable: true });
      return { ...like, ok: false, status: 500 };
    });
    try {
      assert.ok((await rejects("response_status", run())).key instanceof AgentKey, name);
    } finally {
      delete Object.prototype[name];
    }
  }
});

test("an answer that cannot be read is refused without a secret in the error", async () => {
  const jwt = `eyJ${"a".repeat(20)}`;
  const twice = (name) => async () => new Response(`{${`${JSON.stringify(name)}:1,`.repeat(2)}"a":1}`);
  for (const [secret, senders] of [
    [accessToken, 1],
    [jwt, 2],
    [AgentKey.generate().exportPkcs8(), 2],
  ]) {
    const errors = await bothReject("json_member_duplicate", twice(secret));
    for (const { message, stack } of errors.slice(0, senders)) {
      const part = secret.slice(8, 24);
      assert.ok(!message.includes(part) && !stack.includes(part), message);
    }
  }
});

test("whatever an error of reading quotes, the token is taken out of it", async () => {
  const request = { url: "https://a.example", method: "POST", headers: { Authorization: "Bearer a b" } };
  const settings = {
    fetch: async () => new Response(good),
    timeoutMs: 600_000,
    retries: 0,
    runtime: hostRuntime,
  };
  const refuse = (message) => () => {
    throw new SourceError("json_invalid", message);
  };
  const error = await rejects("json_invalid", send(request, refuse("it says a b"), settings));
  assert.equal(error.message, "it says [redacted]");
  assert.ok(!error.stack.includes("a b"));
  assert.equal((await rejects("json_invalid", send(request, refuse("it"), settings))).message, "it");
  await assert.rejects(send(request, fails, settings), { message: "mine" });
});
