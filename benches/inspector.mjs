// Times the inspector in Chromium: what a person waits for, and the longest task of the page's main thread.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { encoded } from "../tests/browser/support/assertions.mjs";
import { launchChromium } from "../tests/browser/support/chromium.mjs";
import { harFile } from "../tests/browser/support/har.mjs";
import { Inspector } from "../tests/browser/support/inspector.mjs";
import { startSite } from "../tests/browser/support/site.mjs";

const MEGABYTES = 10_000_000;
const [browser, url] = await Promise.all([launchChromium(), startSite()]);
const folder = mkdtempSync(join(tmpdir(), "bench-"));

const rows = [
  ["10 MB of words in the box", () => inspecting("lorem ipsum ".repeat(MEGABYTES / 12))],
  ["10 MB of brackets in the box", () => inspecting("{[".repeat(MEGABYTES / 2))],
  ["a header with 900 members of one name", () => inspecting(encoded(`{${Array(900).fill('"":1').join()}}`))],
  ["a HAR file with 10,000 assertions of three agents", () => reading(harFile(10_000))],
];
for (const [what, work] of rows) {
  const { ms, longest } = await work();
  console.log(
    `${what.padEnd(52)}${ms.toFixed(0).padStart(7)} ms, longest task ${longest.toFixed(0).padStart(5)} ms`,
  );
}
await browser.close();
rmSync(folder, { recursive: true });
process.exit();

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
  // The browser tells of a task after it has ended.
  await inspector.page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 100)));
  const longest = await inspector.page.evaluate(() => window.longest);
  await inspector.close();
  return { ms, longest };
}
