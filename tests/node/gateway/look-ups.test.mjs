import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { ReplayGuard } from "agent-identity-wasm/gateway";
import { Agent, deferred, gateway, settled, tells, told } from "./support/gateway.mjs";

test("keys are kept for their time, and looked up again after it", async () => {
  const { clock, agent, asked, verifier } = gateway();
  for (let count = 0; count < 3; count++) await tells("ok", verifier.verify(agent.header()));
  clock.pass(59_999);
  await tells("ok", verifier.verify(agent.header()));
  assert.deepEqual(asked, ["agent-1"]);
  clock.pass(1);
  await tells("ok", verifier.verify(agent.header()));
  assert.deepEqual(asked, ["agent-1", "agent-1"]);
});

test("the age of keys counts from the start of their look-up", async () => {
  const answer = deferred();
  const { clock, agent, asked, verifier } = gateway({ keysMaxAgeMs: 1000, keysOf: () => answer.promise });
  const verdict = verifier.verify(agent.header());
  clock.pass(600);
  answer.resolve(agent.publicKey);
  await tells("ok", verdict);
  clock.pass(399);
  await tells("ok", verifier.verify(agent.header()));
  assert.equal(asked.length, 1);
  clock.pass(1);
  await tells("ok", verifier.verify(agent.header()));
  assert.equal(asked.length, 2);
});

test("expired keys are never used, not even if the database is down", async () => {
  let down = false;
  const { clock, agent, verifier } = gateway({
    keysOf: (_id, _about, { publicKey }) => (down ? Promise.reject(new Error("down")) : publicKey),
  });
  await tells("ok", verifier.verify(agent.header()));
  down = true;
  await tells("ok", verifier.verify(agent.header()));
  clock.pass(60_000);
  await tells("503 keys_unavailable", verifier.verify(agent.header()));
  down = false;
  await tells("ok", verifier.verify(agent.header()));
});

test("keys expire if the clock goes back", async () => {
  const { clock, agent, asked, verifier } = gateway();
  await tells("ok", verifier.verify(agent.header()));
  clock.pass(-1000);
  await tells("ok", verifier.verify(agent.header()));
  assert.equal(asked.length, 2);
});

test("an unknown agent is remembered for a second", async () => {
  const { clock, asked, verifier } = gateway();
  const stranger = new Agent("agent-2", clock);
  for (let count = 0; count < 3; count++)
    await tells("401 agent_unknown", verifier.verify(stranger.header()));
  clock.pass(999);
  await tells("401 agent_unknown", verifier.verify(stranger.header()));
  assert.deepEqual(asked, ["agent-2"]);
  clock.pass(1);
  await tells("401 agent_unknown", verifier.verify(stranger.header()));
  assert.deepEqual(asked, ["agent-2", "agent-2"]);
});

test("concurrent look-ups of one agent are one", async () => {
  const answer = deferred();
  const { agent, asked, verifier } = gateway({ keysOf: () => answer.promise });
  const verdicts = Array.from({ length: 20 }, () => verifier.verify(agent.header()));
  await settled();
  answer.resolve(agent.publicKey);
  for (const verdict of verdicts) await tells("ok", verdict);
  assert.deepEqual(asked, ["agent-1"]);
});

test("a failed look-up is not kept, and fails everyone who waited for it", async () => {
  let fails = true;
  const { agent, asked, verifier } = gateway({
    async keysOf(_id, _about, { publicKey }) {
      if (fails) throw new Error("down");
      return publicKey;
    },
  });
  const verdicts = [verifier.verify(agent.header()), verifier.verify(agent.header())];
  for (const verdict of verdicts) await tells("503 keys_unavailable", verdict);
  fails = false;
  await tells("ok", verifier.verify(agent.header()));
  assert.deepEqual(asked, ["agent-1", "agent-1"]);
});

test("at most maxLookups run at once", async () => {
  const answers = [];
  const keysOf = () => {
    answers.push(deferred());
    return answers.at(-1).promise;
  };
  const { clock, verifier } = gateway({ maxLookups: 3, keysOf });
  const agents = Array.from({ length: 5 }, (_, index) => new Agent(`agent-${index}`, clock));
  const verdicts = agents.map((agent) => verifier.verify(agent.header()));
  await settled();
  assert.equal(answers.length, 3);
  for (const verdict of verdicts.slice(3)) await tells("503 keys_unavailable", verdict);
  for (const [index, answer] of answers.entries()) answer.resolve(agents[index].publicKey);
  for (const verdict of verdicts.slice(0, 3)) await tells("ok", verdict);
  const another = verifier.verify(agents[4].header());
  answers.at(-1).resolve(agents[4].publicKey);
  await tells("ok", another);
});

const untouched = () => {};
const renewedByForgery = async ({ clock, agent, verifier }) => {
  clock.pass(60_000);
  await tells("401 signature_invalid", verifier.verify(new Agent(agent.id, clock).header()));
};

for (const [which, prepare] of [
  ["", untouched],
  [" whose keys were renewed because of a forged header", renewedByForgery],
]) {
  test(`invented ids evict no known agent${which}`, async () => {
    const world = gateway({ maxAgents: 3 });
    const { clock, agent, asked, verifier } = world;
    await tells("ok", verifier.verify(agent.header()));
    await prepare(world);
    for (let count = 0; count < 20; count++) {
      await tells("401 agent_unknown", verifier.verify(new Agent(`invented-${count}`, clock).header()));
    }
    asked.length = 0;
    await tells("ok", verifier.verify(agent.header()));
    assert.deepEqual(asked, []);
  });
}

test("the agent that was used least recently makes room", async () => {
  const agents = new Map();
  const { clock, asked, verifier } = gateway({ maxAgents: 2, keysOf: (id) => agents.get(id)?.publicKey });
  for (const id of ["a", "b", "c"]) agents.set(id, new Agent(id, clock));
  const verify = (id) => tells("ok", verifier.verify(agents.get(id).header()));
  for (const id of ["a", "b", "a", "c", "a", "b"]) await verify(id);
  assert.deepEqual(asked, ["a", "b", "c", "b"]);
});

test("keys that were evicted during the request are refreshed all the same", async () => {
  const answer = deferred();
  const { clock, asked, verifier } = gateway({
    maxAgents: 1,
    keysOf: (_id, { refresh }, { publicKey }) => (refresh ? publicKey : answer.promise),
  });
  const verdicts = ["a", "b"].map((id) => verifier.verify(new Agent(id, clock).header()));
  answer.resolve(new Agent("c", clock).publicKey);
  for (const verdict of verdicts) await tells("401 signature_invalid", verdict);
  assert.deepEqual(asked, ["a", "b", "a again", "b again"]);
});

test("a known agent takes the place of the newest stranger, and not of another known agent", async () => {
  const signals = new Map();
  const agents = new Map();
  const { clock, verifier } = gateway({
    maxLookups: 4,
    keysOf(id, { signal, refresh }) {
      if (agents.has(id) && !refresh) return agents.get(id).publicKey;
      signals.set(id, signal);
      return new Promise(() => {});
    },
  });
  for (const id of ["a", "b", "c", "d", "e"]) {
    agents.set(id, new Agent(id, clock));
    await tells("ok", verifier.verify(agents.get(id).header()));
    agents.get(id).rotate();
  }
  const verdicts = new Map();
  const verify = (id) => verdicts.set(id, verifier.verify((agents.get(id) ?? new Agent(id, clock)).header()));
  const aborted = () => [...signals].filter(([, signal]) => signal.aborted).map(([id]) => id);
  for (const id of ["x", "y", "z", "a"]) verify(id);
  for (const [id, expected] of [
    ["b", ["z"]],
    ["c", ["y", "z"]],
    ["d", ["x", "y", "z"]],
    ["e", ["x", "y", "z"]],
  ]) {
    verify(id);
    assert.deepEqual(aborted(), expected);
  }
  for (const id of ["x", "y", "z", "e"]) await tells("503 keys_unavailable", verdicts.get(id));
  verifier.forget();
  await settled();
});

test("invented ids do not keep the keys of a known agent from being renewed", async () => {
  const signals = new Map();
  const { clock, agent, asked, verifier } = gateway({
    maxLookups: 2,
    keysOf(id, { signal }, { publicKey }) {
      if (id === "agent-1") return publicKey;
      signals.set(id, signal);
      return new Promise(() => {});
    },
  });
  await tells("ok", verifier.verify(agent.header()));
  const invented = ["x", "y", "z"].map((id) => verifier.verify(new Agent(id, clock).header()));
  await tells("503 keys_unavailable", invented[2]);
  agent.rotate();
  await tells("ok", verifier.verify(agent.header()));
  clock.pass(60_000);
  await tells("ok", verifier.verify(agent.header()));
  assert.deepEqual(asked, ["agent-1", "x", "y", "agent-1 again", "agent-1"]);
  // Each took the place of the newest stranger.
  await tells("503 keys_unavailable", invented[1]);
  assert.deepEqual(
    [...signals].map(([id, { aborted }]) => [id, aborted]),
    [
      ["x", false],
      ["y", true],
    ],
  );
  verifier.forget();
  await settled();
});

test("a rotation is noticed by the first header of the new key", async () => {
  const { agent, asked, verifier } = gateway();
  const old = agent.header("task-2");
  await tells("ok", verifier.verify(agent.header()));
  agent.rotate();
  await tells("ok", verifier.verify(agent.header()));
  await tells("401 signature_invalid", verifier.verify(old));
  assert.deepEqual(asked, ["agent-1", "agent-1 again"]);
});

test("forged headers cause one refresh per cool-down, and its result is kept", async () => {
  const { clock, agent, asked, verifier } = gateway();
  const forger = new Agent("agent-1", clock);
  await tells("ok", verifier.verify(agent.header()));
  agent.rotate();
  for (let count = 0; count < 50; count++) {
    await tells("401 signature_invalid", verifier.verify(forger.header()));
    clock.pass(99);
  }
  assert.deepEqual(asked, ["agent-1", "agent-1 again"]);
  // The refresh of the forged header has brought the new key.
  await tells("ok", verifier.verify(agent.header()));
  assert.equal(asked.length, 2);
  clock.pass(50);
  await tells("401 signature_invalid", verifier.verify(forger.header()));
  assert.equal(asked.length, 3);
});

test("a rotation just after a forged header is noticed when the cool-down is over", async () => {
  const { clock, agent, asked, verifier } = gateway();
  const forger = new Agent("agent-1", clock);
  await tells("401 signature_invalid", verifier.verify(forger.header()));
  agent.rotate();
  clock.pass(4999);
  await tells("401 signature_invalid", verifier.verify(agent.header()));
  clock.pass(1);
  await tells("ok", verifier.verify(agent.header()));
  assert.deepEqual(asked, ["agent-1", "agent-1 again", "agent-1 again"]);
});

test("another look-up in between does not shorten the cool-down", async () => {
  const { clock, agent, asked, verifier } = gateway({ keysMaxAgeMs: 1000 });
  const forger = new Agent("agent-1", clock);
  await tells("401 signature_invalid", verifier.verify(forger.header()));
  clock.pass(1000);
  await tells("ok", verifier.verify(agent.header()));
  await tells("401 signature_invalid", verifier.verify(forger.header()));
  assert.deepEqual(asked, ["agent-1", "agent-1 again", "agent-1"]);
});

test("another look-up that is running does not shorten the cool-down", async () => {
  const answer = deferred();
  let expired = false;
  const { clock, agent, asked, verifier } = gateway({
    keysMaxAgeMs: 1000,
    keysOf: (_id, _about, { publicKey }) => (expired ? answer.promise : publicKey),
  });
  const forger = new Agent("agent-1", clock);
  await tells("401 signature_invalid", verifier.verify(forger.header()));
  expired = true;
  clock.pass(1000);
  const verdict = verifier.verify(agent.header());
  // The clock goes back, and the keys are still good by it.
  clock.pass(-500);
  await tells("401 signature_invalid", verifier.verify(forger.header()));
  assert.deepEqual(asked, ["agent-1", "agent-1 again", "agent-1"]);
  answer.resolve(agent.publicKey);
  await tells("ok", verdict);
});

test("the keys that a refresh found expire like any other", async () => {
  const { clock, agent, asked, verifier } = gateway();
  await tells("ok", verifier.verify(agent.header()));
  clock.pass(50_000);
  agent.rotate();
  await tells("ok", verifier.verify(agent.header()));
  clock.pass(59_999);
  await tells("ok", verifier.verify(agent.header()));
  assert.equal(asked.length, 2);
  clock.pass(1);
  await tells("ok", verifier.verify(agent.header()));
  assert.equal(asked.length, 3);
});

test("a refresh that fails is 503, and does not count", async () => {
  let fails = false;
  const { agent, asked, verifier } = gateway({
    keysOf: (_id, _about, { publicKey }) => (fails ? Promise.reject(new Error("down")) : publicKey),
  });
  await tells("ok", verifier.verify(agent.header()));
  const old = agent.header("task-2");
  agent.rotate();
  fails = true;
  await tells("503 keys_unavailable", verifier.verify(agent.header()));
  await tells("ok", verifier.verify(old));
  fails = false;
  await tells("ok", verifier.verify(agent.header()));
  assert.deepEqual(asked, ["agent-1", "agent-1 again", "agent-1 again"]);
});

test("concurrent refreshes of one agent are one, and headers of known keys do not wait for it", async () => {
  const answer = deferred();
  const { agent, asked, verifier } = gateway({
    keysOf: (_id, { refresh }, { publicKey }) => (refresh ? answer.promise : publicKey),
  });
  const old = agent.header("task-2");
  await tells("ok", verifier.verify(old));
  agent.rotate();
  const verdicts = Array.from({ length: 20 }, () => verifier.verify(agent.header()));
  await settled();
  await tells("ok", verifier.verify(old));
  answer.resolve(agent.publicKey);
  for (const verdict of verdicts) await tells("ok", verdict);
  assert.deepEqual(asked, ["agent-1", "agent-1 again"]);
});

test("an agent that a refresh does not find is unknown", async () => {
  const { agent, verifier } = gateway({
    keysOf: (_id, { refresh }, { publicKey }) => (refresh ? [] : publicKey),
  });
  const old = agent.header();
  await tells("ok", verifier.verify(old));
  agent.rotate();
  await tells("401 agent_unknown", verifier.verify(agent.header()));
  await tells("401 agent_unknown", verifier.verify(old));
});

test("a look-up that takes too long is aborted, and what it finds later is ignored", async (context) => {
  context.after(() => mock.timers.reset());
  mock.timers.enable({ apis: ["setTimeout"] });
  const late = deferred();
  const signals = [];
  const { agent, asked, verifier } = gateway({
    timeoutMs: 250,
    keysOf(_id, { signal }, { publicKey }) {
      signals.push(signal);
      return signals.length === 1 ? late.promise : publicKey;
    },
  });
  const verdict = verifier.verify(agent.header());
  await settled();
  mock.timers.tick(249);
  assert.equal(signals[0].aborted, false);
  mock.timers.tick(1);
  assert.equal(signals[0].aborted, true);
  const refused = await tells("503 keys_unavailable", verdict);
  assert.equal(signals[0].reason, refused.error);
  late.resolve(new Agent("agent-1", agent.clock).publicKey);
  await settled();
  await tells("ok", verifier.verify(agent.header()));
  assert.equal(asked.length, 2);
  assert.equal(signals[1].aborted, false);
});

test("a late rejection is nobody's business", async (context) => {
  context.after(() => mock.timers.reset());
  mock.timers.enable({ apis: ["setTimeout"] });
  const late = deferred();
  const { agent, verifier } = gateway({ timeoutMs: 1, keysOf: () => late.promise });
  const verdict = verifier.verify(agent.header());
  await settled();
  mock.timers.tick(1);
  await tells("503 keys_unavailable", verdict);
  late.reject(new Error("too late"));
  await settled();
});

test("an earlier look-up does not replace what a later one found", async () => {
  const answers = [];
  const { agent, verifier, clock } = gateway({
    keysOf() {
      answers.push(deferred());
      return answers.at(-1).promise;
    },
  });
  const [first, second] = [agent.publicKey, agent.rotate().publicKey];
  const forgotten = verifier.verify(agent.header());
  verifier.forget("agent-1");
  await settled();
  answers[1].resolve(second);
  await tells("ok", forgotten);
  answers[0].resolve(first);
  await settled();
  await tells("ok", verifier.verify(agent.header()));
  assert.equal(answers.length, 2);
  assert.ok(clock);
});

test("a look-up is shared although the clock jumps", async () => {
  const answer = deferred();
  const { clock, agent, asked, verifier } = gateway({
    keysOf: (id) => (id === "agent-1" ? answer.promise : null),
  });
  const verdicts = [verifier.verify(agent.header())];
  clock.pass(100_000);
  await tells("401 agent_unknown", verifier.verify(new Agent("agent-2", clock).header()));
  verdicts.push(verifier.verify(agent.header()));
  answer.resolve(agent.publicKey);
  for (const verdict of verdicts) await tells("ok", verdict);
  assert.deepEqual(asked, ["agent-1", "agent-2"]);
});

test("forget ends the look-ups of this agent, and of no other", async () => {
  const signals = new Map();
  const { clock, verifier } = gateway({
    keysOf(id, { signal }) {
      if (signals.has(id)) return null;
      signals.set(id, signal);
      return new Promise(() => {});
    },
  });
  const verdicts = ["a", "b"].map((id) => verifier.verify(new Agent(id, clock).header()));
  verifier.forget("a");
  await tells("401 agent_unknown", verdicts[0]);
  assert.deepEqual([signals.get("a").aborted, signals.get("b").aborted], [true, false]);
  assert.equal(signals.get("a").reason.message, "the agent's keys were forgotten");
  verifier.forget("b");
  await tells("401 agent_unknown", verdicts[1]);
});

test("a look-up that starts just after another was forgotten is shared", async () => {
  const answers = [];
  const { agent, verifier } = gateway({
    keysOf() {
      answers.push(deferred());
      return answers.at(-1).promise;
    },
  });
  const verdicts = [verifier.verify(agent.header())];
  verifier.forget(agent.id);
  verdicts.push(verifier.verify(agent.header()));
  await settled();
  assert.equal(answers.length, 2);
  answers[1].resolve(agent.publicKey);
  for (const verdict of verdicts) await tells("ok", verdict);
});

test("keys that are forgotten as soon as they were found stay forgotten", async () => {
  const answer = deferred();
  let revoked = false;
  const { agent, asked, verifier } = gateway({
    keysOf: () => (revoked ? null : answer.promise),
    replays: new ReplayGuard({
      store: {
        // The first of the two requests notices that the agent was revoked.
        firstSeen(_id, now) {
          if (!revoked) verifier.forget("agent-1");
          revoked = true;
          return now;
        },
      },
    }),
  });
  const verdicts = [verifier.verify(agent.header("task-1")), verifier.verify(agent.header("task-2"))];
  answer.resolve(agent.publicKey);
  for (const verdict of verdicts) await tells("ok", verdict);
  await tells("401 agent_unknown", verifier.verify(agent.header("task-3")));
  assert.equal(asked.length, 2);
});

test("forget drops the keys of one agent, or of all", async () => {
  const agents = new Map();
  const { clock, asked, verifier } = gateway({ keysOf: (id) => agents.get(id)?.publicKey });
  for (const id of ["a", "b"]) agents.set(id, new Agent(id, clock));
  const verifyAll = async () => {
    asked.length = 0;
    for (const agent of agents.values()) await tells("ok", verifier.verify(agent.header()));
    return asked;
  };
  assert.deepEqual(await verifyAll(), ["a", "b"]);
  assert.deepEqual(await verifyAll(), []);
  verifier.forget("b");
  assert.deepEqual(await verifyAll(), ["b"]);
  verifier.forget();
  assert.deepEqual(await verifyAll(), ["a", "b"]);
  verifier.forget("nobody");
  assert.deepEqual(await verifyAll(), []);
});

test("requests whose look-up was forgotten look the agent up again", async () => {
  const answers = [];
  const { agent, verifier } = gateway({
    keysOf(_id, { signal }) {
      answers.push({ ...deferred(), signal });
      return answers.at(-1).promise;
    },
  });
  const revoked = agent.header();
  const verdicts = [verifier.verify(revoked), verifier.verify(revoked)];
  await settled();
  verifier.forget("agent-1");
  await settled();
  assert.deepEqual(
    answers.map(({ signal }) => signal.aborted),
    [true, false],
  );
  answers[0].resolve(agent.publicKey);
  answers[1].resolve(null);
  for (const verdict of verdicts) await tells("401 agent_unknown", verdict);
});

test("forget over and over again ends with 503", async () => {
  const { agent, asked, verifier } = gateway({ keysOf: () => new Promise(() => {}) });
  const verdict = verifier.verify(agent.header());
  for (let count = 0; count < 10; count++) {
    await settled();
    verifier.forget();
  }
  await tells("503 keys_unavailable", verdict);
  assert.equal(asked.length, 3);
});

/** Lets the host have another global during the test. */
function withGlobal(context, name, value) {
  const before = Object.getOwnPropertyDescriptor(globalThis, name);
  context.after(() => {
    if (before) Object.defineProperty(globalThis, name, before);
    else delete globalThis[name];
  });
  Object.defineProperty(globalThis, name, { value, configurable: true });
}

/** Lets verifiers that are made during the test believe that they run on Cloudflare Workers. */
const onWorkers = (context) => withGlobal(context, "navigator", { userAgent: "Cloudflare-Workers" });

for (const [name, value, count] of [
  ["navigator", { userAgent: "Cloudflare-Workers" }, 2],
  ["navigator", { userAgent: "Node.js/24" }, 1],
  ["navigator", {}, 1],
  ["navigator", null, 1],
  ["navigator", undefined, 1],
  ["navigator", "Cloudflare-Workers", 1],
  ["WebSocketPair", class {}, 2],
  ["EdgeRuntime", "edge-runtime", 2],
]) {
  test(`two requests cause ${count} look-ups if ${name} is ${JSON.stringify(value)}`, async (context) => {
    withGlobal(context, name, value);
    const { agent, asked, verifier } = gateway();
    const verdicts = [verifier.verify(agent.header()), verifier.verify(agent.header())];
    for (const verdict of verdicts) await tells("ok", verdict);
    assert.equal(asked.length, count);
  });
}

test("on Cloudflare Workers no request waits for the promise of another", async (context) => {
  onWorkers(context);
  const answers = [];
  const signals = [];
  const { agent, asked, verifier } = gateway({
    keysOf(_id, { signal }) {
      signals.push(signal);
      answers.push(deferred());
      return answers.at(-1).promise;
    },
  });
  const verdicts = Array.from({ length: 3 }, () => verifier.verify(agent.header()));
  await settled();
  assert.equal(asked.length, 3);
  // One request does not end a look-up of another.
  verifier.forget();
  assert.ok(signals.every(({ aborted }) => !aborted));
  for (const answer of answers) answer.resolve(agent.publicKey);
  await settled();
  assert.equal(asked.length, 6);
  answers[4].resolve(agent.publicKey);
  await tells("ok", verdicts[1]);
  // The result is shared.
  await tells("ok", verifier.verify(agent.header()));
  assert.equal(asked.length, 6);
  for (const answer of answers) answer.resolve(agent.publicKey);
  assert.deepEqual((await Promise.all(verdicts)).map(told), ["ok", "ok", "ok"]);
});

test("on Cloudflare Workers a request whose client has left takes no place for ever", async (context) => {
  onWorkers(context);
  context.after(() => mock.timers.reset());
  // Timers of such a request never fire.
  mock.timers.enable({ apis: ["setTimeout"] });
  const { clock, agent, verifier } = gateway({
    maxLookups: 2,
    keysOf: (id, _about, { publicKey }) => (id === "agent-1" ? publicKey : new Promise(() => {})),
  });
  for (const id of ["a", "b"]) verifier.verify(new Agent(id, clock).header());
  await tells("503 keys_unavailable", verifier.verify(agent.header()));
  clock.pass(5000);
  await tells("503 keys_unavailable", verifier.verify(agent.header()));
  clock.pass(1);
  await tells("ok", verifier.verify(agent.header()));
});

/** A verifier on Cloudflare Workers whose look-ups are answered from outside. */
function answeredOnWorkers(context) {
  onWorkers(context);
  const answers = [];
  const keysOf = () => {
    answers.push(deferred());
    return answers.at(-1).promise;
  };
  return { answers, ...gateway({ keysOf }) };
}

test("on Cloudflare Workers keys that were forgotten during their look-up are not kept", async (context) => {
  const { answers, agent, verifier } = answeredOnWorkers(context);
  const first = verifier.verify(agent.header());
  verifier.forget();
  answers[0].resolve(agent.publicKey);
  await settled();
  const second = verifier.verify(agent.header());
  assert.equal(answers.length, 3);
  for (const answer of answers) answer.resolve(null);
  for (const verdict of [first, second]) await tells("401 agent_unknown", verdict);
});

test("on Cloudflare Workers an earlier look-up does not replace what a later one found", async (context) => {
  const { answers, agent, verifier } = answeredOnWorkers(context);
  const old = agent.publicKey;
  const first = verifier.verify(agent.header());
  agent.rotate();
  const second = verifier.verify(agent.header());
  answers[1].resolve(agent.publicKey);
  await tells("ok", second);
  answers[0].resolve(old);
  await settled();
  // The header of the old key is judged by the newer keys, so a refresh is tried for it.
  answers[2].resolve(agent.publicKey);
  await tells("401 signature_invalid", first);
  await tells("ok", verifier.verify(agent.header()));
  assert.equal(answers.length, 3);
});

test("on Cloudflare Workers the keys that another request has found meanwhile need no refresh", async (context) => {
  const { answers, agent, verifier } = answeredOnWorkers(context);
  const old = agent.publicKey;
  agent.rotate();
  const verdicts = [verifier.verify(agent.header()), verifier.verify(agent.header())];
  answers[0].resolve(old);
  answers[1].resolve(agent.publicKey);
  for (const verdict of verdicts) await tells("ok", verdict);
  assert.equal(answers.length, 2);
});

test("on Cloudflare Workers the look-ups of known agents are limited, too", async (context) => {
  onWorkers(context);
  const agents = new Map();
  const pending = deferred();
  const { clock, verifier } = gateway({
    maxLookups: 1,
    keysOf: (id, { refresh }) => (refresh ? pending.promise : agents.get(id).publicKey),
  });
  for (const id of ["a", "b"]) {
    agents.set(id, new Agent(id, clock));
    await tells("ok", verifier.verify(agents.get(id).header()));
    agents.get(id).rotate();
  }
  const first = verifier.verify(agents.get("a").header());
  await tells("503 keys_unavailable", verifier.verify(agents.get("b").header()));
  pending.resolve(agents.get("a").publicKey);
  await tells("ok", first);
});

test("on Cloudflare Workers a known agent is looked up beyond the limit", async (context) => {
  onWorkers(context);
  const signals = [];
  const { clock, agent, verifier } = gateway({
    maxLookups: 1,
    timeoutMs: 50,
    keysOf(id, { signal }, { publicKey }) {
      if (id === "agent-1") return publicKey;
      signals.push(signal);
      return new Promise(() => {});
    },
  });
  await tells("ok", verifier.verify(agent.header()));
  const invented = verifier.verify(new Agent("invented", clock).header());
  agent.rotate();
  await tells("ok", verifier.verify(agent.header()));
  assert.equal(signals[0].aborted, false);
  await tells("503 keys_unavailable", invented);
});
