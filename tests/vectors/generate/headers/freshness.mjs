// How old an assertion may be, how far ahead, and whose it has to be.
import { accepted, refused } from "../cases.mjs";
import { assertion, header, JSON_TEXT, NOW_MS, RUNTIME, TASK } from "../envelope.mjs";

const AGE = "a timestamp is at most 300 s old";
const SKEW = "a timestamp is at most 300 s ahead of the clock";
const SET_AGE = "a timestamp is at most max_age_seconds old";
const SET_SKEW = "a timestamp is at most max_skew_seconds ahead of the clock";

/** The good assertion, so many milliseconds after it was signed. */
const after = (ms, options) => [header(JSON_TEXT), { now_ms: NOW_MS + ms, ...options }];
const before = (ms, options) => after(-ms, options);
const stamped = (timestamp) => [assertion({ timestamp })];

const fresh = [
  ...refused("timestamp_expired", [
    ["age: 300.001 s", AGE, ...after(300_001)],
    ["age: 301 s", AGE, ...after(301_000)],
    ["age: an hour", AGE, ...after(3_600_000)],
    ["age: a year", AGE, ...after(31_536_000_000)],
    ["age: a stamp of 1970", AGE, ...stamped("1970-01-01T00:00:00Z")],
    ["age: a stamp of the year 0", AGE, ...stamped("0000-01-01T00:00:00Z")],
    ["age: 60.001 s of 60", SET_AGE, ...after(60_001, { max_age_seconds: 60 })],
    ["age: 61 s of 60", SET_AGE, ...after(61_000, { max_age_seconds: 60 })],
    ["age: 1 ms of none", SET_AGE, ...after(1, { max_age_seconds: 0 })],
    ["age: 86400.001 s of a day", SET_AGE, ...after(86_400_001, { max_age_seconds: 86_400 })],
    ["age: 301 s, a skew of an hour does not help", AGE, ...after(301_000, { max_skew_seconds: 3600 })],
  ]),
  ...refused("timestamp_in_future", [
    ["skew: 300.001 s", SKEW, ...before(300_001)],
    ["skew: 301 s", SKEW, ...before(301_000)],
    ["skew: an hour", SKEW, ...before(3_600_000)],
    ["skew: a stamp of the year 9999", SKEW, ...stamped("9999-12-31T23:59:59Z")],
    ["skew: the clock at 1970", SKEW, header(JSON_TEXT), { now_ms: 0 }],
    ["skew: the clock before 1970", SKEW, header(JSON_TEXT), { now_ms: -1 }],
    ["skew: 5.001 s of 5", SET_SKEW, ...before(5001, { max_skew_seconds: 5 })],
    ["skew: 6 s of 5", SET_SKEW, ...before(6000, { max_skew_seconds: 5 })],
    ["skew: 1 ms of none", SET_SKEW, ...before(1, { max_skew_seconds: 0 })],
    ["skew: 301 s, an age of an hour does not help", SKEW, ...before(301_000, { max_age_seconds: 3600 })],
  ]),
  ...accepted([
    ["age: exactly 300 s", AGE, ...after(300_000)],
    ["age: 299.999 s", AGE, ...after(299_999)],
    ["age: 1 ms", AGE, ...after(1)],
    ["age: none", AGE, ...after(0)],
    ["age: exactly 60 s of 60", SET_AGE, ...after(60_000, { max_age_seconds: 60 })],
    ["age: none of none", SET_AGE, ...after(0, { max_age_seconds: 0, max_skew_seconds: 0 })],
    ["age: 301 s of 301", SET_AGE, ...after(301_000, { max_age_seconds: 301 })],
    ["age: exactly a day of a day", SET_AGE, ...after(86_400_000, { max_age_seconds: 86_400 })],
    ["age: 300 s, no skew allowed", AGE, ...after(300_000, { max_skew_seconds: 0 })],
    ["skew: exactly 300 s", SKEW, ...before(300_000)],
    ["skew: 299.999 s", SKEW, ...before(299_999)],
    ["skew: exactly 5 s of 5", SET_SKEW, ...before(5000, { max_skew_seconds: 5 })],
    ["skew: 301 s of 301", SET_SKEW, ...before(301_000, { max_skew_seconds: 301 })],
    ["skew: 300 s, no age allowed", SKEW, ...before(300_000, { max_age_seconds: 0 })],
  ]),
];

const RUNTIME_RULE = "the runtime id is the one the caller expects";
const TASK_RULE = "the task id is the one the caller expects";
const COMPOSED = "caf\u00e9";
const DECOMPOSED = "cafe\u0301";

const runtime = (expected, id = RUNTIME) => [
  RUNTIME_RULE,
  assertion({ agent_runtime_id: id }),
  { expected_agent_runtime_id: expected },
];
const task = (expected, id = TASK) => [TASK_RULE, assertion({ task_id: id }), { expected_task_id: expected }];

const expected = [
  ...refused("agent_runtime_id_unexpected", [
    ["expected runtime id: another", ...runtime("agent-runtime-0002")],
    ["expected runtime id: its beginning", ...runtime("agent-runtime-000")],
    ["expected runtime id: longer", ...runtime("agent-runtime-00010")],
    ["expected runtime id: in upper case", ...runtime("AGENT-RUNTIME-0001")],
    ["expected runtime id: the task id", ...runtime(TASK)],
    ["expected runtime id: composed and decomposed", ...runtime(COMPOSED, DECOMPOSED)],
    ["expected runtime id: percent-encoded", ...runtime("caf%C3%A9", COMPOSED)],
  ]),
  ...refused("task_id_unexpected", [
    ["expected task id: another", ...task("task-0002")],
    ["expected task id: its beginning", ...task("task-000")],
    ["expected task id: longer", ...task("task-00010")],
    ["expected task id: in upper case", ...task("TASK-0001")],
    ["expected task id: the runtime id", ...task(RUNTIME)],
    ["expected task id: composed and decomposed", ...task(DECOMPOSED, COMPOSED)],
  ]),
  ...accepted([
    ["expected runtime id: the same", ...runtime(RUNTIME)],
    ["expected runtime id: the same, decomposed", ...runtime(DECOMPOSED, DECOMPOSED)],
    ["expected task id: the same", ...task(TASK)],
    ["expected task id: the same, with a colon and emoji", ...task("a:🗝", "a:🗝")],
    [
      "expected: both the same",
      `${RUNTIME_RULE}; ${TASK_RULE}`,
      header(JSON_TEXT),
      { expected_agent_runtime_id: RUNTIME, expected_task_id: TASK },
    ],
  ]),
];

export default [...fresh, ...expected];
