import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, test } from "node:test";
import { fromRoot } from "../../scripts/lib/paths.mjs";
import { launchChromium } from "./support/chromium.mjs";

const SITE = "http://localhost/";
const SCRIPT = `
  import { AgentIdentity, AgentKey, verifyAssertion } from "./index.js";
  try {
    const key = AgentKey.generate();
    const header = new AgentIdentity("agent-1", key).authorizationHeader("task-1");
    const { signedText } = verifyAssertion(header, key.publicKey, { expectedTaskId: "task-1" });
    window.result = { signedText };
  } catch ({ name, code, message }) {
    window.result = { name, code, message };
  }
`;

let browser;
after(() => browser?.close());

test("the package signs and verifies in a plain page under a strict policy", async () => {
  const { signedText, message } = await run("script-src 'self' 'wasm-unsafe-eval'");
  assert.equal(message, undefined);
  assert.match(signedText, /^agent-1:task-1:\d{4}-/);
});

test("without 'wasm-unsafe-eval' it says what is missing", async () => {
  const { name, code, message } = await run("script-src 'self'");
  assert.equal(name, "AgentIdentityError");
  assert.equal(code, "wasm_blocked");
  assert.match(message, /add 'wasm-unsafe-eval' to script-src/);
});

/** Opens a page without a server: the known requests are answered here, and any other request fails. */
async function run(scriptSource) {
  browser ??= await launchChromium();
  const page = await browser.newPage();
  const files = {
    "": [
      "text/html",
      `<!doctype html><meta http-equiv="Content-Security-Policy" content="default-src 'none'; ${scriptSource}">
       <title>A page</title><script type="module" src="./page.js"></script>`,
    ],
    "page.js": ["text/javascript", SCRIPT],
    "index.js": ["text/javascript", readFileSync(fromRoot("pkg/dist/index.js"))],
  };
  await page.route("**/*", (route) => {
    const [contentType, body] = files[route.request().url().slice(SITE.length)] ?? [];
    return body === undefined ? route.abort() : route.fulfill({ contentType, body });
  });
  await page.goto(SITE);
  await page.waitForFunction(() => "result" in window);
  const result = await page.evaluate(() => window.result);
  await page.close();
  return result;
}
