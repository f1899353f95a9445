// Shows whether memory grows while headers are signed and verified. Run with --expose-gc.
import { AgentIdentity, AgentKey, verifyAssertion } from "agent-identity-wasm";
import { linearMemory } from "./linear-memory.mjs";

const AFTER = [20_000, 250_000, 500_000, 1_000_000];
const identity = new AgentIdentity("agent-1", AgentKey.generate());
const { publicKey } = identity;

function work(from, to) {
  for (let index = from; index < to; index++) {
    verifyAssertion(identity.authorizationHeader(`task-${index}`), publicKey);
  }
}

const levels = AFTER.map((count, index) => {
  work(AFTER[index - 1] ?? 0, count);
  globalThis.gc();
  const { heapUsed, rss } = process.memoryUsage();
  return { count, heapUsed, linear: linearMemory().byteLength, rss };
});
console.log(JSON.stringify(levels));
