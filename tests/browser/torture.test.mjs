import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { after, test } from "node:test";
import { fromRoot } from "../../scripts/lib/paths.mjs";
import { tried } from "../torture/tried.mjs";
import { launchChromium } from "./support/chromium.mjs";

const SITE = "http://localhost/";
const perExport = Number(process.env.TRUST_CALLS ?? 500);

// The package does not export its memory, so the page intercepts the instantiation.
const PAGE = `<!doctype html><title>Torture</title>
<script>
  WebAssembly.Instance = class extends WebAssembly.Instance {
    constructor(...args) {
      super(...args);
      window.memory = this.exports.memory;
    }
  };
</script>
<script type="module">
  import * as api from "./index.js";
  import { torture } from "./torture.mjs";
  window.run = async (perExport) => {
    const report = await torture(api, { perExport, seed: 3 });
    const before = memory.buffer.byteLength;
    await torture(api, { perExport: perExport / 4, seed: 4 });
    return { ...report, grown: memory.buffer.byteLength - before };
  };
</script>`;

const scripts = readdirSync(fromRoot("tests/torture")).map((file) => [file, fromRoot("tests/torture", file)]);
const files = new Map([["index.js", fromRoot("pkg/dist/index.js")], ...scripts]);

/** The most memory, in bytes, that objects may hold before they are garbage-collected. It is for all calls together. */
const HELD = 4 * 65_536;

let browser;
after(() => browser?.close());

test("every export answers nasty arguments in Chromium too", async () => {
  browser = await launchChromium();
  const page = await browser.newPage();
  await page.route("**/*", (route) => {
    const name = route.request().url().slice(SITE.length);
    if (name === "") return route.fulfill({ contentType: "text/html", body: PAGE });
    const file = files.get(name);
    return file ? route.fulfill({ contentType: "text/javascript", body: readFileSync(file) }) : route.abort();
  });
  await page.goto(SITE);
  await page.waitForFunction(() => "run" in window);
  const { calls, refusals, problems, grown } = await page.evaluate((times) => window.run(times), perExport);
  assert.deepEqual(problems, []);
  assert.ok(Object.keys(refusals).length > 20, `only ${Object.keys(refusals).join(", ")}`);
  assert.ok(grown <= HELD, `the memory has grown by ${grown} bytes`);
  tried("torture-chromium", calls);
});
