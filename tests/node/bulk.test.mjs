import assert from "node:assert/strict";
import { test } from "node:test";
import { AgentIdentity, AgentKey } from "agent-identity-wasm";
import { BulkJudge, formatDuration, isFailed, Tally } from "agent-identity-wasm/bulk";
import { refuses } from "./support/verdicts.mjs";

const SENT = Date.parse("2026-11-25T21:58:38Z");
const key = AgentKey.generate();
const agent = new AgentIdentity("agent-1", key);
const other = new AgentIdentity("agent-1", AgentKey.generate());

/** An assertion as an extractor finds it in yesterday's HAR file. */
const request = (signer, { skewSeconds = 0, status, sentAt = new Date(SENT), task = "task-1" } = {}) => ({
  header: signer.authorizationHeader(task, { now: SENT + skewSeconds * 1000 }),
  line: 1,
  ...(sentAt && { sentAt }),
  ...(status && { status }),
});

const yesterday = () => [
  request(agent, { status: 200 }),
  request(agent, { skewSeconds: 1, status: 200 }),
  request(agent, { skewSeconds: -400, status: 401 }),
  request(other, { status: 401 }),
];

const judged = (found, options) => new BulkJudge({ publicKeys: [agent.publicKey], ...options }).judge(found);
const codes = (found, options) => judged(found, options).map(({ verdict, code }) => code ?? verdict);

function summaryOf(rows) {
  const tally = new Tally();
  for (const row of rows) tally.add(row);
  return tally.summary();
}

test("each request is judged by the time at which it was sent", () => {
  assert.deepEqual(codes(yesterday()), ["valid", "valid", "timestamp_expired", "signature_invalid"]);
  assert.deepEqual(codes(yesterday(), { at: "now" }).slice(0, 2), ["timestamp_expired", "timestamp_expired"]);
  assert.deepEqual(codes(yesterday(), { at: "any" }), ["valid", "valid", "valid", "signature_invalid"]);
  assert.deepEqual(codes(yesterday(), { at: new Date(SENT + 301_000) }).slice(0, 2), [
    "timestamp_expired",
    "valid",
  ]);
});

test("a request without a time is judged by the current time", () => {
  const found = [request(agent, { sentAt: null })];
  assert.deepEqual(codes(found), ["timestamp_expired"]);
  assert.deepEqual(codes(found, { now: () => SENT }), ["valid"]);
});

test("the signer's clock is compared with the time of the request", () => {
  const clocks = judged(yesterday()).map(({ clockSeconds }) => clockSeconds);
  assert.deepEqual(clocks, [0, 1, -400, 0]);
  assert.equal("clockSeconds" in judged([request(agent, { sentAt: null })])[0], false);
});

test("every key is tried, and the one that signed is named", () => {
  const publicKeys = [other.publicKey, agent.publicKey];
  const rows = judged(yesterday(), { publicKeys });
  assert.deepEqual(
    rows.map(({ verdict }) => verdict),
    ["valid", "valid", "invalid", "valid"],
  );
  const [first, , third, fourth] = rows;
  assert.equal(first.signedBy, agent.publicKey.fingerprint());
  assert.equal(third.signedBy, agent.publicKey.fingerprint());
  assert.equal(fourth.signedBy, other.publicKey.fingerprint());
});

test("without a key the form, the age and the expected ids are judged", () => {
  const options = { publicKeys: [] };
  assert.deepEqual(codes(yesterday(), options), [
    "unverified",
    "unverified",
    "timestamp_expired",
    "unverified",
  ]);
  assert.deepEqual(codes([{ header: "AgentAssertion e30", line: 1 }], options), ["json_member_missing"]);
  assert.deepEqual(codes(yesterday().slice(0, 1), { ...options, expectedTaskId: "task-2" }), [
    "task_id_unexpected",
  ]);
});

test("expected ids are judged", () => {
  assert.deepEqual(codes(yesterday().slice(0, 1), { expectedTaskId: "task-2" }), ["task_id_unexpected"]);
  assert.deepEqual(codes(yesterday().slice(0, 1), { expectedTaskId: "task-1" }), ["valid"]);
});

test("what was found is kept, in its order, however often it occurs", () => {
  const [one] = yesterday();
  const rows = judged([one, { header: "rubbish", line: 7, url: "https://a.example/" }, one]);
  assert.deepEqual(
    rows.map(({ line, verdict }) => [line, verdict]),
    [
      [1, "valid"],
      [7, "invalid"],
      [1, "valid"],
    ],
  );
  assert.equal(rows[1].url, "https://a.example/");
});

test("a request failed if its answer or its header says so", () => {
  const failed = (row) => isFailed({ header: "", line: 1, verdict: "valid", ...row });
  assert.equal(failed({}), false);
  assert.equal(failed({ status: 204 }), false);
  assert.equal(failed({ status: 302 }), false);
  assert.equal(failed({ status: 401 }), true);
  assert.equal(failed({ verdict: "invalid", status: 200 }), true);
  assert.equal(failed({ verdict: "unverified" }), false);
});

const summaries = [
  ["nothing", [], "No assertions were found."],
  ["one valid", [request(agent)], "1 assertion, and it is valid."],
  ["two valid", yesterday().slice(0, 2), "2 assertions, and all are valid."],
  [
    "yesterday's file",
    yesterday(),
    "2 of 4 failed: 1 was signed by another key, 1 by a clock that was 6 min 40 s slow.",
  ],
  [
    "one slow clock",
    yesterday().slice(2, 3),
    "1 of 1 failed: 1 was signed by a clock that was 6 min 40 s slow.",
  ],
  [
    "slow clocks",
    [request(agent, { skewSeconds: -400 }), request(agent, { skewSeconds: -7200 })],
    "2 of 2 failed: 2 were signed by clocks that were 6 min 40 s to 2 h slow.",
  ],
  [
    "a fast clock",
    [request(agent, { skewSeconds: 301 })],
    "1 of 1 failed: 1 was signed by a clock that was 5 min 1 s fast.",
  ],
  ["old, without times", [request(agent, { sentAt: null })], "1 of 1 failed: 1 was too old."],
  [
    "refused although valid",
    [request(agent, { status: 403 })],
    "1 of 1 failed: 1 was valid but answered with an error status.",
  ],
  [
    "rubbish",
    [{ header: "AgentAssertion e30", line: 1 }],
    "1 of 1 failed: 1 was refused with json_member_missing.",
  ],
];

for (const [name, found, expected] of summaries) {
  test(`summary: ${name}`, () => assert.equal(summaryOf(judged(found)), expected));
}

test("a summary blames a clock only if ages were judged by the times of the requests", () => {
  const [first] = yesterday();
  assert.equal(summaryOf(judged([first], { at: "now" })), "1 of 1 failed: 1 was too old.");
  assert.equal(
    summaryOf(judged([first], { at: SENT - 301_000 })),
    "1 of 1 failed: 1 was ahead of the clock.",
  );
  const mixed = [request(agent, { skewSeconds: -400 }), request(agent, { sentAt: null })];
  assert.equal(
    summaryOf(judged(mixed)),
    "2 of 2 failed: 1 was signed by a clock that was 6 min 40 s slow, 1 was too old.",
  );
});

test("an age is counted from the time by which it was judged", () => {
  const ages = (at) => judged(yesterday(), { at }).map(({ ageSeconds }) => ageSeconds);
  assert.deepEqual(ages("sent"), [0, -1, 400, 0]);
  assert.deepEqual(ages(SENT + 1000), [1, 0, 401, 1]);
});

test("more than 10,000 assertions are judged in one call, and more agents than are remembered", () => {
  const found = Array.from({ length: 10_001 }, (_, index) => ({
    header: new AgentIdentity(`agent-${index}`, key).authorizationHeader("task-1", { now: SENT }),
    line: index + 1,
    sentAt: new Date(SENT),
  }));
  const rows = new BulkJudge({ publicKeys: [key.publicKey] }).judge(found);
  assert.equal(rows.length, found.length);
  assert.ok(rows.every(({ verdict, line }, index) => verdict === "valid" && line === index + 1));
});

test("options that cannot be right are refused with a code", () => {
  const wrong = [null, 5, { publicKeys: agent.publicKey }, { at: "yesterday" }, { at: {} }, { now: 5 }];
  for (const options of wrong) refuses("wrong_type", () => new BulkJudge(options));
  refuses("time_out_of_range", () => new BulkJudge({ at: new Date("never") }));
  refuses("number_out_of_range", () => judged(yesterday(), { maxAgeSeconds: -1 }));
});

test("a summary says that signatures were not checked", () => {
  const [one] = yesterday();
  const unkeyed = (found) => summaryOf(judged(found, { publicKeys: [] }));
  assert.equal(
    unkeyed([one]),
    "1 assertion was found. 1 signature was not checked, because no key was given.",
  );
  assert.match(
    unkeyed(yesterday()),
    /^2 of 4 failed: .* 3 signatures were not checked, because no key was given\.$/,
  );
});

test("tallies of several workers are merged", () => {
  const [all, first, second] = [new Tally(), new Tally(), new Tally()];
  for (const [index, row] of judged(yesterday()).entries()) (index % 2 ? first : second).add(row);
  all.merge(first.counts);
  all.merge(structuredClone(second.counts));
  assert.equal(all.summary(), summaryOf(judged(yesterday())));
});

test("durations have their two largest units", () => {
  const table = {
    0: "0 s",
    0.4: "0 s",
    59: "59 s",
    60: "1 min",
    400: "6 min 40 s",
    3600: "1 h",
    3661: "1 h 1 min",
    90061: "1 d 1 h",
    "-5": "5 s",
    86405: "1 d",
  };
  for (const [seconds, expected] of Object.entries(table))
    assert.equal(formatDuration(Number(seconds)), expected);
});
