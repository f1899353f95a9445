import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { makeIdentity } from "./support/identity.mjs";
import { folderFor, run } from "./support/run.mjs";

const agent = makeIdentity();
const other = makeIdentity();
const publicKey = agent.key.publicKey.toSsh();
const SENT = Date.parse("2026-11-25T21:58:38Z");

const entry = ({ identity }, status, skewSeconds = 0) => ({
  startedDateTime: new Date(SENT).toISOString(),
  request: {
    method: "POST",
    url: "https://a.example/v1/responses",
    headers: [
      {
        name: "authorization",
        value: identity.authorizationHeader("task-1", { now: SENT + skewSeconds * 1000 }),
      },
    ],
  },
  response: { status },
});

const har = JSON.stringify({
  log: { entries: [entry(agent, 200), entry(agent, 200, 1), entry(agent, 401, -400), entry(other, 401)] },
});
const SUMMARY = "2 of 4 failed: 1 was signed by another key, 1 by a clock that was 6 min 40 s slow.";

const verdictsOf = (stdout) =>
  stdout
    .trimEnd()
    .split("\n")
    .map((line) => line.split(/\s+/)[1]);

test("scan judges yesterday's HAR file by the time of each request", async () => {
  for (const args of [["--at", "sent"], []]) {
    const { code, stdout, stderr } = await run(["scan", "--key", publicKey, ...args], { input: har });
    assert.equal(stderr, "");
    assert.equal(code, 0);
    assert.deepEqual(verdictsOf(stdout).slice(0, 4), [
      "valid",
      "valid",
      "timestamp_expired",
      "signature_invalid",
    ]);
    assert.equal(stdout.trimEnd().split("\n").at(-1), SUMMARY);
  }
});

test("--failed leaves what failed, and the summary counts everything", async () => {
  const { stdout } = await run(["scan", "--failed", "--key", publicKey], { input: har });
  const lines = stdout.trimEnd().split("\n");
  assert.equal(lines.length, 3);
  assert.equal(lines[2], SUMMARY);
});

test("--strict ends with 1 unless all are valid", async () => {
  assert.equal((await run(["scan", "--strict", "--key", publicKey], { input: har })).code, 1);
  const good = JSON.stringify({ log: { entries: [entry(agent, 200)] } });
  assert.equal((await run(["scan", "--strict", "--key", publicKey], { input: good })).code, 0);
  assert.equal((await run(["scan", "--strict"], { input: good })).code, 1);
});

test("--at now, any and a given time", async () => {
  const codes = async (at) =>
    verdictsOf((await run(["scan", "--key", publicKey, "--at", at], { input: har })).stdout).slice(0, 3);
  assert.deepEqual(await codes("any"), ["valid", "valid", "valid"]);
  assert.deepEqual(await codes("2036-01-01T00:00:00Z"), Array(3).fill("timestamp_expired"));
  assert.deepEqual(await codes("Wed, 25 Nov 2026 21:58:38 GMT"), ["valid", "valid", "timestamp_expired"]);
});

test("--json prints a line for each assertion, --csv a table; the summary goes to standard error", async () => {
  const json = await run(["scan", "--json", "--key", publicKey], { input: har });
  const rows = json.stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  assert.deepEqual(
    rows.map(({ verdict, status, entry: index }) => [verdict, status, index]),
    [
      ["valid", 200, 0],
      ["valid", 200, 1],
      ["invalid", 401, 2],
      ["invalid", 401, 3],
    ],
  );
  assert.equal(rows[2].clockSeconds, -400);
  assert.equal(json.stderr, `${SUMMARY}\n`);
  const csv = await run(["scan", "--csv", "--key", publicKey], { input: har });
  const lines = csv.stdout.split("\r\n");
  assert.equal(lines.length, 6);
  assert.match(lines[0], /^"file","line","entry","verdict","code"/);
  assert.equal(csv.stderr, `${SUMMARY}\n`);
});

test("any number of files is read, compressed ones too; one that cannot be read does not stop the others", async (t) => {
  const folder = folderFor(t);
  const [plain, packed] = [join(folder, "a.har"), join(folder, "b.har.gz")];
  writeFileSync(plain, har);
  writeFileSync(packed, gzipSync(har));
  const { code, stdout, stderr } = await run(["scan", plain, "missing.log", packed, "--key", publicKey]);
  assert.equal(code, 2);
  assert.match(stderr, /no such file: missing\.log/);
  assert.match(stdout, /4 of 8 failed/);
});

test("damaged gzip is reported", async (t) => {
  const file = join(folderFor(t), "cut.gz");
  writeFileSync(file, gzipSync(har.repeat(50)).subarray(0, 200));
  const { code, stderr } = await run(["scan", file]);
  assert.equal(code, 2);
  assert.match(stderr, /the gzip data ends too early: .*cut\.gz/);
});

test("many assertions are judged by workers, in their order", async (t) => {
  const file = join(folderFor(t), "many.ndjson");
  const headers = [agent, other].map(({ identity }) => identity.authorizationHeader("task-1", { now: SENT }));
  const count = 6000;
  const lines = Array.from({ length: count }, (_, index) =>
    JSON.stringify({ time: SENT, index, authorization: headers[index % 3 === 0 ? 1 : 0] }),
  );
  writeFileSync(file, `${lines.join("\n")}\n`);
  const { code, stdout, stderr } = await run(["scan", "--json", "--key", publicKey, file]);
  assert.equal(code, 0);
  const rows = stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  assert.deepEqual(
    rows.map(({ line }) => line),
    lines.map((_, index) => index + 1),
  );
  assert.ok(rows.every(({ verdict }, index) => (verdict === "invalid") === (index % 3 === 0)));
  assert.equal(stderr, "2,000 of 6,000 failed: 2,000 were signed by another key.\n");
});

test("nothing found is said", async () => {
  const { code, stdout } = await run(["scan"], { input: "nothing here\n" });
  assert.deepEqual([code, stdout], [0, "No assertions were found.\n"]);
});

test("a terminal's escapes in a log are not passed on", async () => {
  const input = `GET https://a.example/\u001b[31m authorization: ${agent.identity.authorizationHeader("task\u202e-1")}\n`;
  const { stdout } = await run(["scan"], { input });
  assert.doesNotMatch(stdout.replaceAll("\n", ""), /\p{Cc}|\p{Cf}/u);
});
