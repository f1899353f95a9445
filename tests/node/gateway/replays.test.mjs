import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mock, test } from "node:test";
import { isAgentIdentityError } from "agent-identity-wasm";
import { AssertionVerifier, ReplayGuard } from "agent-identity-wasm/gateway";
import { deferred, gateway, settled, tells, told } from "./support/gateway.mjs";

test("a header is accepted again for two seconds after its first sight, by default", async () => {
  const { clock, agent } = gateway();
  const verifier = new AssertionVerifier({ keysOf: () => agent.publicKey, now: clock.now });
  const header = agent.header();
  for (const ms of [0, 0, 1999, 1]) {
    clock.pass(ms);
    await tells("ok", verifier.verify(header));
  }
  clock.pass(1);
  await tells("401 assertion_replayed", verifier.verify(header));
  await tells("ok", verifier.verify(agent.header()));
});

test("without a guard a header is accepted for as long as it is fresh", async () => {
  const { clock, agent, verifier } = gateway({ replays: false });
  const header = agent.header();
  await tells("ok", verifier.verify(header));
  clock.pass(300_000);
  await tells("ok", verifier.verify(header));
});

/** The same assertion in an envelope that is written in another way. */
function encodedAnew(header) {
  const { signature, ...members } = JSON.parse(Buffer.from(header.split(" ")[1], "base64url"));
  const json = JSON.stringify({ extra: 1, ...members, signature }, null, 1).replace("task-1", "t\\u0061sk-1");
  return `agentassertion  ${Buffer.from(json).toString("base64url")}`;
}

test("an envelope that is encoded anew is the same header", async () => {
  const { clock, agent, verifier } = gateway({ replays: new ReplayGuard() });
  const header = agent.header();
  await tells("ok", verifier.verify(header));
  await tells("ok", verifier.verify(encodedAnew(header)));
  clock.pass(2001);
  await tells("401 assertion_replayed", verifier.verify(encodedAnew(header)));
});

test("only headers that verified are remembered", async () => {
  const { clock, agent, verifier } = gateway({ replays: new ReplayGuard() });
  const header = agent.header();
  await tells("401 task_id_unexpected", verifier.verify(header, { taskId: "task-2" }));
  clock.pass(2001);
  await tells("ok", verifier.verify(header));
});

test("verifiers that share a guard know each other's headers", async () => {
  const replays = new ReplayGuard({ reuseMs: 0 });
  const { clock, agent, verifier } = gateway({ replays });
  const another = new AssertionVerifier({ keysOf: () => agent.publicKey, now: clock.now, replays });
  const header = agent.header();
  await tells("ok", verifier.verify(header));
  await tells("ok", another.verify(header));
  clock.pass(1);
  await tells("401 assertion_replayed", another.verify(header));
});

test("a clock that goes back does not prolong the period of reuse", async () => {
  const { clock, agent, verifier } = gateway({ replays: new ReplayGuard() });
  const header = agent.header();
  await tells("ok", verifier.verify(header));
  clock.pass(-100_000);
  await tells("ok", verifier.verify(header));
  clock.pass(2001);
  await tells("401 assertion_replayed", verifier.verify(header));
});

test("in memory, what expires first makes room first", async () => {
  const { clock, agent, verifier } = gateway({ replays: new ReplayGuard({ maxEntries: 2 }) });
  const lasting = agent.header("lasting", clock.ms + 290_000);
  const passing = agent.header("passing", clock.ms - 290_000);
  await tells("ok", verifier.verify(lasting));
  await tells("ok", verifier.verify(passing));
  clock.pass(5000);
  await tells("ok", verifier.verify(agent.header("third")));
  await tells("401 assertion_replayed", verifier.verify(lasting));
  // The evicted one is accepted again, and evicts what expires first in turn.
  await tells("ok", verifier.verify(passing));
});

test("of many headers, those are forgotten that expire first", async () => {
  const maxEntries = 20;
  const { clock, agent, verifier } = gateway({ replays: new ReplayGuard({ reuseMs: 0, maxEntries }) });
  // Each header expires at a time of its own.
  const headers = Array.from({ length: 100 }, (_, index) => agent.header("task-1", clock.ms - index * 1000));
  let remembered = [];
  let state = 7;
  for (let round = 0; round < 1000; round++) {
    state = (state * 48_271) % 2_147_483_647;
    const index = state % headers.length;
    const expected = remembered.includes(index) ? "401 assertion_replayed" : "ok";
    clock.pass(1);
    await tells(expected, verifier.verify(headers[index]));
    if (expected !== "ok") continue;
    // The header that was signed first expires first.
    remembered.sort((one, other) => one - other);
    remembered = remembered.slice(0, maxEntries - 1).concat(index);
  }
});

test("a memory of one header holds the last one", async () => {
  const { clock, agent, verifier } = gateway({ replays: new ReplayGuard({ reuseMs: 0, maxEntries: 1 }) });
  const headers = [30, 20, 10, 40].map((seconds) => agent.header("task-1", clock.ms - seconds * 1000));
  for (let round = 0; round < 3; round++) {
    for (const header of headers) {
      await tells("ok", verifier.verify(header));
      clock.pass(1);
      await tells("401 assertion_replayed", verifier.verify(header));
    }
  }
});

test("a new header removes four that have expired, so that it does not wait for more", async () => {
  const { clock, agent, verifier } = gateway({ replays: new ReplayGuard() });
  const old = [290, 289, 288, 287, 286, 285].map((seconds) =>
    agent.header("task-1", clock.ms - seconds * 1000),
  );
  for (const header of old) await tells("ok", verifier.verify(header));
  clock.pass(100_000);
  await tells("ok", verifier.verify(agent.header("task-2")));
  clock.pass(-100_000);
  const verdicts = await Promise.all(old.map((header) => verifier.verify(header)));
  // A removed entry may have been any header of its time. The others are still known, and were just seen.
  const replayed = "401 assertion_replayed";
  assert.deepEqual(verdicts.map(told), [replayed, replayed, replayed, replayed, "ok", "ok"]);
});

for (const [late, expected] of [
  [59_999, "ok"],
  [60_000, "401 assertion_replayed"],
]) {
  test(`a header is kept for a minute after it is stale: ${late} ms`, async () => {
    const { clock, agent, verifier } = gateway({ replays: new ReplayGuard() });
    const header = agent.header();
    await tells("ok", verifier.verify(header));
    clock.pass(300_000 + late);
    await tells("ok", verifier.verify(agent.header("task-2")));
    clock.pass(-300_000 - late);
    await tells(expected, verifier.verify(header));
  });
}

test("the memory holds many headers, and knows each of them", async () => {
  const { clock, agent, verifier } = gateway({ replays: new ReplayGuard({ maxEntries: 300 }) });
  let state = 7;
  const random = () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state / 2147483648;
  };
  const headers = Array.from({ length: 300 }, (_, index) =>
    agent.header(`task-${index}`, clock.ms + Math.floor(random() * 500_000) - 250_000),
  );
  for (const header of headers) await tells("ok", verifier.verify(header));
  clock.pass(2001);
  for (const header of headers) await tells("401 assertion_replayed", verifier.verify(header));
});

test("a store gets the id, the time and how long to remember it", async () => {
  const calls = [];
  const store = {
    firstSeen(...given) {
      calls.push(given);
      assert.equal(this, store);
      return given[1];
    },
  };
  const replays = new ReplayGuard({ store });
  const { clock, agent, verifier } = gateway({ replays, maxAgeSeconds: 10.0005, maxSkewSeconds: 5 });
  const { assertion } = await tells("ok", verifier.verify(agent.header()));
  const hash = createHash("sha256").update(agent.publicKey.toBytes()).update(assertion.signedText);
  assert.deepEqual(calls, [[hash.digest("base64url"), clock.ms, 75_001]]);
});

for (const [age, expected] of [
  [0, "ok"],
  [2000, "ok"],
  [2001, "401 assertion_replayed"],
  [-5000, "ok"],
]) {
  test(`a store decides by the age of a header: ${age} ms`, async () => {
    for (const wrap of [(value) => value, (value) => Promise.resolve(value)]) {
      const store = { firstSeen: (_id, now) => wrap(now - age) };
      const { agent, verifier } = gateway({ replays: new ReplayGuard({ store }) });
      await tells(expected, verifier.verify(agent.header()));
    }
  });
}

for (const [name, firstSeen] of Object.entries({
  throws: () => {
    throw new Error("down");
  },
  rejects: () => Promise.reject(new Error("down")),
  "returns nothing": () => {},
  "returns NaN": () => Number.NaN,
  "returns Infinity": () => Number.POSITIVE_INFINITY,
  "returns a string": () => "0",
  "returns a BigInt": () => 0n,
  "returns a promise of null": async () => null,
})) {
  test(`a store that ${name} is 503`, async () => {
    const { agent, verifier } = gateway({ replays: new ReplayGuard({ store: { firstSeen } }) });
    const { error } = await tells("503 replays_unavailable", verifier.verify(agent.header()));
    const fails = /throws|rejects/.test(name);
    assert.equal(error.cause?.message, fails ? "down" : undefined);
  });
}

test("a store that takes too long is 503, and what it says later is ignored", async (context) => {
  context.after(() => mock.timers.reset());
  mock.timers.enable({ apis: ["setTimeout"] });
  const late = deferred();
  const replays = new ReplayGuard({ store: { firstSeen: () => late.promise } });
  const timeoutMs = 100;
  const { agent, verifier } = gateway({ replays, timeoutMs });
  const verdict = verifier.verify(agent.header());
  await settled();
  await settled();
  mock.timers.tick(timeoutMs);
  const { error } = await tells("503 replays_unavailable", verdict);
  assert.ok(isAgentIdentityError(error.cause, "replays_unavailable"));
  // The time is the setting: the timers are mocked, so nothing here takes any.
  assert.equal(error.cause.message, `the replay store took longer than ${timeoutMs} ms`);
  late.reject(new Error("too late"));
  await settled();
});

test("the time of a header that waited for a look-up is the time after it", async () => {
  const answer = deferred();
  const times = [];
  const store = { firstSeen: (_id, now) => times.push(now) && now };
  const { clock, agent, verifier } = gateway({
    replays: new ReplayGuard({ store }),
    keysOf: () => answer.promise,
  });
  const verdict = verifier.verify(agent.header());
  await settled();
  clock.pass(1234);
  answer.resolve(agent.publicKey);
  await tells("ok", verdict);
  assert.deepEqual(times, [clock.ms]);
});

for (const [options, code] of [
  [null, "wrong_type"],
  [7, "wrong_type"],
  [{ reuseMs: -1 }, "number_out_of_range"],
  [{ reuseMs: Number.NaN }, "number_out_of_range"],
  [{ reuseMs: "2000" }, "wrong_type"],
  [{ maxEntries: 0 }, "number_out_of_range"],
  [{ maxEntries: 1.5 }, "number_out_of_range"],
  [{ store: null }, "wrong_type"],
  [{ store: "x" }, "wrong_type"],
  [{ store: {} }, "wrong_type"],
  [{ store: { firstSeen: 7 } }, "wrong_type"],
  [{ store: () => 0 }, "wrong_type"],
  [{ store: Object.assign(() => 0, { firstSeen: () => 0 }) }, "wrong_type"],
]) {
  test(`the constructor of the guard refuses ${JSON.stringify(options)} with ${code}`, () => {
    assert.throws(
      () => new ReplayGuard(options),
      (error) =>
        isAgentIdentityError(error, code) && error.message.startsWith(`${subjectOf(options)} must be`),
    );
  });
}

/** The subject of a refusal of these options: the only option, if there are any. */
const subjectOf = (options) => Object.keys(Object(options)).at(0) ?? "the options";

test("a header that was dropped as stale stays refused when the clock goes back", async () => {
  const { clock, agent, verifier } = gateway({ replays: new ReplayGuard() });
  const start = clock.ms;
  const header = agent.header();
  await tells("ok", verifier.verify(header));
  clock.pass(3000);
  await tells("401 assertion_replayed", verifier.verify(header));
  let back = start;
  for (const ahead of [364_000, 3_600_000, 30_000_000_000]) {
    clock.ms = start + ahead;
    await tells("ok", verifier.verify(agent.header(`task-${ahead}`)));
    back += 5000;
    clock.ms = back;
    const { error } = await tells("401 assertion_replayed", verifier.verify(header));
    assert.match(error.message, /^the clock went back, /);
    await tells("ok", verifier.verify(agent.header(`back-${ahead}`)));
  }
});

test("a clock that goes back by less than a minute refuses no header that is new", async () => {
  const { clock, agent, verifier } = gateway({ replays: new ReplayGuard() });
  for (let round = 0; round < 40; round++) {
    for (const step of [100_000, -59_000]) {
      clock.pass(step);
      await tells("ok", verifier.verify(agent.header(`task-${round}-${step}`)));
      await tells("ok", verifier.verify(agent.header(`old-${round}-${step}`, clock.ms - 300_000)));
    }
  }
});

test("what is remembered of dropped headers is bounded, however often the clock jumps", async () => {
  const { clock, agent, verifier } = gateway({ replays: new ReplayGuard() });
  const start = clock.ms;
  const first = agent.header();
  await tells("ok", verifier.verify(first));
  for (let jump = 1; jump < 200; jump++) {
    clock.ms = start + jump * 10_000_000;
    await tells("ok", verifier.verify(agent.header()));
  }
  clock.ms = start;
  await tells("401 assertion_replayed", verifier.verify(first));
});
