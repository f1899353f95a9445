// A gateway in a process of its own: it reads a header and a time per line, and writes a verdict per line.
import { createInterface } from "node:readline";
import { AssertionVerifier, ReplayGuard, redisReplayStore } from "agent-identity-wasm/gateway";
import { told } from "./gateway.mjs";
import { RespClient } from "./resp.mjs";

const [port, publicKey] = process.argv.slice(2);
let now = 0;
const verifier = new AssertionVerifier({
  keysOf: () => publicKey,
  replays: new ReplayGuard({ reuseMs: 59_000, store: redisReplayStore(new RespClient(Number(port))) }),
  now: () => now,
});

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  now = request.now;
  console.log(told(await verifier.verify(request.header)));
}
process.exit();
