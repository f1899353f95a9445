// Shows whether a verifier's memory grows while it meets a million agents. Run with --expose-gc.
import { AgentIdentity, AgentKey } from "agent-identity-wasm";
import { AssertionVerifier } from "agent-identity-wasm/gateway";
import { linearMemory } from "./linear-memory.mjs";

const AFTER = [150_000, 250_000, 500_000, 1_000_000];

// One key is shared by all agents, because making a million keys would take longer than the measurement.
const key = AgentKey.generate();
const publicKey = key.publicKey.toSsh();
const verifier = new AssertionVerifier({ keysOf: () => publicKey });

async function work(from, to) {
  for (let index = from; index < to; index++) {
    const identity = new AgentIdentity(`agent-${index}`, key);
    const verdict = await verifier.verify(identity.authorizationHeader("task-1"));
    identity.free();
    if (!verdict.ok) throw verdict.error;
  }
}

const levels = [];
let done = 0;
for (const count of AFTER) {
  await work(done, count);
  done = count;
  globalThis.gc();
  const { heapUsed, rss } = process.memoryUsage();
  levels.push({ count, heapUsed, linear: linearMemory().byteLength, rss });
}
console.log(JSON.stringify(levels));
