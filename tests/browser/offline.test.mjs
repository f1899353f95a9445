import assert from "node:assert/strict";
import { once } from "node:events";
import { test } from "node:test";
import { fromRoot } from "../../scripts/lib/paths.mjs";
import { staticServer } from "../../scripts/lib/static-server.mjs";
import { launchChromium } from "./support/chromium.mjs";
import { Inspector } from "./support/inspector.mjs";

test("once loaded, it works with the server stopped: Inspect, Bulk and Compose", async () => {
  const server = staticServer(fromRoot("www/dist")).listen(0, "127.0.0.1");
  await once(server, "listening");
  const browser = await launchChromium();
  const url = `http://127.0.0.1:${server.address().port}/`;
  const inspector = await Inspector.open(browser, url, { serviceWorkers: "allow" });
  const { page } = inspector;
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  server.closeAllConnections();
  server.close();
  await once(server, "close");

  await page.reload();
  await inspector.button("Try an example").click();
  assert.equal((await inspector.judged()).word, "Valid");
  const header = await inspector.text.inputValue();
  await inspector.takeInBulk(header, { keys: [await inspector.key.inputValue()] });
  await inspector.bulkDone();
  assert.equal(await page.locator(".filter[data-status=valid] b").textContent(), "1");
  await inspector.tab("Compose").click();
  await inspector.button("Make a demo key").click();
  assert.match(await page.locator(".snippet").textContent(), /AgentAssertion/);
  await browser.close();
});

test("it can be installed", async () => {
  const server = staticServer(fromRoot("www/dist")).listen(0, "127.0.0.1");
  await once(server, "listening");
  const browser = await launchChromium();
  const url = `http://127.0.0.1:${server.address().port}/`;
  const { page } = await Inspector.open(browser, url, { serviceWorkers: "allow" });
  const session = await page.context().newCDPSession(page);
  const { errors, data } = await session.send("Page.getAppManifest");
  assert.deepEqual(errors, []);
  assert.equal(JSON.parse(data).display, "standalone");
  await browser.close();
  server.closeAllConnections();
  server.close();
});
