import assert from "node:assert/strict";
import { test } from "node:test";
import { AssertionVerifier } from "agent-identity-wasm/gateway";
import { Agent, Clock, told } from "./support/gateway.mjs";

const AGENTS = 50;
const REQUESTS = 1000;

/** Knows the present keys, answers after a while, and fails every fifth time. */
class FailingDatabase {
  running = 0;
  calls = [];

  constructor(agents) {
    this.agents = agents;
  }

  keysOf = async (id, { refresh, signal }) => {
    this.calls.push({ id, refresh });
    const fails = this.calls.length % 5 === 0;
    this.running++;
    await new Promise((resolve) => setTimeout(resolve, this.calls.length % 7));
    this.running--;
    assert.ok(!signal.aborted);
    if (fails) throw new Error("the database is down");
    return this.agents.get(id)?.publicKey.toSsh();
  };
}

/** The verdicts that are right for a header, whatever the database does. */
const RIGHT = {
  valid: ["ok", "503 keys_unavailable"],
  forged: ["401 signature_invalid", "503 keys_unavailable"],
  invented: ["401 agent_unknown", "503 keys_unavailable"],
  malformed: ["401 assertion_base64url_invalid"],
};

test("1,000 concurrent requests of 50 agents, a rotation in the middle, and a failing database", async () => {
  const clock = new Clock();
  const agents = new Map();
  for (let index = 0; index < AGENTS; index++)
    agents.set(`agent-${index}`, new Agent(`agent-${index}`, clock));
  const database = new FailingDatabase(agents);
  const verifier = new AssertionVerifier({ keysOf: database.keysOf, maxLookups: 60, now: clock.now });
  const requests = [];
  const request = (kind, header) => requests.push({ kind, header, verdict: verifier.verify(header) });

  for (let count = 0; count < REQUESTS; count++) {
    if (count === REQUESTS / 2) {
      // The headers of the old keys are judged before. Forged ones have caused refreshes, so their cool-down has to pass.
      await Promise.all(requests.map(({ verdict }) => verdict));
      clock.pass(5000);
      for (const agent of agents.values()) agent.rotate();
    }
    const agent = agents.get(`agent-${count % AGENTS}`);
    if (count % 11 === 7) request("forged", new Agent(agent.id, clock).header());
    else if (count % 11 === 8) request("invented", new Agent(`invented-${count}`, clock).header());
    else if (count % 11 === 9) request("malformed", `AgentAssertion ${count}!`);
    else request("valid", agent.header(`task-${count % 3}`));
    // Some wait for look-ups while others start them.
    if (count % 100 === 0) await new Promise((resolve) => setTimeout(resolve, 1));
  }

  const wrong = [];
  const counts = {};
  for (const { kind, verdict } of requests) {
    const found = told(await verdict);
    counts[`${kind}: ${found}`] = (counts[`${kind}: ${found}`] ?? 0) + 1;
    if (!RIGHT[kind].includes(found)) wrong.push({ kind, found });
  }
  assert.deepEqual(wrong, []);
  assert.ok(counts["valid: ok"] > 300, JSON.stringify(counts));

  // A client that was refused with 503 and tries again is accepted.
  for (const agent of agents.values()) {
    let found;
    for (let tries = 0; tries < 5 && found !== "ok"; tries++)
      found = told(await verifier.verify(agent.header("last")));
    assert.equal(found, "ok", agent.id);
  }
  const known = database.calls.filter(({ id }) => agents.has(id));
  const [lookUps, refreshes] = [false, true].map((refresh) =>
    known.filter((call) => call.refresh === refresh),
  );
  const failures = Math.ceil(database.calls.length / 5);
  assert.ok(lookUps.length >= AGENTS && lookUps.length <= AGENTS + failures, `${lookUps.length} look-ups`);
  // One for the forged headers before the rotation, and one for the rotation.
  assert.ok(refreshes.length <= 2 * AGENTS + failures, `${refreshes.length} refreshes`);
  assert.equal(database.running, 0);
  assert.deepEqual(
    process.getActiveResourcesInfo().filter((name) => name === "Timeout"),
    [],
  );
});
