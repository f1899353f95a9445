import assert from "node:assert/strict";
import { test } from "node:test";
import { importTypeScript } from "../../../scripts/lib/typescript.mjs";

const { ForgottenTimes } = await importTypeScript("pkg/src/gateway/forgotten-times.ts");

function timesOf(...added) {
  const times = new ForgottenTimes();
  for (const time of added) times.add(time);
  return times;
}

/** Returns the ranges of a set between two times. */
function rangesOf(times, from, to) {
  const ranges = [];
  for (let time = from; time <= to; time++) {
    if (!times.has(time)) continue;
    const last = ranges.at(-1);
    if (last?.[1] === time - 1) last[1] = time;
    else ranges.push([time, time]);
  }
  return ranges;
}

for (const [what, added, expected] of [
  ["nothing is in an empty set", [], []],
  ["one time is one range", [100], [[100, 100]]],
  ["a minute apart is one range", [100, 160], [[100, 160]]],
  ["in whatever order", [160, 100], [[100, 160]]],
  [
    "more than a minute apart is two",
    [100, 161],
    [
      [100, 100],
      [161, 161],
    ],
  ],
  [
    "in whatever order",
    [161, 100],
    [
      [100, 100],
      [161, 161],
    ],
  ],
  ["a time between two ranges joins them", [100, 200, 150], [[100, 200]]],
  [
    "a time near one range leaves the others alone",
    [100, 1000, 1040],
    [
      [100, 100],
      [1000, 1040],
    ],
  ],
  ["a time inside a range changes nothing", [100, 160, 130], [[100, 160]]],
]) {
  test(`${what}: ${added.join(", ") || "none"}`, () => {
    assert.deepEqual(rangesOf(timesOf(...added), 0, 1200), expected);
  });
}

test("eight ranges are kept, and with a ninth the two that are nearest to each other become one", () => {
  const eight = [5000, 0, 3000, 1900, 7000, 1000, 6000, 4000];
  const single = (time) => [time, time];
  const sorted = eight.toSorted((one, other) => one - other);
  assert.deepEqual(rangesOf(timesOf(...eight), 0, 9000), sorted.map(single));
  assert.deepEqual(rangesOf(timesOf(...eight, 8000), 0, 9000), [
    single(0),
    [1000, 1900],
    ...[3000, 4000, 5000, 6000, 7000, 8000].map(single),
  ]);
});

test("every time that was added is in the set, in at most eight ranges", () => {
  let state = 7;
  const next = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state % 5000;
  };
  const added = Array.from({ length: 200 }, next);
  const times = new ForgottenTimes();
  for (const [index, time] of added.entries()) {
    times.add(time);
    assert.ok(added.slice(0, index + 1).every((one) => times.has(one)));
    if (index % 20 === 0) assert.ok(rangesOf(times, 0, 5000).length <= 8);
  }
});
