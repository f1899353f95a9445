import assert from "node:assert/strict";
import { test } from "node:test";
import { AgentKey, AgentPublicKey } from "agent-identity-wasm";
import { AssertionVerifier } from "agent-identity-wasm/gateway";
import { Agent, gateway, tells } from "./support/gateway.mjs";

const other = AgentKey.generate().publicKey;

const fails = () => {
  throw new Error("not today");
};

for (const [name, keys] of Object.entries({
  "an AgentPublicKey": (key) => key,
  "an OpenSSH line": (key) => key.toSsh("a comment"),
  "a JWK": (key) => key.toJwk(),
  PEM: (key) => key.toSpkiPem(),
  "32 bytes": (key) => key.toBytes(),
  "an array": (key) => [other, key.toSsh()],
  "a set": (key) => new Set([key.toJwk(), other.toJwk()]),
  "the values of a map": (key) =>
    new Map([
      ["a", other],
      ["b", key],
    ]).values(),
  "a generator": function* (key) {
    yield other;
    yield key;
  },
  "a promise": async (key) => key,
  // biome-ignore lint/suspicious/noThenProperty: the verifier has to cope with it.
  "another thenable": (key) => ({ then: (resolve) => resolve([key]) }),
  "one that can be read among others that cannot": (key) => ["rubbish", undefined, 7, key],
  "sixteen keys": (key) => [...Array.from({ length: 15 }, () => other), key],
  "the first of more than sixteen keys": (key) => [key, ...Array.from({ length: 99 }, () => other)],
})) {
  test(`keysOf may return ${name}`, async () => {
    const { agent, verifier } = gateway({ keysOf: (_id, _about, { publicKey }) => keys(publicKey) });
    const verdict = await tells("ok", verifier.verify(agent.header()));
    assert.ok(verdict.publicKey.equals(agent.publicKey));
    await tells("ok", verifier.verify(agent.header()));
  });
}

for (const [name, keys] of Object.entries({
  null: null,
  undefined: undefined,
  "an empty array": [],
  "an empty set": new Set(),
})) {
  test(`an agent for which keysOf returns ${name} is unknown`, async () => {
    const { agent, verifier } = gateway({ keysOf: () => keys });
    await tells("401 agent_unknown", verifier.verify(agent.header()));
    await tells("401 agent_unknown", verifier.verify(agent.header()));
  });
}

const others = (length) => Array.from({ length }, () => other);

test("sixteen keys of an agent count, and no seventeenth", async () => {
  const keysOf = (keys) => ({ keysOf: (_id, _about, { publicKey }) => keys(publicKey) });
  const sixteen = gateway(keysOf(() => others(16)));
  await tells("401 signature_invalid", sixteen.verifier.verify(sixteen.agent.header()));
  const seventeenth = gateway(keysOf((key) => [...others(16), key]));
  await tells("500 number_out_of_range", seventeenth.verifier.verify(seventeenth.agent.header()));
});

const { key: privateKey, free } = (() => {
  const key = AgentKey.generate();
  return { key: key.exportPkcs8(), free: () => key.free() };
})();
free();

for (const [name, keys, code] of [
  ["rubbish", "rubbish", "public_key_unrecognized"],
  ["an empty string", "", "public_key_unrecognized"],
  ["a private key", privateKey, "public_key_is_private"],
  ["an empty object", {}, "public_key_malformed"],
  ["a JWK set", { keys: [other.toJwk()] }, "public_key_unsupported"],
  ["a JWK of another kind", { kty: "RSA", n: "x", e: "AQAB" }, "public_key_wrong_algorithm"],
  ["a number", 7, "wrong_type"],
  ["true", true, "wrong_type"],
  ["an array with undefined", [undefined], "wrong_type"],
  ["an array in an array", [[other]], "wrong_type"],
  ["a wrong key beside rubbish", [other, "rubbish"], "public_key_unrecognized"],
  ["seventeen wrong keys", others(17), "number_out_of_range"],
  ["a proxy that throws", [new Proxy({}, { getPrototypeOf: fails })], "wrong_type"],
]) {
  test(`a key that cannot be read is a refusal with 500: ${name}`, async () => {
    const { clock, agent, asked, verifier } = gateway({ keysOf: () => keys });
    const refused = await tells(`500 ${code}`, verifier.verify(agent.header()));
    assert.ok(!JSON.stringify(refused).includes(privateKey) && !refused.error.message.includes(privateKey));
    await tells(`500 ${code}`, verifier.verify(agent.header()));
    assert.equal(asked.length, 2);
    // A key that was put right is noticed after the cool-down, as a rotation is.
    clock.pass(5000);
    await tells(`500 ${code}`, verifier.verify(agent.header()));
    assert.equal(asked.length, 3);
  });
}

test("an iterable without an end ends the request all the same", async () => {
  let yielded = 0;
  let returned = 0;
  const endless = (item) => ({
    *[Symbol.iterator]() {
      try {
        for (; ; yielded++) yield item;
      } finally {
        returned++;
      }
    },
  });
  const wrong = gateway({ keysOf: () => endless(other) });
  await tells("500 number_out_of_range", wrong.verifier.verify(wrong.agent.header()));
  const rubbish = gateway({ keysOf: () => endless("rubbish") });
  await tells("500 public_key_unrecognized", rubbish.verifier.verify(rubbish.agent.header()));
  assert.equal(returned, 4);
  // A seventeenth key shows that there are too many.
  assert.equal(yielded, 4 * 16);
});

for (const [name, keysOf] of Object.entries({
  "keysOf throws": fails,
  "keysOf rejects": () => Promise.reject(new Error("not today")),
  "keysOf throws an error of this package": () => AgentPublicKey.parse("rubbish"),
  "keysOf rejects without a reason": () => Promise.reject(),
  // biome-ignore lint/suspicious/noThenProperty: the verifier has to cope with it.
  "a thenable throws": () => ({ then: fails }),
  "an iterator throws": () => ({ [Symbol.iterator]: fails }),
  "a step of an iterator throws": () => ({ [Symbol.iterator]: () => ({ next: fails }) }),
  "a revoked proxy is returned": () => {
    const { proxy, revoke } = Proxy.revocable([], {});
    revoke();
    return [proxy].values().next().value;
  },
})) {
  test(`${name}: the keys are unavailable`, async () => {
    const { agent, verifier } = gateway({ keysOf });
    await tells("503 keys_unavailable", verifier.verify(agent.header()));
  });
}

test("the cause says what is wrong with an iterator", async () => {
  const { agent, verifier } = gateway({ keysOf: () => ({ [Symbol.iterator]: 7 }) });
  const { error } = await tells("503 keys_unavailable", verifier.verify(agent.header()));
  assert.equal(error.cause.message, "the keys have an iterator that is not a function");
});

test("freeing the caller's key, or the one of a verdict, does not affect the verifier", async () => {
  const { agent, asked, verifier } = gateway();
  const first = await tells("ok", verifier.verify(agent.header()));
  const second = await tells("ok", verifier.verify(agent.header()));
  agent.publicKey.free();
  first.publicKey.free();
  await tells("ok", verifier.verify(agent.header()));
  assert.equal(second.publicKey.toBytes().length, 32);
  assert.equal(asked.length, 1);
});

test("a verdict's key outlives the verifier's copy", async () => {
  const { agent, verifier } = gateway();
  const verdict = await tells("ok", verifier.verify(agent.header()));
  verifier.forget();
  assert.ok(verdict.publicKey.equals(agent.publicKey));
});

test("a freed key is one that cannot be read", async () => {
  const key = AgentKey.generate().publicKey;
  key.free();
  const { agent, verifier } = gateway({ keysOf: () => key });
  await tells("500 freed", verifier.verify(agent.header()));
});

test("keysOf is told what it needs to know, and nothing of the header but the id", async () => {
  const calls = [];
  const { agent } = gateway();
  const verifier = new AssertionVerifier({
    now: agent.clock.now,
    keysOf: (...given) => {
      calls.push(given);
      return agent.publicKey;
    },
  });
  await tells("401 signature_invalid", verifier.verify(new Agent("agent-1", agent.clock).header()));
  assert.deepEqual(
    calls.map(([id, { refresh }]) => [id, refresh]),
    [
      ["agent-1", false],
      ["agent-1", true],
    ],
  );
  for (const [, about, ...others] of calls) {
    assert.deepEqual(Object.keys(about).sort(), ["refresh", "signal"]);
    assert.ok(about.signal instanceof AbortSignal && !about.signal.aborted);
    assert.deepEqual(others, []);
  }
});

test("ids for which keys are found, but which prove nothing, evict no agent that made a valid signature", async () => {
  const counts = new Map();
  const { agent, clock, verifier } = gateway({
    maxAgents: 10,
    keysOf: (id) => {
      counts.set(id, (counts.get(id) ?? 0) + 1);
      // A database that ignores case.
      return id.toLowerCase() === agent.id.toLowerCase() || /^victim/i.test(id) ? agent.publicKey : null;
    },
  });
  await tells("ok", verifier.verify(agent.header()));
  const forger = new Agent("victim", clock);
  for (let index = 0; index < 64; index++) {
    const id = [..."victim"].map((letter, bit) => ((index >> bit) & 1 ? letter.toUpperCase() : letter));
    forger.id = id.join("");
    await tells("401 signature_invalid", verifier.verify(forger.rotate().header()));
  }
  await tells("ok", verifier.verify(agent.header("task-2")));
  assert.equal(counts.get(agent.id), 1);
});

test("an agent whose first signature is forged is known from its first valid one on", async () => {
  let count = 0;
  const { agent, clock, verifier } = gateway({
    maxAgents: 1,
    keysOf: (id) => {
      count++;
      return id === agent.id || id.startsWith("other") ? agent.publicKey : null;
    },
  });
  await tells("401 signature_invalid", verifier.verify(new Agent(agent.id, clock).header()));
  await tells("ok", verifier.verify(agent.header()));
  const before = count;
  for (const id of ["other-1", "other-2"]) {
    await tells("401 signature_invalid", verifier.verify(new Agent(id, clock).header()));
  }
  const between = count;
  await tells("ok", verifier.verify(agent.header("task-2")));
  assert.ok(between > before);
  assert.equal(count, between);
  verifier.forget(agent.id);
  await tells("ok", verifier.verify(agent.header("task-3")));
  assert.equal(count, between + 1);
});
