import assert from "node:assert/strict";
import { test } from "node:test";
import { AgentIdentityError, AgentKey } from "agent-identity-wasm";
import {
  AssertionVerifier,
  ReplayGuard,
  redisReplayStore,
  refusalResponse,
} from "agent-identity-wasm/gateway";
import { nasty } from "../../torture/nasty.mjs";
import { randomSource } from "../../torture/random.mjs";
import { Agent, Clock, gateway } from "./support/gateway.mjs";

const ROUNDS = 200;

const own = [
  new AgentIdentityError("freed", "x"),
  AgentKey.generate(),
  AgentKey.generate().publicKey,
  new ReplayGuard(),
];

/** Throws or returns any value. */
function hostile(random) {
  const value = nasty(random, own);
  const throws = random.chance(0.5);
  return () => {
    if (throws) throw value;
    return value;
  };
}

/** Throws, rejects or returns any value. */
function hostileLater(random) {
  const answer = hostile(random);
  return random.chance(0.5) ? answer : async () => answer();
}

/** Fails unless this is a verdict that can be answered. */
function check(verdict) {
  if (verdict.ok) return;
  assert.ok(verdict.error instanceof AgentIdentityError);
  assert.equal(verdict.error.code, verdict.code);
  assert.match(verdict.publicMessage, /^[\x20-\x7e]+$/);
  new Headers(verdict.headers);
  assert.equal(refusalResponse(verdict).status, verdict.status);
}

/** Settles even if a hostile thenable never does. */
const IMPATIENT = { timeoutMs: 1, replays: false };

test("no argument makes a verifier throw or reject", async () => {
  const random = randomSource(1);
  const { agent, verifier } = gateway();
  for (let round = 0; round < ROUNDS; round++) {
    check(await verifier.verify(nasty(random, own)));
    check(await verifier.verify(agent.header(), nasty(random, own)));
    check(await verifier.verify(agent.header(), { taskId: nasty(random, own) }));
    check(await verifier.verifyRequest(nasty(random, own)));
    check(await verifier.verifyRequest({ headers: nasty(random, own), rawHeaders: nasty(random, own) }));
    check(await verifier.verifyRequest({ headers: { authorization: nasty(random, own) } }));
    check(await verifier.verifyRequest({ headers: { get: hostile(random) } }));
    verifier.forget(nasty(random, own));
  }
  check(await verifier.verify(agent.header()));
});

test("no look-up makes a verifier throw or reject", async () => {
  const random = randomSource(2);
  for (let round = 0; round < ROUNDS; round++) {
    const look = hostileLater(random);
    const { agent, verifier } = gateway({ ...IMPATIENT, keysOf: look });
    check(await verifier.verify(agent.header()));
    const items = gateway({ ...IMPATIENT, keysOf: () => [nasty(random, own), nasty(random, own)] });
    check(await items.verifier.verify(items.agent.header()));
  }
});

test("no clock and no store makes a verifier throw or reject", async () => {
  const random = randomSource(3);
  const agent = new Agent("agent-1", new Clock());
  const keysOf = () => agent.publicKey;
  for (let round = 0; round < ROUNDS; round++) {
    check(await new AssertionVerifier({ keysOf, now: hostile(random) }).verify(agent.header()));
    for (const store of [{ firstSeen: hostileLater(random) }, redisReplayStore(hostileLater(random))]) {
      const { clock } = agent;
      const verifier = new AssertionVerifier({
        ...{ keysOf, now: clock.now, timeoutMs: 1 },
        replays: new ReplayGuard({ store }),
      });
      check(await verifier.verify(agent.header()));
    }
  }
});

test("constructors and functions throw errors with codes, and nothing else", () => {
  const random = randomSource(4);
  const names = ["maxAgeSeconds", "maxAgents", "timeoutMs", "replays", "realm", "now", "keysOf"];
  const attempts = [
    () => new AssertionVerifier(nasty(random, own)),
    () => new AssertionVerifier({ keysOf: () => null, [random.one(names)]: nasty(random, own) }),
    () => new ReplayGuard(nasty(random, own)),
    () => new ReplayGuard({ [random.one(["reuseMs", "store", "maxEntries"])]: nasty(random, own) }),
    () => redisReplayStore(nasty(random, own), nasty(random, own)),
    () => redisReplayStore(() => "OK", { prefix: nasty(random, own) }),
    () => refusalResponse(nasty(random, own)),
  ];
  for (let round = 0; round < ROUNDS; round++) {
    for (const attempt of attempts) {
      try {
        attempt();
      } catch (error) {
        assert.ok(error instanceof AgentIdentityError, String(error?.stack));
      }
    }
  }
});

test("the methods work without their object", async () => {
  const { agent, verifier } = gateway();
  const { verify, verifyRequest, forget } = verifier;
  assert.equal((await verify(agent.header())).ok, true);
  assert.equal((await verifyRequest({ headers: { authorization: agent.header() } })).ok, true);
  assert.equal((await verify(null)).code, "authorization_missing");
  assert.equal(forget(agent.id), undefined);
  assert.equal((await [agent.header("task-2")].map(verify)[0]).status, 500, "the index is no object of ids");
  assert.deepEqual(Object.keys(verifier), []);
});

test("the methods of a verifier may be replaced, as a test of a gateway does", (context) => {
  const { verifier } = gateway();
  for (const name of ["verify", "verifyRequest", "forget"]) {
    const replaced = context.mock.method(verifier, name, () => name);
    assert.equal(verifier[name](), name);
    replaced.mock.restore();
    verifier[name] = () => "another";
    assert.equal(verifier[name](), "another");
  }
});
