import assert from "node:assert/strict";
import { test } from "node:test";
import { AgentIdentity, AgentKey, AgentTasks, isAgentIdentityError } from "agent-identity-wasm";
import { FlakyAuthority } from "./support/flaky-authority.mjs";
import { recordings } from "./support/vectors.mjs";
import { refuses, rejects } from "./support/verdicts.mjs";
import { quiet, seeded, VirtualTime } from "./support/virtual-time.mjs";

const START = Date.parse("2026-11-22T06:16:09.250Z");
const key = AgentKey.generate();
const identity = new AgentIdentity("agent-1", key);

const named = (taskId) => new Response(JSON.stringify({ task_id: taskId }));
const status = (code, headers) => new Response("no", { status: code, headers });
const hang = (_url, { signal }) =>
  new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
const reset = () => Promise.reject(new TypeError("fetch failed"));

/** Tasks in virtual time, whose requests are answered in turn: by the last of `answers` for good. */
function scripted(answers, options) {
  const time = new VirtualTime(START);
  const requests = [];
  const fetch = async (url, init) => {
    const answer = answers[Math.min(requests.length, answers.length - 1)];
    requests.push({ at: time.now() - START, url, ...init });
    return answer(url, init);
  };
  const runtime = { now: time.now, sleep: time.sleep, random: () => 0.5 };
  const tasks = new AgentTasks(identity, { fetch, runtime, ...options });
  return { tasks, time, requests, at: () => requests.map(({ at }) => at) };
}

const numbered = () => {
  let count = 0;
  return () => named(`task-${++count}`);
};

/** 1,000 callers who come at random, and of whom one in eleven loses patience. */
async function storm(seed) {
  const time = new VirtualTime(START);
  const random = seeded(seed);
  const authority = new FlakyAuthority({ time, random, publicKey: key.publicKey });
  const tasks = new AgentTasks(identity, {
    fetch: authority.fetch,
    runtime: { now: time.now, sleep: time.sleep, random },
  });
  const callers = Array.from({ length: 1000 }, (_, index) => ({
    ref: `thread-${index % 50}`,
    arrivesAfterMs: random() * 60_000,
    patienceMs: index % 11 === 0 ? random() * 30_000 : undefined,
  }));
  const outcomes = await time.until(Promise.all(callers.map((caller) => call(caller, tasks, time))));
  return { tasks, time, authority, outcomes };
}

async function call({ ref, arrivesAfterMs, patienceMs }, tasks, time) {
  await time.sleep(arrivesAfterMs);
  const abort = new AbortController();
  let abortedAt;
  if (patienceMs !== undefined) {
    time.sleep(patienceMs).then(() => {
      abortedAt = time.now();
      abort.abort("lost patience");
    });
  }
  for (let failures = 0; failures < 20; failures++) {
    try {
      return { ref, failures, task: await tasks.thread(ref, { signal: abort.signal }) };
    } catch (error) {
      if (error.code !== "request_aborted") {
        assert.match(error.code, /^(?:request_failed|request_timed_out|response_status)$/);
        assert.equal(error.attempts, 4);
        continue;
      }
      assert.equal(error.cause, "lost patience");
      return { ref, failures, lateMs: time.now() - abortedAt };
    }
  }
  assert.fail(`${ref} failed again and again`);
}

for (const seed of [1, 2, 3]) {
  test(`1,000 callers, 50 references, an authority that fails at random (${seed})`, async () => {
    const { tasks, time, authority, outcomes } = await storm(seed);
    const served = outcomes.filter(({ task }) => task);
    const aborted = outcomes.filter(({ task }) => !task);
    assert.ok(served.length >= 900 && aborted.length >= 5, `${served.length} and ${aborted.length}`);
    assert.ok(outcomes.some(({ failures }) => failures > 0));
    assert.ok(aborted.every(({ lateMs }) => lateMs === 0));

    // One registration succeeded for each reference, and all got the very task.
    assert.deepEqual([...authority.answered.values()], new Array(50).fill(1));
    const requests = authority.log.length;
    assert.ok(requests > 100);
    for (const { ref, task } of served) {
      assert.equal(task, await tasks.thread(ref));
      assert.deepEqual(task, {
        agentRuntimeId: "agent-1",
        taskId: `task of ${ref}`,
        kind: "thread",
        externalTaskRef: ref,
      });
    }
    assert.equal(authority.log.length, requests);

    // Those with more patience than was needed still have theirs running; nothing else has.
    await time.until(time.sleep(30_000));
    assert.equal(time.timers, 0);
  });
}

test("the same seed, the same story", async () => {
  const [one, other, different] = [await storm(4), await storm(4), await storm(5)];
  assert.deepEqual(one.authority.log, other.authority.log);
  assert.notDeepEqual(one.authority.log, different.authority.log);
});

test("all who ask at once, and later, get the one task; thread and background are two", async () => {
  const { tasks, requests } = scripted([numbered()]);
  const [first, second] = await Promise.all([tasks.thread("thread-1"), tasks.thread("thread-1")]);
  assert.equal(first, second);
  assert.equal(await tasks.thread("thread-1"), first);
  assert.ok(Object.isFrozen(first));
  const background = await tasks.background();
  assert.equal(await tasks.background(), background);
  assert.deepEqual(background, { agentRuntimeId: "agent-1", taskId: "task-2", kind: "background" });
  assert.notEqual(await tasks.thread("undefined"), background);
  const refs = requests.map(({ body }) => JSON.parse(body).external_task_ref);
  assert.deepEqual(refs, ["thread-1", undefined, "undefined"]);
  assert.ok(!requests[1].body.includes("external_task_ref"));
});

test("a request goes to the endpoints given, follows no redirect and has a signal", async () => {
  const { tasks, requests } = scripted([numbered()], { endpoints: "staging" });
  await tasks.background();
  const { url, method, headers, redirect, signal } = requests[0];
  assert.equal(url, "https://auth.api.openai.org/api/accounts/v1/agent/agent-1/task/register");
  assert.deepEqual(
    { method, headers, redirect },
    { method: "POST", headers: { "Content-Type": "application/json" }, redirect: "manual" },
  );
  assert.ok(signal instanceof AbortSignal);
});

test("a failure is everyone's, and the next call tries again", async () => {
  const { tasks, requests } = scripted([() => status(403), numbered()]);
  const calls = Array.from({ length: 10 }, () => rejects("response_status", tasks.thread("thread-1")));
  const errors = await Promise.all(calls);
  assert.equal(new Set(errors).size, 1);
  assert.equal(requests.length, 1);
  const again = await tasks.thread("thread-1").catch(() => tasks.thread("thread-1"));
  assert.equal(again.taskId, "task-1");
});

test("who asks again as soon as it failed gets a new try", async () => {
  const { tasks, requests } = scripted([() => status(403), numbered()]);
  const stubborn = () => tasks.thread("thread-1").catch(() => tasks.thread("thread-1"));
  const found = await Promise.all([stubborn(), stubborn(), stubborn()]);
  assert.equal(new Set(found).size, 1);
  assert.equal(requests.length, 2);
});

const retried = [
  ["a reset", reset, "request_failed"],
  ["a fetch that throws", () => assert.fail(), "request_failed"],
  ["429", () => status(429), "response_status"],
  ["500", () => status(500), "response_status"],
  ["503", () => status(503), "response_status"],
  ["half an answer", () => new Response(breakingOff('{"task')), "request_failed"],
  ["half a refusal", () => new Response(breakingOff("out of"), { status: 500 }), "response_status"],
];

for (const [name, answer, code] of retried) {
  test(`${name}: tried again three times, each time later and signed anew`, async () => {
    const { tasks, time, requests, at } = scripted([answer]);
    const error = await time.until(rejects(code, tasks.thread("thread-1")));
    assert.equal(error.attempts, 4);
    assert.deepEqual(at(), [0, 250, 750, 1_750]);
    const seconds = requests.map(({ body }) => JSON.parse(body).timestamp.slice(-3));
    assert.deepEqual(seconds, ["09Z", "09Z", "10Z", "11Z"]);
    assert.equal(time.timers, 0);

    const second = scripted([answer, answer, answer, numbered()]);
    assert.equal((await second.time.until(second.tasks.thread("thread-1"))).taskId, "task-1");
    assert.equal(second.time.timers, 0);
  });
}

const final = [
  ["400", () => status(400), "response_status"],
  ["401", () => status(401), "response_status"],
  ["404", () => status(404), "response_status"],
  ["a redirect", () => status(307, { location: "https://evil.example/" }), "response_status"],
  ["a hidden redirect", () => Response.error(), "response_status"],
  ["no JSON", () => new Response("<html>"), "json_invalid"],
  ["nothing", () => new Response(null, { status: 204 }), "json_invalid"],
  ["a truncated object", () => new Response('{"task_id":"tas'), "json_invalid"],
  ["no UTF-8", () => new Response(new Uint8Array([0x22, 0xff, 0x22])), "json_invalid"],
  ["no task", () => new Response("{}"), "task_id_missing"],
  ["a bad task", () => named(""), "task_id_invalid"],
  ["no response", () => undefined, "wrong_type"],
];

for (const [name, answer, code] of final) {
  test(`${name}: not tried again`, async () => {
    const { tasks, time, requests } = scripted([answer]);
    const error = await rejects(code, tasks.thread("thread-1"));
    assert.equal(requests.length, 1);
    assert.ok(!("attempts" in error));
    assert.equal(time.timers, 0);
  });
}

test("a failure that a second try brings to light says that it was the second", async () => {
  const { tasks, time } = scripted([() => status(500), () => new Response("{}")]);
  const error = await time.until(rejects("task_id_missing", tasks.background()));
  assert.equal(error.attempts, 2);
});

test("Retry-After is heeded, up to a minute", async () => {
  const { tasks, time, at } = scripted([
    () => status(429, { "retry-after": "7" }),
    () => status(503, { "retry-after": new Date(START + 20_000).toUTCString() }),
    () => status(429, { "retry-after": "86400" }),
    () => status(429, { "retry-after": "5" }),
  ]);
  const error = await time.until(rejects("response_status", tasks.thread("thread-1")));
  // 7 s + 250 ms; to the whole second of the date + 500 ms; 60 s + 1 s.
  assert.deepEqual(at(), [0, 7_250, 20_250, 81_250]);
  assert.equal(error.retryAfterMs, 5_000);
});

test("retries: none, or ten", async () => {
  for (const [retries, requests] of [
    [0, 1],
    [10, 11],
  ]) {
    const scene = scripted([reset], { retries });
    await scene.time.until(rejects("request_failed", scene.tasks.background()));
    assert.equal(scene.requests.length, requests);
  }
});

const slow = {
  "no answer": hang,
  "no answer, and a fetch that does not listen": () => new Promise(() => {}),
  "no end of the answer": () => new Response(new ReadableStream({})),
  "no stream, and no end of the text": () => ({
    ok: true,
    status: 200,
    headers: new Headers(),
    text: () => new Promise(() => {}),
  }),
};

for (const [name, answer] of Object.entries(slow)) {
  test(`${name}: timed out, and tried again`, async () => {
    const { tasks, time, requests, at } = scripted([answer], { timeoutMs: 1_000, retries: 1 });
    const error = await time.until(rejects("request_timed_out", tasks.thread("thread-1")));
    assert.equal(error.attempts, 2);
    assert.deepEqual(at(), [0, 1_250]);
    assert.ok(requests.every(({ signal }) => signal.aborted));
    assert.equal(time.timers, 0);
  });
}

test("the time-out is 30 s unless given", async () => {
  const { tasks, time } = scripted([hang], { retries: 0 });
  await time.until(rejects("request_timed_out", tasks.background()));
  assert.equal(time.now() - START, 30_000);
});

test("an answer that comes after the time-out is thrown away", async () => {
  let late;
  let cancelled = false;
  const answer = () =>
    new Promise((resolve) => {
      late = () => resolve(new Response(new ReadableStream({ cancel: () => (cancelled = true) })));
    });
  const { tasks, time } = scripted([answer], { retries: 0 });
  await time.until(rejects("request_timed_out", tasks.background()));
  late();
  await quiet();
  assert.ok(cancelled);
});

test("a refusal whose body never ends is a refusal all the same", async () => {
  const endless = () =>
    new Response(new ReadableStream({ start: (controller) => controller.enqueue(bytes("no such")) }), {
      status: 404,
    });
  const { tasks, time, requests } = scripted([endless]);
  const error = await time.until(rejects("response_status", tasks.background()));
  assert.equal(error.status, 404);
  assert.equal(error.body, "no such");
  assert.equal(requests.length, 1);
});

const padded = (size) => `{"task_id":"task-1"}${" ".repeat(size - 20)}`;

test("an answer has 64 KB at most, declared or not", async () => {
  const { tasks } = scripted([() => new Response(padded(65_536))]);
  assert.equal((await tasks.background()).taskId, "task-1");

  let sent = 0;
  const endless = () =>
    new Response(
      new ReadableStream({
        pull(controller) {
          sent += 1_000;
          controller.enqueue(new Uint8Array(1_000));
        },
      }),
    );
  const declared = () => new Response(padded(65_537), { headers: { "content-length": "65537" } });
  const answers = [
    () => new Response(padded(65_537)),
    endless,
    declared,
    () => ({ ok: true, status: 200, headers: new Headers(), text: async () => padded(65_537) }),
  ];
  for (const answer of answers) {
    const scene = scripted([answer]);
    await rejects("response_too_large", scene.tasks.background());
    assert.equal(scene.requests.length, 1);
  }
  assert.ok(sent < 70_000, String(sent));
});

test("what declares itself too large is not read at all", async () => {
  const body = { getReader: () => ({ read: () => assert.fail(), cancel: async () => {} }) };
  const headers = new Headers({ "content-length": "65537" });
  const { tasks } = scripted([() => ({ ok: true, status: 200, headers, body })], { retries: 0 });
  await rejects("response_too_large", tasks.background());
});

test("hosts without streams are served as well", async () => {
  const answer = () => ({ ok: true, status: 200, headers: new Headers(), text: async () => padded(20) });
  assert.equal((await scripted([answer]).tasks.background()).taskId, "task-1");
});

test("a refusal says its status and its body, without secrets, 512 characters of it", async () => {
  const [header] = recordings[0].assertions;
  const body = JSON.stringify({ error: "no", header, key: key.exportPkcs8(), more: "x".repeat(70_000) });
  const { tasks } = scripted([() => new Response(body, { status: 422 })]);
  const error = await rejects("response_status", tasks.background());
  assert.match(error.message, /status 422/);
  assert.equal(error.status, 422);
  assert.equal(error.body.length, 512);
  const beginning = '{"error":"no","header":"AgentAssertion [redacted]","key":"[redacted]","more":"xxx';
  assert.ok(error.body.startsWith(beginning), error.body);
});

test("an abort ends one wait, at once, and nobody else's", async () => {
  let answer;
  const { tasks, time, requests } = scripted([
    () =>
      new Promise((resolve) => {
        answer = resolve;
      }),
  ]);
  const abort = new AbortController();
  const reason = new Error("mine");
  const leaving = rejects("request_aborted", tasks.thread("thread-1", { signal: abort.signal }));
  const staying = tasks.thread("thread-1", { signal: new AbortController().signal });
  await quiet();
  abort.abort(reason);
  assert.equal((await leaving).cause, reason);
  assert.equal(time.now(), START);
  assert.ok(!requests[0].signal.aborted);
  answer(named("task-1"));
  assert.equal((await staying).taskId, "task-1");
  await rejects("request_aborted", tasks.thread("thread-1", { signal: abort.signal }));
  assert.equal(requests.length, 1);
});

test("when all have left, the registration goes on and its result is kept", async () => {
  for (const outcome of [() => named("task-1"), () => status(403)]) {
    const { tasks, time, requests } = scripted([reset, outcome, () => named("task-2")]);
    const abort = new AbortController();
    const calls = [1, 2, 3].map(() => rejects("request_aborted", tasks.background({ signal: abort.signal })));
    abort.abort();
    await Promise.all(calls);
    await time.until(time.sleep(10_000));
    assert.equal(requests.length, 2);
    const { taskId } = await tasks.background();
    assert.equal(taskId, requests.length === 2 ? "task-1" : "task-2");
    assert.equal(time.timers, 0);
  }
});

test("what was aborted before it began sends nothing", async () => {
  const { tasks, requests } = scripted([numbered()]);
  await rejects("request_aborted", tasks.background({ signal: AbortSignal.abort() }));
  assert.equal(requests.length, 0);
});

test("a signal has no listener left", async () => {
  const listeners = new Set();
  const signal = {
    aborted: false,
    addEventListener: (_, listener) => listeners.add(listener),
    removeEventListener: (_, listener) => listeners.delete(listener),
  };
  const { tasks } = scripted([numbered()]);
  for (let call = 0; call < 3; call++) await tasks.background({ signal });
  await quiet();
  assert.equal(listeners.size, 0);
});

test("a refused task is registered once more, however many notice", async () => {
  const { tasks, requests } = scripted([numbered()]);
  const old = await tasks.thread("thread-1");
  const other = await tasks.thread("thread-2");
  const copies = Array.from({ length: 100 }, (_, index) => (index % 2 ? old : structuredClone(old)));
  const renewed = await Promise.all(
    copies.map(async (copy) => {
      tasks.forget(copy);
      return tasks.thread("thread-1");
    }),
  );
  assert.deepEqual([...new Set(renewed)], [{ ...old, taskId: "task-3" }]);
  assert.equal(requests.length, 3);

  // A late call does no harm, neither during a registration nor after it.
  for (const late of copies) tasks.forget(late);
  assert.equal(await tasks.thread("thread-1"), renewed[0]);
  assert.equal(await tasks.thread("thread-2"), other);
  assert.equal(requests.length, 3);
});

test("an old task does not stand for a new one of the same id", async () => {
  const { tasks, requests } = scripted([() => named("task-1")]);
  const old = await tasks.thread("thread-1");
  tasks.forget(old);
  const renewed = await tasks.thread("thread-1");
  assert.deepEqual(renewed, old);
  for (let late = 0; late < 10; late++) {
    tasks.forget(old);
    assert.equal(await tasks.thread("thread-1"), renewed);
  }
  assert.equal(requests.length, 2);
  tasks.forget(renewed);
  assert.notEqual(await tasks.thread("thread-1"), renewed);
});

test("to forget what was never there does nothing; what is no task is refused", async () => {
  const { tasks } = scripted([numbered()]);
  const task = await tasks.background();
  for (const stranger of [
    { ...task, taskId: "task-9" },
    { ...task, agentRuntimeId: "agent-2" },
    { ...task, kind: "thread" },
    { ...task, kind: "thread", externalTaskRef: "thread-1" },
  ])
    tasks.forget(stranger);
  assert.equal(await tasks.background(), task);
  for (const value of [undefined, null, 5, "task-1", {}, { taskId: 5 }, []]) {
    refuses("wrong_type", () => tasks.forget(value));
  }
});

test("a bad reference is refused before anything is sent", async () => {
  const { tasks, time, requests } = scripted([numbered()]);
  for (const ref of ["", " x", "x ", "a\n", "x".repeat(513), "é".repeat(257)]) {
    await rejects("external_task_ref_invalid", tasks.thread(ref));
  }
  await rejects("text_not_unicode", tasks.thread("\ud800"));
  for (const ref of [undefined, null, 5, {}, new String("x"), ["x"]]) {
    await rejects("wrong_type", tasks.thread(ref));
  }
  for (const options of [null, 5, { signal: null }, { signal: {} }, { signal: 5 }]) {
    await rejects("wrong_type", tasks.thread("thread-1", options));
    await rejects("wrong_type", tasks.background(options));
  }
  assert.equal(requests.length, 0);
  assert.equal(time.timers, 0);
});

test("bad arguments of the constructor are refused by it", () => {
  const make = (options) => () => new AgentTasks(identity, options);
  refuses(null, make());
  refuses(null, make({ timeoutMs: 1, retries: 10 }));
  const wrong = [
    null,
    5,
    { fetch: null },
    { fetch: "x" },
    { timeoutMs: null },
    { timeoutMs: "5" },
    { retries: "5" },
    { runtime: null },
    { runtime: 5 },
    { runtime: { now: 5 } },
    { runtime: { sleep: null } },
    { endpoints: 5 },
    {
      get retries() {
        throw new Error("mine");
      },
    },
  ];
  for (const options of wrong) refuses("wrong_type", make(options));
  for (const timeoutMs of [0, -1, 1.5, NaN, Infinity, 2 ** 31]) {
    refuses("number_out_of_range", make({ timeoutMs }));
  }
  for (const retries of [-1, 1.5, NaN, 11]) refuses("number_out_of_range", make({ retries }));
  refuses("base_url_unknown", make({ endpoints: "https://a.example" }));
  for (const value of [undefined, null, {}, key, Object.create(AgentIdentity.prototype)]) {
    refuses("wrong_type", () => new AgentTasks(value));
  }
  const freed = new AgentIdentity("agent-1", key);
  freed.free();
  refuses("freed", () => new AgentTasks(freed));
});

test("the identity itself is asked, whatever its owner put in the place of its members", async () => {
  const identity = new AgentIdentity("agent-1", AgentKey.generate());
  for (const name of ["taskRegistrationRequest", "readTaskRegistrationResponse"]) {
    Object.defineProperty(identity, name, {
      get() {
        throw new Error("mine");
      },
    });
  }
  const tasks = new AgentTasks(identity, { fetch: async () => new Response('{"task_id":"task-1"}') });
  assert.equal((await tasks.background()).taskId, "task-1");
});

test("an agent that is freed meanwhile has no more tasks to give", async () => {
  const freed = new AgentIdentity("agent-1", key);
  const tasks = new AgentTasks(freed, { fetch: async () => named("task-1") });
  const task = await tasks.background();
  freed.free();
  assert.equal(await tasks.background(), task);
  await rejects("freed", tasks.thread("thread-1"));
});

test("without a runtime, the host's timers are used, and none is left after an answer, an abort or a timeout", async () => {
  const tasks = new AgentTasks(identity, { fetch: async () => named("task-1") });
  await tasks.background();
  assert.ok(!process.getActiveResourcesInfo().includes("Timeout"));

  let answer;
  const answered = new Promise((resolve) => {
    answer = resolve;
  });
  const patient = new AgentTasks(identity, { fetch: () => answered, timeoutMs: 2 ** 31 - 1, retries: 0 });
  const abort = new AbortController();
  const call = rejects("request_aborted", patient.thread("thread-1", { signal: abort.signal }));
  await quiet();
  abort.abort();
  await call;
  // The registration went on while the caller had left already.
  answer(named("task-1"));
  assert.equal((await patient.thread("thread-1")).taskId, "task-1");
  assert.ok(!process.getActiveResourcesInfo().includes("Timeout"));

  const hanging = new AgentTasks(identity, { fetch: hang, timeoutMs: 50, retries: 0 });
  const error = await rejects("request_timed_out", hanging.thread("thread-1"));
  assert.ok(isAgentIdentityError(error));
  assert.ok(!process.getActiveResourcesInfo().includes("Timeout"));
});

function bytes(text) {
  return new TextEncoder().encode(text);
}

function breakingOff(text) {
  return new ReadableStream({
    start: (controller) => controller.enqueue(bytes(text)),
    pull: (controller) => controller.error(new TypeError("terminated")),
  });
}
