import { memberOf } from "../members.js";
import { formatDuration } from "./duration.js";
import type { JudgedAssertion } from "./judged.js";

/** Assertions that were refused for one reason. */
export interface RefusalReason {
  /** The code of the error. */
  readonly code: string;
  /** The number of assertions. */
  readonly count: number;
  /**
   * The smallest and the largest deviation of a signer's clock in seconds, if the ages were judged by the times of the
   * requests. A header that was kept for some time before it was sent looks like one by a slow clock.
   */
  readonly clocks?: readonly [slowest: number, fastest: number];
}

/** Counts refusals by their reason. */
export class Reasons {
  readonly #reasons = new Map<string, RefusalReason>();

  add(judged: JudgedAssertion): void {
    const clock = guiltyClock(judged);
    this.#count(String(judged.code), 1, clock === undefined ? undefined : [clock, clock]);
  }

  merge(reason: RefusalReason): void {
    this.#count(reason.code, reason.count, memberOf(reason, "clocks") as RefusalReason["clocks"]);
  }

  #count(code: string, count: number, clocks: RefusalReason["clocks"]): void {
    const id = `${code} ${clocks !== undefined}`;
    const known = this.#reasons.get(id);
    const sum = (known?.count ?? 0) + count;
    const both = known?.clocks && clocks ? span(known.clocks, clocks) : clocks;
    this.#reasons.set(id, {
      __proto__: null,
      code,
      count: sum,
      ...(both && { clocks: both }),
    } as RefusalReason);
  }

  list(): RefusalReason[] {
    return Array.from(this.#reasons.values(), (reason) => ({ ...reason }));
  }

  /** Returns a clause for each reason, such as `1 was signed by another key`. */
  clauses(): string[] {
    return [...this.#reasons.values()].sort(byImportance).map((reason, index) => clause(reason, index === 0));
  }
}

const span = (one: readonly [number, number], other: readonly [number, number]) =>
  [Math.min(one[0], other[0]), Math.max(one[1], other[1])] as const;

/** Returns the deviation of the signer's clock if the age was judged by the time of the request. */
function guiltyClock(judged: JudgedAssertion): number | undefined {
  const clock = memberOf(judged, "clockSeconds");
  const age = memberOf(judged, "ageSeconds");
  const isReason = /^timestamp_(?:expired|in_future)$/.test(String(judged.code));
  return isReason && typeof clock === "number" && age === -clock ? clock : undefined;
}

/** The clauses that share the words "signed by" come first; the others follow by their count. */
function byImportance(one: RefusalReason, other: RefusalReason): number {
  return rank(one) - rank(other) || other.count - one.count;
}

function rank({ code, clocks }: RefusalReason): number {
  if (code === "signature_invalid") return 0;
  if (!clocks) return 3;
  return code === "timestamp_expired" ? 1 : 2;
}

/** Only the first of the clauses that share "signed by" has the words "was signed". */
function clause({ code, count, clocks }: RefusalReason, isFirst: boolean): string {
  const number = formatCount(count);
  if (clocks) return `${number} ${isFirst ? `${was(count)} signed ` : ""}${byClocks(count, clocks)}`;
  return `${number} ${was(count)} ${DESCRIPTIONS.get(code) ?? `refused with ${code}`}`;
}

const DESCRIPTIONS = new Map([
  ["signature_invalid", "signed by another key"],
  ["timestamp_expired", "too old"],
  ["timestamp_in_future", "ahead of the clock"],
  ["agent_runtime_id_unexpected", "for another agent"],
  ["task_id_unexpected", "for another task"],
]);

function byClocks(count: number, clocks: readonly [slowest: number, fastest: number]): string {
  const sizes = clocks
    .map(Math.abs)
    .sort((one, other) => one - other)
    .map(formatDuration);
  const least = sizes.at(0);
  const most = sizes.at(1);
  const range = least === most ? least : `${least} to ${most}`;
  const clock = count === 1 ? "by a clock that was" : "by clocks that were";
  return `${clock} ${range} ${clocks[0] < 0 ? "slow" : "fast"}`;
}

/** Writes a count with commas between the thousands. */
export const formatCount = (count: number): string => count.toLocaleString("en");

export const was = (count: number): string => (count === 1 ? "was" : "were");
