// Measures the inspector in Chromium: the time until a person sees a result, and the longest task of the page's main
// thread.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { encoded } from "../tests/browser/support/assertions.mjs";
import { launchChromium } from "../tests/browser/support/chromium.mjs";
import { harFile } from "../tests/browser/support/har.mjs";
import { Inspector } from "../tests/browser/support/inspector.mjs";
import { startSite } from "../tests/browser/support/site.mjs";

const MEGABYTES = 10_000_000;
const LOG_BYTES = 200_000_000;
const [browser, url] = await Promise.all([launchChromium(), startSite()]);
const folder = mkdtempSync(join(tmpdir(), "bench-"));

const rows = [
  ["10 MB of words in the box", () => inspecting("lorem ipsum ".repeat(MEGABYTES / 12))],
  ["10 MB of brackets in the box", () => inspecting("{[".repeat(MEGABYTES / 2))],
  ["a header with 900 members of one name", () => inspecting(encoded(`{${Array(900).fill('"":1').join()}}`))],
  ["a HAR file with 10,000 assertions of three agents", () => reading(harFile(10_000))],
  ["a log of 200 MB with 100,000 assertions", () => reading(bigLog())],
];
for (const [what, work] of rows) {
  const { ms, longest } = await work();
  console.log(
    `${what.padEnd(52)}${ms.toFixed(0).padStart(7)} ms, longest task ${longest.toFixed(0).padStart(5)} ms`,
  );
}
await memoryOfFiveRuns();
await browser.close();
rmSync(folder, { recursive: true });
process.exit();

/** A log in which a line with an assertion stands between lines without one. */
function bigLog() {
  const { har, keys, now } = harFile(100_000);
  const headers = har.match(/AgentAssertion [\w-]+/g);
  const lineBytes = Math.floor(LOG_BYTES / headers.length);
  const lines = headers.map((header, index) => {
    const line = `2026-11-22T06:16:09Z POST https://a.example/v1/items/${index} authorization: ${header} 401\n`;
    return `${line}2026-11-22T06:16:09Z ${"quiet ".repeat(lineBytes / 6).slice(0, lineBytes - line.length - 22)}\n`;
  });
  return { har: lines.join(""), keys, now };
}

async function inspecting(text) {
  const inspector = await opened();
  return timed(inspector, async () => {
    await inspector.text.evaluate((box, text) => {
      box.value = text;
      box.dispatchEvent(new InputEvent("input", { bubbles: true }));
    }, text);
    await inspector.judged();
  });
}

async function reading({ har, keys, now }) {
  const inspector = await opened();
  const file = join(folder, "big.har");
  writeFileSync(file, har);
  return timed(inspector, async () => {
    await inspector.takeInBulk(file, { keys, time: now });
    await inspector.bulkDone();
  });
}

/** Reads one file five times in one page, and prints what the page's heap holds after each run. */
async function memoryOfFiveRuns() {
  const inspector = await opened();
  const { har, keys, now } = bigLog();
  const file = join(folder, "big.har");
  writeFileSync(file, har);
  const session = await inspector.page.context().newCDPSession(inspector.page);
  const heaps = [];
  for (let run = 0; run < 5; run++) {
    await inspector.takeInBulk(file, { keys, time: now });
    await inspector.bulkDone();
    await session.send("HeapProfiler.collectGarbage");
    heaps.push((await session.send("Runtime.getHeapUsage")).usedSize / 1e6);
  }
  await inspector.close();
  console.log(
    `that log five times: ${heaps.map((size) => size.toFixed(0)).join(", ")} MB in the page's heap`,
  );
}

async function opened() {
  const inspector = await Inspector.open(browser, url);
  await inspector.page.evaluate(() => {
    window.longest = 0;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) window.longest = Math.max(window.longest, duration);
    }).observe({ type: "longtask" });
  });
  return inspector;
}

async function timed(inspector, work) {
  const started = performance.now();
  await work();
  const ms = performance.now() - started;
  // The browser reports a long task only after the task has ended.
  await inspector.page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 100)));
  const longest = await inspector.page.evaluate(() => window.longest);
  await inspector.close();
  return { ms, longest };
}
