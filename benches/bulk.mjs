// Measures the verification of many headers by few or many keys, from text to verdict.
import { AgentPublicKey, verifyAssertions } from "agent-identity-wasm";
import { median } from "./measure.mjs";
import { makeKey, OURS } from "./peers.mjs";

const CASES = [
  { headers: 1, keys: 1, rounds: 41 },
  { headers: 10, keys: 1, rounds: 21 },
  { headers: 10, keys: 10, rounds: 21 },
  { headers: 1000, keys: 1, rounds: 7 },
  { headers: 1000, keys: 10, rounds: 7 },
  { headers: 1000, keys: 1000, rounds: 5 },
  { headers: 100_000, keys: 1, rounds: 1 },
  { headers: 100_000, keys: 1000, rounds: 1 },
];
/** The most headers that `verifyAssertions` takes at once. */
const MAX_BATCH = 10_000;
/** The most headers that a peer is measured with. Beyond them, a slow peer would take too long. */
const MAX_HEADERS = { "@noble/curves": 1000 };

/** Returns for each case the microseconds per header of each peer. */
export async function measureBulk(peers) {
  const results = [];
  for (const { headers, keys, rounds } of CASES) {
    const names = Object.keys(peers).filter(
      (name) => headers <= (MAX_HEADERS[name] ?? Number.POSITIVE_INFINITY),
    );
    const times = Object.fromEntries(names.map((name) => [name, []]));
    for (let round = 0; round < rounds; round++) {
      const work = await makeWork(peers, headers, keys);
      for (const name of names) {
        const started = performance.now();
        if (name === OURS) ours(work);
        else await oneByOne(peers[name], work);
        times[name].push(((performance.now() - started) * 1000) / headers);
      }
    }
    results.push({ headers, keys, times: medians(times) });
  }
  return results;
}

/** Makes new keys, and for each of them its share of the headers. */
async function makeWork(peers, headers, keys) {
  const each = Math.floor(headers / keys);
  return Promise.all(
    Array.from({ length: keys }, async () => {
      const key = makeKey();
      const sign = await peers[OURS].signer(key);
      const names = Array.from({ length: each }, (_, index) => `task-${index}`);
      return { key, headers: await Promise.all(names.map(sign)) };
    }),
  );
}

function ours(work) {
  for (const { key, headers } of work) {
    const publicKey = AgentPublicKey.parse(key.publicBytes);
    for (let start = 0; start < headers.length; start += MAX_BATCH) {
      const verdicts = verifyAssertions(headers.slice(start, start + MAX_BATCH), publicKey);
      if (!verdicts.every(({ ok }) => ok)) throw new Error("a sound header was refused");
    }
  }
}

async function oneByOne(peer, work) {
  for (const { key, headers } of work) {
    const verify = await peer.verifier(key);
    for (const header of headers) if (!verify(header)) throw new Error("a sound header was refused");
  }
}

const medians = (times) =>
  Object.fromEntries(Object.entries(times).map(([name, values]) => [name, median(values)]));
