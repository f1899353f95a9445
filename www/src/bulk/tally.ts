import type { Status } from "../model/report.js";
import type { Row } from "./messages.js";

export type Counts = Record<Status, number>;

export function countRows(rows: readonly Row[]): Counts {
  const counts: Counts = { valid: 0, invalid: 0, unverified: 0 };
  for (const { status } of rows) counts[status]++;
  return counts;
}

export interface Bin {
  readonly counts: Counts;
  readonly from: number;
}

const BINS = 60;

/** How many were signed in each sixtieth of the time that they span. */
export function timeline(rows: readonly Row[]): Bin[] {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { time } of rows) {
    if (time === undefined) continue;
    first = Math.min(first, time);
    last = Math.max(last, time);
  }
  if (first > last) return [];
  const width = Math.max((last - first) / BINS, 1000);
  const bins = Array.from({ length: BINS }, (_, index) => ({
    counts: { valid: 0, invalid: 0, unverified: 0 },
    from: first + index * width,
  }));
  for (const { time, status } of rows) {
    if (time === undefined) continue;
    const bin = bins[Math.min(Math.floor((time - first) / width), BINS - 1)];
    if (bin) bin.counts[status]++;
  }
  return bins;
}
