import assert from "node:assert/strict";
import { test } from "node:test";
import { AgentIdentity, AgentKey, AgentTasks, registerAgent, verifyAssertion } from "agent-identity-wasm";
import { refuses, rejects } from "./support/verdicts.mjs";
import { quiet, VirtualTime } from "./support/virtual-time.mjs";

const START = Date.parse("2026-11-22T06:16:09.250Z");
const identity = new AgentIdentity("agent-1", AgentKey.generate());
const account = { accountId: "account-1" };

/** Tasks in virtual time. `answer` gets the reference and the number of the request, and returns a Response. */
function scene(answer = (_, count) => named(`task-${count}`), options) {
  const time = new VirtualTime(START);
  const requests = [];
  let running = 0;
  const peak = { running: 0 };
  const fetch = async (url, { body }) => {
    const ref = JSON.parse(body).external_task_ref;
    requests.push({ at: time.now() - START, ref, url });
    peak.running = Math.max(peak.running, ++running);
    try {
      return await answer(ref, requests.length, time);
    } finally {
      running--;
    }
  };
  const runtime = { now: time.now, sleep: time.sleep, random: () => 0 };
  const tasks = new AgentTasks(identity, { fetch, runtime, ...options });
  return { tasks, time, requests, peak, fetch, runtime, refs: () => requests.map(({ ref }) => ref) };
}

const named = (taskId) => new Response(JSON.stringify({ task_id: taskId }));
const wait = (seconds) => new Response("no", { status: 429, headers: { "retry-after": String(seconds) } });

test("the least recently used reference is dropped first", async () => {
  const { tasks, refs } = scene(undefined, { maxTasks: 2 });
  for (const ref of ["a", "b", "a", "c", "a", "b"]) await tasks.thread(ref);
  assert.deepEqual(refs(), ["a", "b", "c", "b"]);
  // Now a and b are kept, and headers count as a use like thread does.
  await tasks.headers("a", account);
  await tasks.thread("d");
  await tasks.thread("a");
  assert.deepEqual(refs(), ["a", "b", "c", "b", "d"]);
});

test("the background task is never dropped, and does not count", async () => {
  const { tasks, refs } = scene(undefined, { maxTasks: 1 });
  const background = await tasks.background();
  await tasks.thread("a");
  for (let count = 0; count < 10; count++) await tasks.thread("a");
  for (const ref of ["b", "c", "d"]) await tasks.thread(ref);
  assert.equal(await tasks.background(), background);
  assert.deepEqual(refs(), [undefined, "a", "b", "c", "d"]);
});

test("a registration that is running is never dropped", async () => {
  let finish;
  const slow = new Promise((resolve) => {
    finish = () => resolve(named("slow"));
  });
  const { tasks, refs } = scene((ref, count) => (ref === "slow" ? slow : named(`task-${count}`)), {
    maxTasks: 1,
  });
  const first = tasks.thread("slow");
  for (const ref of ["a", "b", "c"]) await tasks.thread(ref);
  const second = tasks.thread("slow");
  finish();
  assert.equal(await first, await second);
  // It has just been used, so it is what is kept now.
  assert.equal(await tasks.thread("slow"), await first);
  assert.deepEqual(refs(), ["slow", "a", "b", "c"]);
});

test("a failed registration drops nothing that is kept", async () => {
  const { tasks, refs } = scene((ref) => (ref === "bad" ? new Response("no", { status: 404 }) : named(ref)), {
    maxTasks: 1,
  });
  await tasks.thread("a");
  for (let count = 0; count < 5; count++) await rejects("response_status", tasks.thread("bad"));
  await tasks.thread("a");
  assert.equal(refs().filter((ref) => ref === "a").length, 1);
});

test("ten thousand references keep their task unless told otherwise", async () => {
  const { tasks, requests } = scene((ref) => named(ref));
  for (let ref = 0; ref < 10_500; ref++) await tasks.thread(String(ref));
  await tasks.thread("500");
  assert.equal(requests.length, 10_500);
  await tasks.thread("499");
  assert.equal(requests.length, 10_501);
});

test("at most 64 registrations run at once unless told otherwise, and all get their turn in order", async () => {
  for (const [options, limit] of [
    [undefined, 64],
    [{ maxConcurrent: 3 }, 3],
    [{ maxConcurrent: 1 }, 1],
  ]) {
    const answer = (_, count, time) => time.sleep(100).then(() => named(`task-${count}`));
    const { tasks, time, peak, refs } = scene(answer, options);
    const wanted = Array.from({ length: 200 }, (_, index) => `thread-${index}`);
    const found = await time.until(Promise.all(wanted.map((ref) => tasks.thread(ref))));
    assert.equal(peak.running, limit);
    assert.deepEqual(refs(), wanted);
    assert.deepEqual(
      found.map(({ externalTaskRef }) => externalTaskRef),
      wanted,
    );
  }
});

test("a place that nobody waits for is free for whoever comes next", async () => {
  const { tasks, time, refs } = scene(undefined, { maxConcurrent: 1 });
  for (const ref of ["a", "b", "c"]) await time.until(tasks.thread(ref));
  assert.deepEqual(refs(), ["a", "b", "c"]);
});

test("failures and aborts give their place to the next", async () => {
  const abort = new AbortController();
  const answer = (ref, _, time) =>
    time.sleep(100).then(() => (Number(ref) % 2 ? new Response("no", { status: 404 }) : named(ref)));
  const { tasks, time, peak, requests } = scene(answer, { maxConcurrent: 2 });
  const calls = Array.from({ length: 40 }, (_, index) =>
    tasks.thread(String(index), { signal: abort.signal }),
  );
  const settled = Promise.allSettled(calls);
  await quiet();
  abort.abort();
  await settled;
  // The registrations of those who have left go on, for others and for the next call.
  await time.until(time.sleep(10_000));
  assert.equal(requests.length, 40);
  assert.equal(peak.running, 2);
  await tasks.thread("38");
  assert.equal(requests.length, 40);
});

test("a bad reference waits for nobody", async () => {
  const { tasks } = scene(() => new Promise(() => {}), { maxConcurrent: 1 });
  tasks.thread("hangs").catch(() => {});
  await quiet();
  await rejects("external_task_ref_invalid", tasks.thread(""));
});

test("two thousand references under 429 send 64 requests, and the others once the pause is over", async () => {
  const { tasks, time, requests, peak } = scene((ref, _count, { now }) =>
    now() < START + 7_000 ? wait(7) : named(`task of ${ref}`),
  );
  const calls = Array.from({ length: 2_000 }, (_, index) => tasks.thread(`thread-${index}`));
  await time.until(Promise.all(calls));
  assert.equal(peak.running, 64);
  assert.equal(requests.length, 2_064);
  const during = requests.filter(({ at }) => at > 0 && at < 7_000);
  assert.deepEqual(during, []);
  assert.equal(time.timers, 0);
});

test("Retry-After of one answer holds back all requests to that authority by that fetch", async () => {
  const answers = [() => wait(30)];
  const { tasks, time, requests, fetch, runtime } = scene(() => answers.shift()?.() ?? named("task-1"), {
    retries: 0,
  });
  await rejects("response_status", tasks.thread("a"));
  const others = [
    tasks.thread("b"),
    tasks.background(),
    new AgentTasks(identity, { fetch, runtime }).thread("c"),
    registerAgent({
      accessToken: "token",
      billOfMaterials: { agentVersion: "1", agentHarnessId: "h", runningLocation: "l" },
      runtime,
      fetch,
    }).catch(({ code }) => assert.equal(code, "json_member_missing")),
  ];
  await time.until(Promise.all(others));
  assert.deepEqual(
    requests.map(({ at }) => at),
    [0, 30_000, 30_000, 30_000, 30_000],
  );
});

test("another authority, or another fetch, is not held back", async () => {
  const answers = [() => wait(30)];
  const { tasks, time, requests, fetch, runtime } = scene(() => answers.shift()?.() ?? named("task-1"), {
    retries: 0,
  });
  await rejects("response_status", tasks.background());
  await new AgentTasks(identity, { fetch, runtime, endpoints: "staging" }).background();
  await new AgentTasks(identity, { fetch: (...request) => fetch(...request), runtime }).background();
  assert.deepEqual(
    requests.map(({ at }) => at),
    [0, 0, 0],
  );
  await time.until(tasks.background());
});

test("only 429 and 5xx hold others back", async () => {
  for (const [status, at] of [
    [429, 5_000],
    [503, 5_000],
    [500, 5_000],
    [404, 0],
    [401, 0],
    [301, 0],
  ]) {
    const answers = [() => new Response("no", { status, headers: { "retry-after": "5" } })];
    const { tasks, time, requests } = scene(() => answers.shift()?.() ?? named("task-1"), { retries: 0 });
    await rejects("response_status", tasks.thread("a"));
    await time.until(tasks.thread("b"));
    assert.equal(requests[1].at, at, String(status));
  }
});

test("a pause is a minute at most, and ends when a clock is set back", async () => {
  const day = scene((_, count) => (count === 1 ? wait(86_400) : named("task-1")), { retries: 0 });
  await rejects("response_status", day.tasks.thread("a"));
  await day.time.until(day.tasks.thread("b"));
  assert.equal(day.requests[1].at, 60_000);

  let now = START;
  let count = 0;
  const sleep = () => assert.fail("there is nothing to wait for");
  const fetch = async () => (++count === 1 ? wait(10) : named("task-1"));
  const hour = new AgentTasks(identity, { fetch, retries: 0, runtime: { now: () => now } });
  await rejects("response_status", hour.thread("a"));
  now -= 3_600_000;
  const options = {
    fetch,
    timeoutMs: 1_000,
    runtime: { now: () => now, sleep: (_, signal) => (signal ? new Promise(() => {}) : sleep()) },
  };
  assert.equal((await new AgentTasks(identity, options).thread("b")).taskId, "task-1");
});

test("a wait for the pause ends with an abort, and the registration goes on", async () => {
  const { tasks, time, requests } = scene((_, count) => (count === 1 ? wait(10) : named("task-1")), {
    retries: 0,
  });
  await rejects("response_status", tasks.thread("a"));
  const abort = new AbortController();
  const call = rejects("request_aborted", tasks.thread("b", { signal: abort.signal }));
  await quiet();
  abort.abort();
  await call;
  await time.until(time.sleep(20_000));
  assert.equal(requests.length, 2);
});

test("answers that stall take no more memory than has arrived", async () => {
  const buffers = [];
  const NativeArray = globalThis.Uint8Array;
  const stalled = () =>
    new Response(new ReadableStream({ start: (controller) => controller.enqueue(new NativeArray([0x7b])) }));
  const { tasks } = scene(stalled, { maxConcurrent: 1_000 });
  globalThis.Uint8Array = class extends NativeArray {
    constructor(...given) {
      super(...given);
      buffers.push(this.byteLength);
    }
    static get [Symbol.species]() {
      return NativeArray;
    }
  };
  try {
    for (let index = 0; index < 100; index++) tasks.thread(`thread-${index}`).catch(() => {});
    await quiet();
  } finally {
    globalThis.Uint8Array = NativeArray;
  }
  assert.ok(buffers.length >= 100, String(buffers.length));
  assert.ok(Math.max(...buffers) < 1_024, String(Math.max(...buffers)));
});

test("an answer in pieces of any size is put together again", async () => {
  for (const size of [1, 2, 3, 7, 1_000, 65_536]) {
    const text = JSON.stringify({ task_id: "täsk-1", padding: "x".repeat(60_000) });
    const all = new TextEncoder().encode(text);
    let at = 0;
    const pull = (controller) => {
      if (at >= all.length) return controller.close();
      controller.enqueue(all.subarray(at, at + size));
      at += size;
    };
    const { tasks } = scene(() => new Response(new ReadableStream({ pull })));
    assert.equal((await tasks.background()).taskId, "täsk-1");
  }
});

test("headers are signed now, for the thread's task or the background task", async () => {
  const { tasks, time, requests } = scene((ref) => named(ref ?? "background"));
  const headers = await tasks.headers("thread-1", { accountId: "account-1", fedramp: true });
  assert.deepEqual(Object.keys(headers), ["Authorization", "ChatGPT-Account-ID", "X-OpenAI-Fedramp"]);
  const options = { now: time.now(), expectedTaskId: "thread-1" };
  const { timestamp } = verifyAssertion(headers.Authorization, identity.publicKey, options);
  assert.equal(timestamp, "2026-11-22T06:16:09Z");
  await time.until(time.sleep(5_000));
  const later = await tasks.headers("thread-1", account);
  assert.deepEqual(Object.keys(later), ["Authorization", "ChatGPT-Account-ID"]);
  assert.equal(
    verifyAssertion(later.Authorization, identity.publicKey, { now: time.now() }).timestamp,
    "2026-11-22T06:16:14Z",
  );
  const background = await tasks.headers(undefined, account);
  verifyAssertion(background.Authorization, identity.publicKey, {
    now: time.now(),
    expectedTaskId: "background",
  });
  assert.equal(requests.length, 2);
});

test("what is wrong with the arguments of headers is found before a task is registered", async () => {
  const { tasks, requests } = scene();
  for (const thread of [null, 5, {}, ["x"]]) await rejects("wrong_type", tasks.headers(thread, account));
  for (const options of [undefined, null, 5, {}, { accountId: 5 }, { accountId: "a", fedramp: 1 }]) {
    await rejects("wrong_type", tasks.headers("thread-1", options));
  }
  for (const accountId of ["", "a\nb", " "]) {
    await rejects("account_id_invalid", tasks.headers("thread-1", { accountId }));
  }
  await rejects("external_task_ref_invalid", tasks.headers(" x", account));
  await rejects("wrong_type", tasks.headers("thread-1", { ...account, signal: 5 }));
  const signal = AbortSignal.abort("mine");
  const { cause } = await rejects("request_aborted", tasks.headers("thread-1", { ...account, signal }));
  assert.equal(cause, "mine");
  assert.equal(requests.length, 0);
  // An account that was right before is checked again if it differs in any member.
  await tasks.headers("thread-1", account);
  await rejects("wrong_type", tasks.headers("thread-2", { ...account, fedramp: "yes" }));
  await rejects("account_id_invalid", tasks.headers("thread-2", { accountId: "a\nb" }));
  assert.equal(requests.length, 1);
});

test("forget takes what headers returned, as it was or as a copy", async () => {
  const { tasks, requests } = scene();
  const copies = [
    (headers) => headers,
    (headers) => ({ ...headers, "Content-Type": "application/json" }),
    (headers) => Object.fromEntries(new Headers(headers)),
    (headers) => ({ AUTHORIZATION: headers.Authorization }),
    (headers) => ({ "Content-Type": "application/json", ...headers }),
  ];
  for (const thread of ["thread-1", undefined]) {
    for (const copy of copies) {
      const old = copy(await tasks.headers(thread, account));
      const before = requests.length;
      tasks.forget(old);
      tasks.forget(old);
      await tasks.headers(thread, account);
      assert.equal(requests.length, before + 1);
      // These headers belong to a task that was dropped already.
      tasks.forget(old);
      await tasks.headers(thread, account);
      assert.equal(requests.length, before + 1);
    }
  }
});

test("headers that were returned do not stand for a new task of the same id", async () => {
  const { tasks, requests } = scene(() => named("task-1"));
  const old = await tasks.headers("thread-1", account);
  tasks.forget(old);
  await tasks.thread("thread-1");
  tasks.forget(old);
  await tasks.thread("thread-1");
  assert.equal(requests.length, 2);
});

test("headers of another agent or without an assertion forget nothing", async () => {
  const { tasks, requests } = scene(() => named("task-1"));
  await tasks.background();
  const other = new AgentIdentity("agent-2", AgentKey.generate());
  tasks.forget({ Authorization: other.authorizationHeader("task-1") });
  tasks.forget({ Authorization: identity.authorizationHeader("task-2") });
  await tasks.background();
  assert.equal(requests.length, 1);
  for (const value of [
    {},
    { Authorization: 5 },
    { Authorization: "Bearer x" },
    { "ChatGPT-Account-ID": "account-1" },
    new Headers({ Authorization: identity.authorizationHeader("task-1") }),
  ]) {
    refuses("wrong_type", () => tasks.forget(value));
  }
  const unreadable = new Proxy({}, { ownKeys: () => assert.fail("mine") });
  const neither = "what to forget must be a registered task, or the headers signed for one";
  for (const [value, message] of [
    [{ Authorization: 5 }, neither],
    [{ undefined: identity.authorizationHeader("task-1") }, neither],
    [unreadable, "the headers cannot be read"],
  ]) {
    assert.throws(() => tasks.forget(value), { code: "wrong_type", message });
  }
});

test("limits must be whole numbers from 1 to a million", () => {
  for (const name of ["maxTasks", "maxConcurrent"]) {
    for (const value of [1, 1_000_000]) new AgentTasks(identity, { [name]: value });
    for (const value of [0, -1, 1.5, NaN, Infinity, 1_000_001]) {
      refuses("number_out_of_range", () => new AgentTasks(identity, { [name]: value }));
    }
    for (const value of [null, "5", 5n, {}]) {
      refuses("wrong_type", () => new AgentTasks(identity, { [name]: value }));
    }
  }
});
