import { Bench } from "tinybench";

/** The number of calls that are timed together, because the clocks of browsers are coarse. */
const CALLS = 16;

/**
 * Returns microseconds per call of each task: the median of rounds in which all tasks take turns, so that a machine
 * that slows down affects all of them.
 * @returns {Promise<Record<string, number>>}
 */
export async function measure(tasks, { rounds = 7, time = 100 } = {}) {
  const times = Object.fromEntries(Object.keys(tasks).map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    const bench = new Bench({ time, iterations: 3, warmupTime: time / 3, warmupIterations: 1 });
    for (const [name, task] of Object.entries(tasks)) bench.add(name, several(task));
    await bench.run();
    for (const { name, result } of bench.tasks) {
      if (result.error) throw result.error;
      times[name].push((result.latency.p50 * 1000) / CALLS);
    }
  }
  return Object.fromEntries(Object.entries(times).map(([name, values]) => [name, median(values)]));
}

function several(task) {
  if (task() instanceof Promise) {
    return async () => {
      for (let call = 0; call < CALLS; call++) await task();
    };
  }
  return () => {
    for (let call = 0; call < CALLS; call++) task();
  };
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1];
}
