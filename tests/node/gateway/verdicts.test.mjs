import assert from "node:assert/strict";
import { test } from "node:test";
import {
  AgentIdentityError,
  AgentPublicKey,
  isAgentIdentityError,
  parseAssertion,
  verifyAssertion,
} from "agent-identity-wasm";
import { AssertionVerifier } from "agent-identity-wasm/gateway";
import { headers as table } from "../support/vectors.mjs";
import { Agent, gateway, tells, told } from "./support/gateway.mjs";

test("a valid header is accepted, with the assertion and the key that made it", async () => {
  const { agent, verifier } = gateway();
  const header = agent.header();
  const verdict = await tells("ok", verifier.verify(header));
  const expected = verifyAssertion(header, agent.publicKey, { now: agent.clock.ms });
  assert.deepEqual(verdict.assertion, expected);
  assert.ok(verdict.publicKey.equals(agent.publicKey));
  assert.equal(verdict.publicKey, verdict.publicKey);
});

/** The verifier of a row of the table, which says when, by which key and within which window. */
function verifierOf(row) {
  const key = AgentPublicKey.parse(row.public_key ?? table.public_key);
  return new AssertionVerifier({
    keysOf: () => key,
    maxAgeSeconds: row.max_age_seconds,
    maxSkewSeconds: row.max_skew_seconds,
    now: () => row.now_ms ?? Date.parse(table.now),
  });
}

const expectedBy = (row) => ({
  ...(row.expected_agent_runtime_id !== undefined && { agentRuntimeId: row.expected_agent_runtime_id }),
  ...(row.expected_task_id !== undefined && { taskId: row.expected_task_id }),
});

test("every header of the table gets the code of its row", async () => {
  const differing = [];
  for (const row of table.cases) {
    const verdict = await verifierOf(row).verify(row.header, expectedBy(row));
    const expected = row.code === null ? "ok" : `401 ${row.code}`;
    if (told(verdict) !== expected) differing.push({ name: row.name, expected, found: told(verdict) });
  }
  assert.ok(table.cases.length > 600);
  // The core judges the signature before the age; a gateway cannot, because it needs no key for the age.
  const swapped = ["order: signature before age", "order: signature before skew"];
  assert.deepEqual(
    differing.filter(({ name }) => !swapped.includes(name)),
    [],
  );
});

/** These have the same message, so that nobody can enumerate agents. */
const UNPROVEN = ["signature_invalid", "agent_runtime_id_unexpected", "task_id_unexpected"];

test("every code of the table has a public message of its own, but for those that must look alike", async () => {
  const codesOf = new Map();
  for (const row of table.cases) {
    const { ok, code, publicMessage } = await verifierOf(row).verify(row.header, expectedBy(row));
    if (ok) continue;
    assert.match(publicMessage, /^[A-Z][^"\\]+\.$/);
    codesOf.set(publicMessage, (codesOf.get(publicMessage) ?? new Set()).add(code));
  }
  for (const codes of codesOf.values())
    assert.ok(codes.size === 1 || [...codes].every((code) => UNPROVEN.includes(code)), [...codes].join());
  assert.ok(codesOf.size >= 18, String(codesOf.size));
});

test("form and age are judged before any look-up", async () => {
  const { clock, agent, asked, verifier } = gateway();
  await tells("401 authorization_missing", verifier.verify(null));
  await tells("401 authorization_missing", verifier.verify(undefined));
  await tells("401 assertion_scheme_invalid", verifier.verify(""));
  await tells("401 assertion_base64url_invalid", verifier.verify("AgentAssertion §"));
  await tells("401 text_not_unicode", verifier.verify("AgentAssertion \ud800"));
  await tells("401 assertion_too_long", verifier.verify(`AgentAssertion ${"A".repeat(9000)}`));
  await tells("401 timestamp_expired", verifier.verify(agent.header("task-1", clock.ms - 300_001)));
  await tells("401 timestamp_in_future", verifier.verify(agent.header("task-1", clock.ms + 301_000)));
  assert.deepEqual(asked, []);
});

test("the window is the one that was asked for, and includes both ends", async () => {
  const { clock, agent, verifier } = gateway({ maxAgeSeconds: 60, maxSkewSeconds: 5 });
  await tells("ok", verifier.verify(agent.header("task-1", clock.ms - 60_000)));
  await tells("401 timestamp_expired", verifier.verify(agent.header("task-1", clock.ms - 61_000)));
  await tells("ok", verifier.verify(agent.header("task-1", clock.ms + 5000)));
  await tells("401 timestamp_in_future", verifier.verify(agent.header("task-1", clock.ms + 6000)));
});

test("expected ids are judged after the signature", async () => {
  const { agent, verifier } = gateway();
  const expected = { agentRuntimeId: "agent-1", taskId: "task-1" };
  await tells("ok", verifier.verify(agent.header(), expected));
  await tells("ok", verifier.verify(agent.header(), {}));
  await tells("401 task_id_unexpected", verifier.verify(agent.header("task-2"), expected));
  await tells(
    "401 agent_runtime_id_unexpected",
    verifier.verify(agent.header(), { agentRuntimeId: "agent-2" }),
  );
  const impostor = new Agent("agent-1", agent.clock);
  await tells("401 signature_invalid", verifier.verify(impostor.header("task-2"), expected));
  // An id that no agent can have is an id that this agent does not have.
  await tells("401 agent_runtime_id_unexpected", verifier.verify(agent.header(), { agentRuntimeId: "" }));
  await tells("401 task_id_unexpected", verifier.verify(agent.header(), Object.create({ taskId: "task-2" })));
});

test("a refusal says what the header claimed, if it could be read", async () => {
  const { clock, agent, verifier } = gateway();
  const timestamp = "2026-11-26T12:00:00Z";
  const unknown = await verifier.verify(new Agent("agent-2", clock).header("task-7"));
  assert.deepEqual(unknown.claimed, { agentRuntimeId: "agent-2", taskId: "task-7", timestamp });
  const stale = await verifier.verify(agent.header("task-1", clock.ms - 400_000));
  assert.equal(stale.claimed.taskId, "task-1");
  const early = await verifier.verify(agent.header("task-2", clock.ms + 400_000));
  assert.equal(early.claimed.taskId, "task-2");
  assert.ok(!("claimed" in (await verifier.verify("AgentAssertion x"))));
});

test("the error of a refusal is one of the package, with the code of the refusal", async () => {
  const { agent, verifier } = gateway();
  for (const header of [null, "Bearer x", new Agent("agent-2", agent.clock).header()]) {
    const { code, error } = await verifier.verify(header);
    assert.ok(error instanceof AgentIdentityError);
    assert.ok(isAgentIdentityError(error, code));
  }
});

const unreadable = {
  get agentRuntimeId() {
    throw new Error("not today");
  },
};

for (const [name, expected] of Object.entries({
  "an id that is undefined": { agentRuntimeId: undefined },
  "a task id that is undefined": { taskId: undefined },
  "an inherited id that is undefined": Object.create({ taskId: undefined }),
  "an id that is null": { taskId: null },
  "an id that is a number": { agentRuntimeId: 7 },
  "an id that is a String object": { taskId: new String("task-1") },
  "an id that cannot be read": unreadable,
  "the name of another function's option": { expectedTaskId: "task-1" },
  null: null,
  "a string": "agent-1",
  "an array": [],
})) {
  test(`a mistake among the expected ids is a refusal with 500: ${name}`, async () => {
    const { agent, verifier } = gateway();
    await tells("500 wrong_type", verifier.verify(agent.header(), expected));
    await tells("500 wrong_type", verifier.verifyRequest({ headers: {} }, expected));
  });
}

/** A class with the names of other functions' options, which listing its members does not show. */
class Mistaken {
  get expectedAgentRuntimeId() {
    return "agent-2";
  }
}

for (const [name, expected, message] of [
  ["null", null, "the expected ids must be an object"],
  ["a string", "agent-1", "the expected ids must be an object"],
  ["an array", ["agent-1"], "the expected ids must be an object"],
  ["an id that is no text", { taskId: 7 }, "the expected taskId must be a string"],
  ["a mistaken name in a class", new Mistaken(), "the expected ids are called agentRuntimeId and taskId"],
  [
    "a mistaken name that is inherited",
    Object.create({ expectedTaskId: "task-2" }),
    "the expected ids are called agentRuntimeId and taskId",
  ],
]) {
  test(`the error says what is wrong with the expected ids: ${name}`, async () => {
    const { agent, verifier } = gateway();
    const { error } = await tells("500 wrong_type", verifier.verify(agent.header(), expected));
    assert.equal(error.message, message);
  });
}

test("the error of an unexpected id says which id it is", async () => {
  const { agent, verifier } = gateway();
  for (const name of ["agentRuntimeId", "taskId"]) {
    const { error } = await verifier.verify(agent.header(), { [name]: "another" });
    assert.equal(error.message, `the assertion's ${name} is not the expected one`);
  }
});

const throws = (thrown) => () => {
  throw thrown;
};

for (const [name, now, code, message] of [
  ["not a number", () => "now", "wrong_type", "now() must return a number"],
  ["a Date", () => new Date(), "wrong_type", "now() must return a number"],
  ["not finite", () => Number.NaN, "time_out_of_range", "now() must return a finite number"],
  ["infinite", () => Number.POSITIVE_INFINITY, "time_out_of_range", "now() must return a finite number"],
  ["beyond the year 9999", () => 1e15, "time_out_of_range"],
  ["broken", throws(new Error("no clock")), "wrong_type"],
  ["broken, and throws a text", throws("no clock"), "wrong_type"],
  ["broken, and throws nothing", throws(undefined), "wrong_type"],
  ["broken, with a code of the host", throws(Object.assign(new Error("x"), { code: "EIO" })), "wrong_type"],
  ["broken, with half an error", throws(Object.create(AgentIdentityError.prototype)), "wrong_type"],
  [
    "broken, with an error that a header may cause",
    () => parseAssertion("Bearer x"),
    "assertion_scheme_invalid",
  ],
]) {
  test(`a clock that is ${name} is a refusal with 500`, async () => {
    const { agent } = gateway();
    const verifier = new AssertionVerifier({ keysOf: () => agent.publicKey, now });
    const { error, publicMessage } = await tells(`500 ${code}`, verifier.verify(agent.header()));
    if (message) assert.equal(error.message, message);
    assert.equal(publicMessage, "The request cannot be verified because of an error of the server.");
  });
}

test("the host's clock is used unless another is given", async () => {
  const { agent } = gateway();
  const verifier = new AssertionVerifier({ keysOf: () => agent.publicKey });
  await tells("ok", verifier.verify(agent.header("task-1", Date.now())));
});

test("a header that is not a string is a refusal with 500", async () => {
  const { verifier } = gateway();
  for (const header of [7, {}, [], Symbol("x"), true, () => "x"]) {
    const { error } = await tells("500 wrong_type", verifier.verify(header));
    assert.equal(error.message, "the Authorization header must be a string, null or undefined");
  }
});

test("keysOf and now are called on the options", async () => {
  const { agent } = gateway();
  const options = {
    key: agent.publicKey,
    ms: agent.clock.ms,
    keysOf() {
      return this.key;
    },
    now() {
      return this.ms;
    },
  };
  await tells("ok", new AssertionVerifier(options).verify(agent.header()));
});

const keysOf = () => null;
for (const [options, code] of [
  [undefined, "wrong_type"],
  [null, "wrong_type"],
  [{}, "wrong_type"],
  [{ keysOf: "x" }, "wrong_type"],
  [{ keysOf, replays: true }, "wrong_type"],
  [{ keysOf, replays: null }, "wrong_type"],
  [{ keysOf, replays: {} }, "wrong_type"],
  [{ keysOf, now: 5 }, "wrong_type"],
  [{ keysOf, realm: 5 }, "wrong_type"],
  [{ keysOf, realm: "x".repeat(257) }, "text_too_long"],
  [{ keysOf, maxAgeSeconds: "300" }, "wrong_type"],
  [{ keysOf, maxAgeSeconds: -1 }, "number_out_of_range"],
  [{ keysOf, maxSkewSeconds: Number.NaN }, "number_out_of_range"],
  [{ keysOf, maxAgents: 0 }, "number_out_of_range"],
  [{ keysOf, maxAgents: 1.5 }, "number_out_of_range"],
  [{ keysOf, maxLookups: Number.POSITIVE_INFINITY }, "number_out_of_range"],
  [{ keysOf, keysMaxAgeMs: -1 }, "number_out_of_range"],
  [{ keysOf, unknownMaxAgeMs: 1n }, "wrong_type"],
  [{ keysOf, cooldownMs: Number.NaN }, "number_out_of_range"],
  [{ keysOf, timeoutMs: 0 }, "number_out_of_range"],
  [{ keysOf, timeoutMs: 2 ** 31 }, "number_out_of_range"],
]) {
  const shown = JSON.stringify(options, (_, value) => (typeof value === "bigint" ? `${value}n` : value));
  test(`the constructor refuses ${shown} with ${code}`, () => {
    assert.throws(
      () => new AssertionVerifier(options),
      (error) =>
        isAgentIdentityError(error, code) &&
        error.message.startsWith(
          `${subjectOf(options)} ${code === "text_too_long" ? "has more" : "must be"} `,
        ),
    );
  });
}

/** The subject of a refusal of these options: the last one. */
function subjectOf(options) {
  if (options === null) return "the options";
  return Object.keys(Object(options)).at(-1) ?? "keysOf";
}

test("the error of a misspelt option says which there are", () => {
  const names =
    "keysOf, maxAgeSeconds, maxSkewSeconds, maxAgents, maxLookups, keysMaxAgeMs, unknownMaxAgeMs, cooldownMs, timeoutMs, replays, realm, now";
  const message = `there is no option "realms"; the options are ${names}`;
  assert.throws(() => new AssertionVerifier({ keysOf, realms: "x" }), { code: "wrong_type", message });
});

test("the largest numbers are accepted", () => {
  const most = {
    maxAgents: 10_000_000,
    maxLookups: 1_000_000,
    timeoutMs: 2 ** 31 - 1,
    realm: "x".repeat(256),
  };
  assert.ok(new AssertionVerifier({ keysOf, ...most }));
});

const fails = () => {
  throw new Error("not today");
};

for (const [options, message] of [
  [Object.defineProperty({}, "keysOf", { get: fails }), "keysOf cannot be read"],
  [new Proxy({ keysOf }, { ownKeys: fails }), "the options cannot be read"],
]) {
  test(`the constructor refuses options that throw: ${message}`, () => {
    assert.throws(() => new AssertionVerifier(options), { code: "wrong_type", message });
  });
}
