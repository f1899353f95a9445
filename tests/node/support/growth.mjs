import assert from "node:assert/strict";

const ROUNDS = 3;
const GROWTH = 8;
/** A cost that grows in proportion multiplies by GROWTH, one that grows with the square by GROWTH squared. */
const MAX_RATIO = 3 * GROWTH;

/**
 * Asserts that the cost of `work(input)` grows no faster than its input. The cost is CPU time, the least of several
 * rounds, and only compared with that of a smaller input in the same run, so other load on the machine does not matter.
 *
 * @param inputOf makes an input of a given size
 * @param size the larger of the two sizes
 */
export function growsLinearly(name, inputOf, size, work) {
  const [small, large] = [inputOf(size / GROWTH), inputOf(size)];
  const costs = { small: Infinity, large: Infinity };
  work(large); // The first call compiles.
  for (let round = 0; round < ROUNDS; round++) {
    costs.small = Math.min(
      costs.small,
      cpuTime(() => work(small)),
    );
    costs.large = Math.min(
      costs.large,
      cpuTime(() => work(large)),
    );
  }
  const ratio = costs.large / Math.max(costs.small, 1);
  assert.ok(
    ratio <= MAX_RATIO,
    `${name}: ${GROWTH} times the size costs ${ratio.toFixed(1)} times as much (${costs.small} and ${costs.large} µs)`,
  );
}

/** Returns the microseconds that this process has spent computing, in all its threads. */
export function cpuTime(work) {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}
