import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { useInspector } from "./support/inspector.mjs";
import { watch } from "./support/watch.mjs";

const open = useInspector();

describe("a whole visit", () => {
  let inspector;
  let seen;

  before(async () => {
    inspector = await open({
      serviceWorkers: "allow",
      prepare: async (page) => {
        seen = await watch(page);
      },
    });
    await visit(inspector);
  });

  test("asks for nothing but the page's own files, and for nothing more once it is loaded", () => {
    for (const url of seen.requests) assert.ok(url.startsWith(inspector.url), url);
    const files = seen.requests.map((url) => url.slice(inspector.url.length).replace(/-[\w-]{8}\./, "."));
    const own = [
      "",
      "assets/advice.js",
      "assets/agent_identity.wasm",
      "assets/define.js",
      "assets/fetch-core.js",
      "assets/index.css",
      "assets/index.js",
      "assets/worker.js",
      "favicon.svg",
    ];
    const kept = [
      "assets/work.js",
      "icon-192.png",
      "icon-512.png",
      "manifest.webmanifest",
      "service-worker.js",
    ];
    assert.deepEqual(new Set(files), new Set([...own, ...kept]));
  });

  test("violates no policy and logs no problem", () => {
    assert.deepEqual(seen.violations, []);
    assert.deepEqual(seen.problems, []);
  });

  test("leaves nothing behind", async () => {
    const stored = await inspector.page.evaluate(async () => [
      localStorage.length,
      sessionStorage.length,
      document.cookie,
      (await indexedDB.databases()).length,
      location.search + location.hash,
    ]);
    assert.deepEqual(stored, [0, 0, "", 0, ""]);
    assert.deepEqual(await inspector.page.context().cookies(), []);
  });

  test("cannot be made to send or to run anything", async () => {
    const { page } = inspector;
    assert.equal(await page.evaluate(() => fetch(location.href).catch(() => "refused")), "refused");
    const ran = await page.evaluate(() => {
      try {
        document.body.append(
          document.createRange().createContextualFragment("<script>window.ran = 1</script>"),
        );
      } catch {}
      return "ran" in window;
    });
    assert.equal(ran, false);
  });
});

test("without WebAssembly, the page says so, and nothing is thrown", async () => {
  let seen;
  const inspector = await open({
    prepare: async (page) => {
      seen = await watch(page);
      await page.addInitScript(() => {
        delete globalThis.WebAssembly;
      });
    },
  });
  const { page } = inspector;
  const notice = page.getByRole("alert").filter({ visible: true });
  await inspector.button("Try an example").click();
  await notice
    .filter({ hasText: /An example cannot be made here: this environment has no WebAssembly/ })
    .waitFor();
  await inspector.text.fill("AgentAssertion eyJ9");
  const { word, code, text } = await inspector.judged();
  assert.equal(word, "Not verified", text);
  assert.equal(code, "wasm_blocked");
  await inspector.tab("Bulk").click();
  await inspector.button("Judge an example of four requests").click();
  await notice.filter({ hasText: /An example cannot be made here/ }).waitFor();
  await inspector.takeInBulk("AgentAssertion eyJ9");
  await page.getByText(/^test.har could not be read. .*WebAssembly/).waitFor();
  await inspector.tab("Compose").click();
  await inspector.button("Make a demo key").click();
  await page
    .getByText(/This environment has no WebAssembly/i)
    .filter({ visible: true })
    .waitFor();
  assert.deepEqual(
    seen.problems.filter((problem) => problem.startsWith("uncaught")),
    [],
  );
  await inspector.close();
});

async function visit(inspector) {
  await inspector.button("Try an example").click();
  await inspector.runtimeId.fill("someone-else");
  await inspector.button("Verify at a given time").click();
  await inspector.button("Back to now").click();
  await inspector.button("Clear").click();
  await inspector.text.fill("Bearer <img src=//example.com/x>");
  await inspector.key.fill("ssh-rsa AAAA");
  await inspector.takeInBulk('{"url":"https://example.com/x","authorization":"AgentAssertion x"}');
  await inspector.bulkDone();
  await inspector.tab("Compose").click();
  await inspector.button("Make a demo key").click();
  await inspector.button("Inspect it").click();
  await inspector.page.evaluate(() => navigator.serviceWorker.ready);
}
