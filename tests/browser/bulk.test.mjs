import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { gzipSync } from "node:zlib";
import { AgentIdentity, AgentKey, AgentPublicKey, verifyAssertion } from "agent-identity-wasm";
import { fromRoot } from "../../scripts/lib/paths.mjs";
import { headers } from "../node/support/vectors.mjs";
import { codeOf } from "../node/support/verdicts.mjs";
import { NOW, privateKey, publicKey, signed } from "./support/assertions.mjs";
import { harFile } from "./support/har.mjs";
import { useInspector } from "./support/inspector.mjs";
import { countRows, holdUpWorkers } from "./support/work.mjs";

const open = useInspector();
const big = harFile(10_000);
const otherKey = AgentKey.generate();

const rowsIn = ({ page }) => page.getByRole("table", { name: "Assertions", exact: true });
const count = async (inspector, verdict) =>
  Number(
    /[\d,]+$/
      .exec((await inspector.page.locator(`.filter[data-status=${verdict}]`).innerText()).trim())[0]
      .replace(",", ""),
  );

test("ten thousand assertions of three keys, in small pieces of work for the page", async () => {
  const inspector = await open({ prepare: countRows });
  const { page } = inspector;
  // The file is on disk, because bytes that a test passes to the page would have to be copied.
  const file = join(mkdtempSync(join(tmpdir(), "inspector-")), "big.har");
  writeFileSync(file, big.har);
  await inspector.updates();
  await inspector.takeInBulk(file, { keys: big.keys, time: big.now });
  assert.match(await inspector.bulkDone(), /^10,000 assertions in big.har/);
  const messages = await page.evaluate(() => window.rowsInMessages);
  assert.equal(
    messages.reduce((sum, rows) => sum + rows, 0),
    10_000,
  );
  assert.ok(Math.max(...messages) <= 250, `${Math.max(...messages)} rows in a message`);
  const updates = await inspector.updates();
  // Entering the keys and the time renders a few times, each message renders at most once, and the clock once per
  // second.
  assert.ok(updates <= 2 * messages.length + 60, `${updates} updates for ${messages.length} messages`);
  const valid = 10_000 - big.tampered - big.stale;
  assert.deepEqual(
    [
      await count(inspector, "valid"),
      await count(inspector, "invalid"),
      await count(inspector, "unverified"),
    ],
    [valid, 10_000 - valid, 0],
  );

  const table = rowsIn(inspector);
  assert.equal(await table.getAttribute("aria-rowcount"), "10001");
  assert.ok((await page.getByRole("row").count()) < 80);
  await page.locator(".rows").evaluate((box) => {
    box.scrollTop = box.scrollHeight;
  });
  await page.getByText("https://a.example/v1/items/9999", { exact: true }).waitFor();
  await inspector.button(`Valid ${valid}`).click();
  await page.getByLabel("Filter", { exact: true }).fill("task-7");
  await page.waitForFunction(
    () => !document.querySelector("agent-assertion-inspector").shadowRoot.textContent.includes("tusk"),
  );
  await page.getByRole("button", { name: "Signed (UTC)" }).click();
  await page.getByRole("button", { name: "Signed (UTC)" }).click();
  assert.equal(
    await page.getByRole("columnheader", { name: "Signed (UTC)" }).getAttribute("aria-sort"),
    "descending",
  );
  assert.ok((await page.getByRole("row").count()) < 80);
  rmSync(dirname(file), { recursive: true });
  await inspector.close();
});

test("work is cancelled at once, and can begin again", async () => {
  const inspector = await open();
  const { page } = inspector;
  const letGo = await holdUpWorkers(page);
  await inspector.takeInBulk(big.har, { keys: big.keys, time: big.now });
  await page.getByText(/^Reading test.har: [1-9]/).waitFor();
  await inspector.button("Cancel").click();
  const said = await page.getByText(/^Cancelled after/).textContent();
  const found = Number(/[\d,]+/.exec(said)[0].replace(",", ""));
  assert.ok(found > 0 && found < 10_000, said);
  // No further assertions can be found once the worker has ended.
  await allEnded(page.workers());
  assert.equal(await page.getByText(/^Cancelled after/).textContent(), said);
  assert.ok(await inspector.button("Cancel").isDisabled());
  await letGo();
  await inspector.button("Run again").click();
  assert.match(await inspector.bulkDone(), /^10,000/);
  await inspector.close();
});

test("memory does not grow from run to run", async () => {
  const inspector = await open();
  const session = await inspector.page.context().newCDPSession(inspector.page);
  const { har, keys, now } = harFile(1500);
  const heaps = [];
  for (let run = 0; run < 5; run++) {
    await inspector.takeInBulk(har, { keys, time: now });
    await inspector.bulkDone();
    await session.send("HeapProfiler.collectGarbage");
    heaps.push((await session.send("Runtime.getHeapUsage")).usedSize / 1e6);
  }
  assert.ok(heaps[4] - heaps[1] < 2, heaps.map((size) => size.toFixed(1)).join(", "));
  await allEnded(inspector.page.workers());
  await inspector.close();
});

test("every header of the table has the core's verdict and code here, too", async () => {
  const inspector = await open();
  const cases = headers.cases.filter(
    ({ header }) => /^agentassertion[ \t]/i.test(header) && !header.includes("\0"),
  );
  const entries = cases.map(({ header }) => ({
    request: { headers: [{ name: "authorization", value: header }] },
  }));
  await inspector.takeInBulk(JSON.stringify({ log: { entries } }), {
    keys: [headers.public_key],
    time: headers.now,
  });
  await inspector.bulkDone();
  const exported = await download(inspector, "Export JSON");
  const rows = JSON.parse(exported);
  assert.equal(rows.length, cases.length);
  const key = AgentPublicKey.parse(headers.public_key);
  for (const [index, { name, header }] of cases.entries()) {
    const code = codeOf(() => verifyAssertion(header, key, { now: new Date(headers.now) }));
    assert.equal(rows[index].code ?? null, code, name);
    assert.equal(rows[index].verdict, code === null ? "valid" : "invalid", name);
  }
  await inspector.close();
});

test("exports hold what is shown, and start no formula", async () => {
  const inspector = await open({ now: NOW });
  const log = [
    JSON.stringify({ url: '=HYPERLINK("x")', method: "GET", authorization: signed({ taskId: '=1+1,"2"' }) }),
    JSON.stringify({ url: "/b", authorization: signed({ taskId: "other" }) }),
  ].join("\n");
  await inspector.takeInBulk(log, { keys: [publicKey.toSsh()], name: "x.ndjson" });
  await inspector.bulkDone();
  const csv = await download(inspector, "Export CSV");
  const [heading, first, second] = csv.split("\r\n");
  assert.match(
    heading,
    /^"verdict","code","answer","time","sentAt","clockSeconds","runtimeId","taskId","method","url","line","entry",/,
  );
  assert.ok(
    first.startsWith(
      `"valid","","","2026-11-22T06:16:09Z","","","agent-runtime-0001","'=1+1,""2""","GET","'=HYPERLINK(""x"")","1","","SHA256:`,
    ),
    first,
  );
  assert.match(second, /,"other","","\/b","2","",/);
  await inspector.page.getByLabel("Filter", { exact: true }).fill("other");
  assert.equal(JSON.parse(await download(inspector, "Export JSON")).length, 1);
  await inspector.close();
});

describe("a HAR file of yesterday: two good requests, a clock that was 400 s slow, and another key", () => {
  const YESTERDAY = NOW - 86_400_000;
  let inspector;

  before(async () => {
    inspector = await open({ now: NOW });
    await inspector.takeInBulk(harOfYesterday(YESTERDAY), { keys: [publicKey.toSsh()] });
    await inspector.bulkDone();
  });
  after(() => inspector.close());

  test("each request is judged by its own time, and a sentence says what went wrong", async () => {
    const rows = JSON.parse(await download(inspector, "Export JSON"));
    assert.deepEqual(
      rows.map(({ verdict, code, answer, clockSeconds }) => [verdict, code, answer, clockSeconds]),
      [
        ["valid", undefined, 200, 0],
        ["valid", undefined, 200, -1],
        ["invalid", "timestamp_expired", 401, -400],
        ["invalid", "signature_invalid", 401, 0],
      ],
    );
    const summary = await inspector.page.getByLabel("Summary").textContent();
    assert.match(
      summary,
      /^2 of 4 failed: 1 was signed by another key, 1 by a clock that was 6 min 40 s slow\./,
    );
    const table = await rowsIn(inspector).innerText();
    assert.match(table, /6 min 40 s slow/);
    assert.match(table, /\b401\b/);
  });

  test("`scan --at sent` agrees", async () => {
    const folder = mkdtempSync(join(tmpdir(), "inspector-"));
    const file = join(folder, "yesterday.har");
    writeFileSync(file, harOfYesterday(YESTERDAY));
    const args = ["scan", file, "--key", publicKey.toSsh(), "--at", "sent", "--json"];
    const { stdout } = spawnSync(process.execPath, [fromRoot("pkg/dist/cli.js"), ...args], {
      encoding: "utf8",
    });
    rmSync(folder, { recursive: true });
    const scanned = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    const rows = JSON.parse(await download(inspector, "Export JSON"));
    const told = ({ verdict, code, sentAt, clockSeconds }) => [
      verdict,
      code,
      Date.parse(sentAt),
      clockSeconds,
    ];
    assert.deepEqual(rows.map(told), scanned.map(told));
  });

  test("failed requests only leaves two rows", async () => {
    await inspector.page.getByLabel("Failed requests only").check();
    assert.equal(await rowsIn(inspector).getAttribute("aria-rowcount"), "3");
    await inspector.page.getByLabel("Failed requests only").uncheck();
    assert.equal(await rowsIn(inspector).getAttribute("aria-rowcount"), "5");
  });

  test("a row opens in Inspect with the time of its request, and is judged alike there", async () => {
    await inspector.button("Inspect assertion 3").click();
    assert.equal(await inspector.time.inputValue(), "2026-11-21T06:16:14Z");
    const { code, text } = await inspector.judged();
    assert.equal(code, "timestamp_expired", text);
    await inspector.tab("Bulk").click();
    await inspector.button("Inspect assertion 1").click();
    assert.equal((await inspector.judged()).word, "Valid");
    await inspector.tab("Bulk").click();
  });

  test("by this computer's clock all are too old; if any age is accepted, only the other key is wrong", async () => {
    const codes = async (clock) => {
      await inspector.page.getByLabel("Judge ages by").selectOption(clock);
      await inspector.button("Run again").click();
      await inspector.bulkDone();
      return JSON.parse(await download(inspector, "Export JSON")).map(({ code }) => code ?? "valid");
    };
    const expired = "timestamp_expired";
    assert.deepEqual(await codes("now"), [expired, expired, expired, "signature_invalid"]);
    assert.deepEqual(await codes("any"), ["valid", "valid", "valid", "signature_invalid"]);
    await inspector.page.getByLabel("Judge ages by").selectOption("given");
    await inspector.page.getByLabel("Time to judge by (UTC)").fill("21/Nov/2026:07:16:09 +0100");
    await inspector.button("Run again").click();
    await inspector.bulkDone();
    assert.equal(await count(inspector, "valid"), 2);
    await inspector.page.getByLabel("Time to judge by (UTC)").fill("yesterday");
    await inspector.button("Run again").click();
    await inspector.page.getByText("The time to judge by cannot be read.").waitFor();
  });

  test("ids that are expected are checked", async () => {
    await inspector.page.getByLabel("Judge ages by").selectOption("sent");
    await inspector.page.getByLabel("Expected task id in all").fill("task-0002");
    await inspector.button("Run again").click();
    await inspector.bulkDone();
    const rows = JSON.parse(await download(inspector, "Export JSON"));
    assert.equal(rows[0].code, "task_id_unexpected");
    await inspector.page.getByLabel("Expected task id in all").fill("");
  });
});

test("a file without times says by which clock it was judged, and an example shows what Bulk tells", async () => {
  const inspector = await open({ now: NOW });
  await inspector.tab("Bulk").click();
  await inspector.button("Judge an example of four requests").click();
  await inspector.bulkDone();
  assert.match(await inspector.page.getByLabel("Summary").textContent(), /^2 of 4 failed: .*6 min 40 s slow/);
  await inspector.takeInBulk(`authorization: ${signed()}`, { keys: [publicKey.toSsh()], name: "x.log" });
  await inspector.bulkDone();
  assert.match(
    await inspector.page.getByLabel("Summary").textContent(),
    /the time of 1 request: it was judged by this computer’s clock/,
  );
  assert.equal(await count(inspector, "valid"), 1);
  await inspector.close();
});

test("without keys the form is judged; a row opens in Inspect", async () => {
  const inspector = await open({ now: NOW });
  await inspector.takeInBulk(`GET /x authorization: ${signed()}\nauthorization: AgentAssertion zzz`, {
    name: "x.log",
  });
  await inspector.bulkDone();
  assert.deepEqual([await count(inspector, "unverified"), await count(inspector, "invalid")], [1, 1]);
  await inspector.button("Inspect assertion 1").click();
  assert.equal(await inspector.text.inputValue(), signed());
  assert.equal((await inspector.judged()).word, "Not verified");
  await inspector.close();
});

test("a file is dropped, a text is pasted, and a private key among the keys is exchanged", async () => {
  const inspector = await open({ now: NOW, permissions: ["clipboard-read", "clipboard-write"] });
  const { page } = inspector;
  await inspector.tab("Bulk").click();
  await page.getByLabel("Public keys, one a line").fill(privateKey);
  assert.equal(await page.getByLabel("Public keys, one a line").inputValue(), publicKey.toSsh());
  assert.match(await page.getByRole("alert").filter({ visible: true }).textContent(), /not kept/);
  const data = await page.evaluateHandle((text) => {
    const data = new DataTransfer();
    data.items.add(new File([text], "dropped.log"));
    return data;
  }, signed());
  await page.locator(".bulk").dispatchEvent("drop", { dataTransfer: data });
  assert.match(await inspector.bulkDone(), /^1 assertion in dropped.log/);
  assert.equal(await count(inspector, "valid"), 1);
  await page.evaluate((text) => navigator.clipboard.writeText(text), `${signed()}\n${signed()}`);
  await inspector.tab("Bulk").focus();
  await page.keyboard.press("Control+V");
  await page.getByText(/^2 assertions in pasted text/).waitFor();
  await inspector.close();
});

test("a file that is compressed with gzip is unpacked, and a damaged one is named", async () => {
  const inspector = await open({ now: NOW });
  const log = `GET /x authorization: ${signed()}\n`.repeat(300);
  const packed = gzipSync(log);
  await inspector.takeInBulk(packed, { keys: [publicKey.toSsh()], name: "access.log.1.gz" });
  assert.match(await inspector.bulkDone(), /^300 assertions in access.log.1.gz/);
  assert.equal(await count(inspector, "valid"), 300);
  await inspector.takeInBulk(packed.subarray(0, packed.length - 20));
  await inspector.page.getByText(/compressed with gzip, and its data is damaged/).waitFor();
  await inspector.close();
});

test("a HAR file without credentials and an empty file are told apart from a file without assertions", async () => {
  const inspector = await open({ now: NOW });
  for (const [content, said] of [
    [
      JSON.stringify({ log: { version: "1.2", entries: [{ request: { headers: [] } }] } }),
      /HAR file has no AgentAssertion.*sensitive data/,
    ],
    ["", /^The file is empty/],
    ["nothing", /^There is no AgentAssertion in it/],
    ['{"log":"nothing"}', /^There is no AgentAssertion in it/],
  ]) {
    await inspector.takeInBulk(content);
    await inspector.page.getByText(said).waitFor();
    assert.match(await inspector.bulkDone(), /^0 assertions in/);
  }
  await inspector.close();
});

function harOfYesterday(at) {
  const other = new AgentIdentity("agent-runtime-0001", otherKey);
  const entries = [
    [at, signed({ now: at }), 200],
    [at + 2000, signed({ now: at + 1000 }), 200],
    [at + 5000, signed({ now: at - 395_000 }), 401],
    [at + 9000, other.authorizationHeader("task-0001", { now: at + 9000 }), 401],
  ];
  return JSON.stringify({
    log: {
      version: "1.2",
      entries: entries.map(([sentAt, value, status]) => ({
        startedDateTime: new Date(sentAt).toISOString(),
        request: { method: "POST", url: "https://a.example/x", headers: [{ name: "authorization", value }] },
        response: { status },
      })),
    },
  });
}

/**
 * Waits until all workers have ended, which the browser reports a moment later. If one does not end, the test does not,
 * either.
 */
const allEnded = (workers) =>
  Promise.all(workers.map((worker) => new Promise((resolve) => worker.once("close", resolve))));

async function download(inspector, name) {
  const [file] = await Promise.all([inspector.page.waitForEvent("download"), inspector.button(name).click()]);
  return readFileSync(await file.path(), "utf8");
}
