// Many headers of few or many keys, from text to verdict.
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
/** As long as a peer takes for so many, nobody waits for more. */
const MOST = { "@noble/curves": 1000 };

/** For each case the microseconds a header of each peer. */
export async function measureBulk(peers) {
  const results = [];
  for (const { headers, keys, rounds } of CASES) {
    const names = Object.keys(peers).filter((name) => headers <= (MOST[name] ?? Number.POSITIVE_INFINITY));
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

/** Keys that nobody has seen, with as many headers each as there are for it. */
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
    const verdicts = verifyAssertions(headers, AgentPublicKey.parse(key.publicBytes));
    if (!verdicts.every(({ ok }) => ok)) throw new Error("a sound header was refused");
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
