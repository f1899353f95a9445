import assert from "node:assert/strict";
import { once } from "node:events";
import { after, test } from "node:test";
import { root } from "../../scripts/lib/paths.mjs";
import { staticServer } from "../../scripts/lib/static-server.mjs";
import { signed } from "./support/assertions.mjs";
import { launchChromium } from "./support/chromium.mjs";
import { Inspector } from "./support/inspector.mjs";

/** The entry for bundlers, with an import map instead of a bundler. */
const IMPORTS = {
  "agent-identity-wasm": "/pkg/dist/index.js",
  "agent-identity-wasm/advice": "/pkg/dist/advice.js",
  "agent-identity-wasm/bulk": "/pkg/dist/bulk.js",
  lit: "/node_modules/lit/index.js",
  "lit/": "/node_modules/lit/",
  "lit-html": "/node_modules/lit-html/lit-html.js",
  "lit-html/": "/node_modules/lit-html/",
  "lit-element/": "/node_modules/lit-element/",
  "@lit/reactive-element": "/node_modules/@lit/reactive-element/reactive-element.js",
  "@lit/reactive-element/": "/node_modules/@lit/reactive-element/",
};

const PAGE = `<!doctype html><title>A dashboard</title><p>before</p>
  <script type="importmap">${JSON.stringify({ imports: IMPORTS })}</script>
  <script type="module" src="/www/lib/index.js"></script>
  <agent-assertion-inspector></agent-assertion-inspector>`;

let browser;
let server;
after(async () => {
  await browser?.close();
  server?.closeAllConnections();
  server?.close();
});

test("the element works in another page, with all its views, and shares the package with the page", async () => {
  browser = await launchChromium();
  server = staticServer(root).listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${server.address().port}/dashboard/`;
  const prepare = (page) =>
    page.route(url, (route) => route.fulfill({ contentType: "text/html", body: PAGE }));
  const inspector = await Inspector.open(browser, url, { prepare });
  const { page } = inspector;
  await inspector.button("Try an example").click();
  assert.equal((await inspector.judged()).word, "Valid");
  await inspector.takeInBulk(signed());
  assert.match(await inspector.bulkDone(), /^1 assertion in/);
  await inspector.tab("Compose").click();
  await inspector.button("Make a demo key").click();
  await page.locator(".snippet").waitFor();
  assert.equal((await page.evaluate(() => navigator.serviceWorker.getRegistrations())).length, 0);
  assert.equal(await page.getByRole("button", { name: "Put this into a link" }).count(), 0);
  await inspector.close();
});

test("a page's own fragment is neither read nor removed", async () => {
  const url = `http://127.0.0.1:${server.address().port}/dashboard/`;
  const prepare = (page) =>
    page.route(`${url}**`, (route) => route.fulfill({ contentType: "text/html", body: PAGE }));
  const fragment = "#access_token=sk-0123456789abcdefghijklmnop";
  const inspector = await Inspector.open(browser, `${url}${fragment}`, { prepare });
  assert.equal(await inspector.page.evaluate(() => location.hash), fragment);
  await inspector.close();
});
