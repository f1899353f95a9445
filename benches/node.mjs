// From task id to header, and from header to verdict, beside what people would pick instead.
import assert from "node:assert/strict";
import { cpus } from "node:os";
import { Bench } from "tinybench";
import { peers } from "./peers.mjs";

const ROUNDS = 7;
const jobs = {
  "sign a header": (peer) => () => peer.sign("task-0001"),
  "verify a header": (peer) => {
    const header = peers["agent-identity-wasm"].sign("task-0001");
    assert.equal(peer.verify(header), true);
    return () => peer.verify(header);
  },
};

console.log(
  `Node ${process.versions.node}, OpenSSL ${process.versions.openssl}, ${cpus()[0].model}, ${cpus().length} cores`,
);
console.log(`Medians of ${ROUNDS} rounds in which all take turns; ratios are to agent-identity-wasm.`);
for (const [job, task] of Object.entries(jobs)) await compare(job, task);

async function compare(job, task) {
  const times = Object.fromEntries(Object.keys(peers).map((name) => [name, []]));
  for (let round = 0; round < ROUNDS; round++) {
    const bench = new Bench({ time: 150, warmupTime: 50 });
    for (const [name, peer] of Object.entries(peers)) bench.add(name, task(peer));
    await bench.run();
    for (const { name, result } of bench.tasks) times[name].push(result.latency.p50 * 1000);
  }
  const [ours] = Object.values(times).map(median);
  console.log(`\n| ${job} | µs | ratio |\n|---|---:|---:|`);
  for (const [name, values] of Object.entries(times)) {
    console.log(`| ${name} | ${median(values).toFixed(1)} | ${(median(values) / ours).toFixed(2)} |`);
  }
}

function median(values) {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}
