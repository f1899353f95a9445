// Whether memory grows while headers are signed and verified. Run with --expose-gc.
import { AgentIdentity, AgentKey, verifyAssertion } from "agent-identity-wasm";

const [count = "1000000"] = process.argv.slice(2);
const identity = new AgentIdentity("agent-1", AgentKey.generate());
const { publicKey } = identity;

function work(times) {
  for (let index = 0; index < times; index++) {
    verifyAssertion(identity.authorizationHeader(`task-${index}`), publicKey);
  }
}

function resident() {
  globalThis.gc();
  const { heapUsed, external, rss } = process.memoryUsage();
  return { heapUsed, external, rss };
}

work(20_000);
const before = resident();
work(Number(count));
const after = resident();
const growth = Object.fromEntries(Object.keys(before).map((name) => [name, after[name] - before[name]]));
console.log(JSON.stringify({ count: Number(count), ...growth }));
