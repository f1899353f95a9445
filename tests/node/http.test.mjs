import assert from "node:assert/strict";
import { test } from "node:test";
import { importTypeScript } from "../../scripts/lib/typescript.mjs";

const { AgentIdentityError, hostRuntime, isRateLimit, isTransient, parseRetryAfter, retryDelayMs } =
  await importTypeScript("pkg/src/error.ts", "pkg/src/http/retry.ts", "pkg/src/http/runtime.ts");

const refused = (status) => Object.assign(new AgentIdentityError("response_status", "x"), { status });
const coded = (code) => new AgentIdentityError(code, "x");

const worthRetrying = [
  ["a connection that failed", coded("request_failed"), true],
  ["a time-out", coded("request_timed_out"), true],
  ["429", refused(429), true],
  ["500", refused(500), true],
  ["503", refused(503), true],
  ["599", refused(599), true],
  ["600", refused(600), false],
  ["499", refused(499), false],
  ["400", refused(400), false],
  ["401", refused(401), false],
  ["307", refused(307), false],
  ["a hidden redirect", refused(0), false],
  ["an abort", coded("request_aborted"), false],
  ["an answer too large", coded("response_too_large"), false],
  ["an answer that is no JSON", coded("json_invalid"), false],
  ["an argument", coded("external_task_ref_invalid"), false],
  ["something else with a status", Object.assign(new Error("x"), { status: 500 }), false],
  ["nothing", undefined, false],
];

test("what is tried again", () => {
  for (const [name, error, expected] of worthRetrying) {
    assert.equal(isTransient(error), expected, name);
    assert.equal(isRateLimit(error), name === "429", name);
  }
});

const delays = [
  // failed tries, Retry-After, chance, milliseconds
  [1, undefined, 0, 0],
  [1, undefined, 0.5, 250],
  [1, undefined, 0.999999, 499],
  [2, undefined, 0.5, 500],
  [3, undefined, 0.5, 1_000],
  [6, undefined, 0.5, 8_000],
  [7, undefined, 0.5, 10_000],
  [10, undefined, 0.999999, 19_999],
  [1, 0, 0.5, 250],
  [1, 7_000, 0, 7_000],
  [1, 7_000, 0.5, 7_250],
  [1, 60_000, 0, 60_000],
  [1, 60_001, 0, 60_000],
  [10, 1e15, 0.5, 70_000],
];

test("how long to wait before that", () => {
  for (const [tries, retryAfterMs, random, expected] of delays) {
    assert.equal(retryDelayMs(tries, retryAfterMs, random), expected, `${tries} ${retryAfterMs} ${random}`);
  }
});

const now = Date.parse("2026-11-22T06:16:09Z");
const retryAfters = [
  ["0", 0],
  ["7", 7_000],
  [" 120 ", 120_000],
  ["007", 7_000],
  ["9999999999", 9_999_999_999_000],
  ["99999999999", undefined],
  ["Sun, 22 Nov 2026 06:16:19 GMT", 10_000],
  ["Sun, 22 Nov 2026 06:16:09 GMT", 0],
  ["Sun, 22 Nov 2026 06:16:00 GMT", 0],
  ["Sun, 22 Nov 2026 06:99:19 GMT", undefined],
  ["Sun, 22 Xyz 2026 06:16:19 GMT", undefined],
  ["Sun, 22 Nov 2026 06:16:19", undefined],
  ["2026-11-22T06:16:19Z", undefined],
  ["1.5", undefined],
  ["-1", undefined],
  ["+1", undefined],
  ["1e3", undefined],
  ["soon", undefined],
  ["", undefined],
  [null, undefined],
];

test("Retry-After: seconds and dates", () => {
  for (const [value, expected] of retryAfters) assert.equal(parseRetryAfter(value, now), expected, value);
});

test("the host's sleep: over in time, or at once when aborted, without a timer or a listener left", async () => {
  const signal = new AbortController().signal;
  await hostRuntime.sleep(1, signal);
  await hostRuntime.sleep(0);
  const reason = new Error("mine");
  const abort = new AbortController();
  const sleeping = hostRuntime.sleep(2 ** 31 - 1, abort.signal);
  abort.abort(reason);
  await assert.rejects(sleeping, reason);
  await assert.rejects(hostRuntime.sleep(2 ** 31 - 1, abort.signal), reason);
  assert.ok(!process.getActiveResourcesInfo().includes("Timeout"));
});
