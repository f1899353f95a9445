import assert from "node:assert/strict";
import { test } from "node:test";
import { importTypeScript } from "../../scripts/lib/typescript.mjs";

const { RateLimit } = await importTypeScript("pkg/src/tasks/rate-limit.ts");

for (const [name, takes] of Object.entries({
  "three at once, and no fourth": [
    [0, true],
    [0, true],
    [0, true],
    [0, false],
    [99, false],
    [100, true],
  ],
  "each makes room when its own period is over": [
    [0, true],
    [40, true],
    [80, true],
    [99, false],
    [100, true],
    [139, false],
    [140, true],
    [179, false],
    [180, true],
  ],
  "one that was refused does not count": [
    [0, true],
    [0, true],
    [50, true],
    [99, false],
    [100, true],
    [100, true],
    [100, false],
  ],
  "after a long pause all are free again": [
    [0, true],
    [0, true],
    [0, true],
    [1000, true],
    [1000, true],
    [1000, true],
    [1000, false],
  ],
  "times ahead of a clock that was set back do not count": [
    [1000, true],
    [1000, true],
    [1000, true],
    [500, true],
    [500, true],
    [500, true],
    [500, false],
  ],
})) {
  test(`at most three within any period: ${name}`, () => {
    const limit = new RateLimit(3, 100);
    assert.deepEqual(
      takes.map(([now]) => [now, limit.take("a", now)]),
      takes,
    );
  });
}

test("each key has a limit of its own", () => {
  const limit = new RateLimit(1, 100);
  const taken = [
    ["a", 0],
    ["b", 50],
    [undefined, 60],
    ["a", 99],
    ["b", 100],
    ["a", 100],
    ["b", 149],
    ["b", 150],
  ].map(([key, now]) => limit.take(key, now));
  assert.deepEqual(taken, [true, true, true, false, false, true, false, true]);
});
