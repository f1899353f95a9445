import assert from "node:assert/strict";
import { once } from "node:events";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fromRoot } from "../../scripts/lib/paths.mjs";
import { staticServer } from "../../scripts/lib/static-server.mjs";
import { signed } from "./support/assertions.mjs";
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

test("after an update, an open tab goes on with its own version, whose cache is kept until no tab needs it", async (context) => {
  const { folder, browser, url } = await served(context);
  const old = await Inspector.open(browser, url, { serviceWorkers: "allow" });
  await isControlled(old);
  update(folder);
  await updated(old);
  await old.takeInBulk(signed());
  assert.match(await old.bulkDone(), /^1 assertion/);

  const page = await old.page.context().newPage();
  await page.goto(url);
  assert.equal((await cacheNames(page)).length, 2);
  await old.page.close();
  await page.reload();
  await page.waitForFunction(async () => (await caches.keys()).length === 1);
  const fresh = new Inspector(page, url);
  await fresh.takeInBulk(signed());
  assert.match(await fresh.bulkDone(), /^1 assertion/);
});

test("two inspectors below two paths of one origin leave each other's caches alone", async (context) => {
  const { folder, browser, url } = await served(context, ["one", "two"]);
  const one = await Inspector.open(browser, `${url}one/`, { serviceWorkers: "allow" });
  await isControlled(one);
  const page = await one.page.context().newPage();
  const two = new Inspector(page, `${url}two/`);
  await page.goto(two.url);
  await isControlled(two);
  update(join(folder, "one"));
  await updated(one);
  await page.close();
  await one.page.reload();
  await one.page.waitForFunction(async () => (await caches.keys()).length === 2);
  const names = await cacheNames(one.page);
  assert.equal(names.filter((name) => name.includes("/two/")).length, 1);
});

test("another site that comes to the same origin later gets it back with the second visit", async (context) => {
  const { folder, browser, url } = await served(context);
  const inspector = await Inspector.open(browser, url, { serviceWorkers: "allow" });
  await isControlled(inspector);
  rmSync(folder, { recursive: true });
  mkdirSync(folder);
  writeFileSync(join(folder, "index.html"), "<!doctype html><title>Another site</title>");
  const { page } = inspector;
  await page.reload();
  await page.waitForFunction(async () => (await navigator.serviceWorker.getRegistrations()).length === 0);
  await page.reload();
  assert.equal(await page.title(), "Another site");
  assert.deepEqual(await cacheNames(page), []);
});

/** Serves a copy of the site, or one copy below each of several paths, during one test. */
async function served(context, paths = [""]) {
  const folder = mkdtempSync(join(tmpdir(), "inspector-site-"));
  for (const path of paths) cpSync(fromRoot("www/dist"), join(folder, path), { recursive: true });
  const server = staticServer(folder).listen(0, "127.0.0.1");
  await once(server, "listening");
  const browser = await launchChromium();
  context.after(async () => {
    await browser.close();
    server.closeAllConnections();
    server.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return { folder, browser, url: `http://127.0.0.1:${server.address().port}/` };
}

const isControlled = async ({ page }) => {
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
};

const cacheNames = (page) => page.evaluate(() => caches.keys());

/** Makes the next version of a site. Its worker and its cache have other names, as after any change. */
function update(folder) {
  const assets = join(folder, "assets");
  const [worker] = readdirSync(assets).filter((name) => name.startsWith("worker-"));
  const renamed = "worker-NextVrsn.js";
  renameSync(join(assets, worker), join(assets, renamed));
  const files = [
    ...readdirSync(assets)
      .filter((name) => name.endsWith(".js"))
      .map((name) => join(assets, name)),
    join(folder, "service-worker.js"),
  ];
  for (const file of files) {
    const text = readFileSync(file, "utf8").replaceAll(worker, renamed);
    writeFileSync(file, text.replace(/^const VERSION = "\w+"/, 'const VERSION = "next"'));
  }
}

/** Makes the browser look for a new version, and waits until the new version is active. */
async function updated({ page }) {
  await page.evaluate(async () => {
    const taken = new Promise((resolve) =>
      navigator.serviceWorker.addEventListener("controllerchange", resolve, { once: true }),
    );
    await (await navigator.serviceWorker.getRegistration()).update();
    await taken;
  });
}
