import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { fromRoot } from "../../scripts/lib/paths.mjs";
import { blocksOf, documents, pageFilesOf, promised } from "../node/docs/documents.mjs";
import { launchChromium } from "./support/chromium.mjs";

const SITE = "http://localhost/";

const pages = documents.flatMap(blocksOf).filter(({ language }) => language === "html");

describe("pages of the documentation", () => {
  let browser;
  before(async () => {
    browser = await launchChromium();
  });
  after(() => browser?.close());

  for (const { path, line, code } of pages)
    test(`${path}:${line} works in Chromium as it stands`, async () => {
      const files = pageFilesOf(path);
      const expected = [code, ...files.map((file) => file.code)].flatMap(promised);
      const { printed, faults } = await run(browser, code, files, expected);
      assert.deepEqual(faults, []);
      assert.deepEqual(printed, expected);
    });

  test("a script that the policy of its page blocks is noticed", async () => {
    const page = `<meta http-equiv="Content-Security-Policy" content="script-src 'self'" />
      <script type="module">console.log(1); // 1</script>`;
    const { printed, faults } = await run(browser, page, [], []);
    assert.deepEqual(printed, []);
    assert.match(faults.join("\n"), /Content Security Policy/);
  });
});

/**
 * Opens a block of HTML as a page, without a server: the files of its document and `node_modules` are answered here, and
 * any other request fails. Returns what it printed, once it has loaded and printed what is expected, and its errors.
 */
async function run(browser, html, files, expected) {
  const page = await browser.newPage();
  const printed = [];
  const faults = [];
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "log") printed.push(message.text());
    else faults.push(message.text());
  });
  await page.route("**/*", (route) => {
    const name = route.request().url().slice(SITE.length);
    if (name === "favicon.ico") return route.fulfill({ status: 204 });
    const body = name === "" ? html : contentOf(name, files);
    const contentType = name === "" ? "text/html" : "text/javascript";
    return body === undefined ? route.abort() : route.fulfill({ contentType, body });
  });
  await page.goto(SITE, { waitUntil: "load" });
  await page.waitForFunction(() => document.querySelector(":not(:defined)") === null);
  while (printed.length < expected.length && faults.length === 0) await page.waitForEvent("console");
  await page.close();
  return { printed, faults };
}

function contentOf(name, files) {
  const file = files.find(({ info }) => info === name);
  if (file) return file.code;
  if (!name.startsWith("node_modules/") || !existsSync(fromRoot(name))) return undefined;
  return readFileSync(fromRoot(name));
}
