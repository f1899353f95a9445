// Measures one header: from task id to header, and from header to verdict.
import { measure } from "./measure.mjs";
import { makeKey, OURS } from "./peers.mjs";

/** The number of keys that can have a table at the same time, and a number that exceeds it. */
const SOME = 64;
const MANY = 256;

/** Returns for each job the microseconds of each peer. */
export async function measureHeaders(peers, options) {
  const keys = Array.from({ length: MANY }, makeKey);
  const headers = await Promise.all(keys.map(async (key) => (await peers[OURS].signer(key))("task-0001")));
  const jobs = {
    "a header signed, another task each time": (peer) => signing(peer, keys[0], 9000),
    "a header signed, one task all the time": (peer) => signing(peer, keys[0], 1),
    "a header verified, each of 64 keys in turn": (peer) => verifying(peer, keys.slice(0, SOME), headers),
    "a header verified, each of 256 keys in turn": (peer) => verifying(peer, keys, headers),
    "a header verified, one key all the time": (peer) => verifying(peer, keys.slice(0, 1), headers),
  };
  const results = {};
  for (const [job, task] of Object.entries(jobs)) {
    const tasks = {};
    for (const [name, peer] of Object.entries(peers)) tasks[name] = await task(peer);
    results[job] = await measure(tasks, options);
  }
  return results;
}

async function signing(peer, key, tasks) {
  const sign = await peer.signer(key);
  let count = 0;
  return () => sign(`task-${1000 + (count++ % tasks)}`);
}

async function verifying(peer, keys, headers) {
  const verifiers = await Promise.all(keys.map((key) => peer.verifier(key)));
  if (!(await verifiers[0](headers[0]))) throw new Error("a sound header was refused");
  let count = 0;
  const verify = () => {
    const index = count++ % verifiers.length;
    return verifiers[index](headers[index]);
  };
  // Otherwise some rounds would make tables, and on a slow machine most of them.
  const { usesBeforeTable = 0 } = peer;
  for (let use = 0; use < usesBeforeTable * verifiers.length; use++) await verify();
  return verify;
}
