import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { AgentKey } from "agent-identity-wasm";
import { harFile } from "../browser/support/har.mjs";
import { startSite } from "../browser/support/site.mjs";
import { callOf, engines } from "./support/engines.mjs";

const driver = readFileSync(new URL("support/page.mjs", import.meta.url), "utf8");
const har = harFile(600);

for (const { name, start } of engines) {
  describe(`the inspector in ${name}`, () => {
    let engine;
    let url;

    before(async () => {
      [engine, url] = await Promise.all([start(), startSite()]);
      console.log(`${name} ${engine.version}`);
    });
    after(() => engine?.close());

    /** Opens the page anew, watches it for errors, and runs a function there. */
    const inPage = async (work, ...args) => {
      await engine.goTo("about:blank");
      await engine.goTo(url);
      await engine.evaluate(`(() => { ${driver} })()`);
      await engine.evaluate(callOf(watchForErrors));
      const result = await engine.evaluate(callOf(work, ...args));
      assert.deepEqual(await engine.evaluate("globalThis.uncaught"), []);
      return result;
    };

    test("an example is valid, and each part of it is shown", async () => {
      const { verdict, checks, envelope } = await inPage(tryExample);
      assert.match(verdict, /^Valid /);
      assert.deepEqual(checks.slice(0, 3), ["Form: passed", "Signature: passed", "Freshness: passed"]);
      assert.match(envelope, /agent-runtime-example/);
    });

    test("another key makes it invalid", async () => {
      const verdict = await inPage(tryWithKey, AgentKey.generate().publicKey.toSsh());
      assert.match(verdict, /^Invalid .*signature_invalid/);
    });

    test("a worker reads a HAR file in Bulk and judges each assertion", async () => {
      const { said, counts, rows } = await inPage(readHar, har);
      assert.match(said, /^600 assertions in test.har/);
      const valid = 600 - har.tampered - har.stale;
      assert.deepEqual(counts, ["All 600", `Valid ${valid}`, `Invalid ${600 - valid}`, "Not verified 0"]);
      assert.ok(rows > 1 && rows < 80, `${rows} rows`);
    });

    test("what Compose signs is valid in Inspect", async () => {
      const { snippet, verdict } = await inPage(composeAndInspect);
      assert.match(snippet, /^curl .*AgentAssertion /s);
      assert.match(verdict, /^Valid /);
    });

    test("a link brings the header back", async () => {
      const link = await inPage(makeLink);
      await engine.goTo("about:blank");
      await engine.goTo(link);
      await engine.evaluate(`(() => { ${driver} })()`);
      assert.match(await engine.evaluate(callOf(() => inspector.shown(/^Valid /))), /^Valid /);
    });

    test("a private key that is pasted does not stay in the page", async () => {
      const secret = AgentKey.generate().exportPkcs8();
      const { html, boxes, notice } = await inPage(pastePrivateKey, secret);
      assert.ok(!html.includes(secret) && !boxes.includes(secret));
      assert.match(notice, /not kept/);
    });
  });
}

// The functions below run in the page.
/* global inspector */

function watchForErrors() {
  globalThis.uncaught = [];
  addEventListener("error", ({ message }) => uncaught.push(message));
  addEventListener("unhandledrejection", ({ reason }) => uncaught.push(String(reason)));
  addEventListener("securitypolicyviolation", ({ violatedDirective }) => uncaught.push(violatedDirective));
}

async function tryExample() {
  inspector.button("Try an example").click();
  const verdict = await inspector.shown(/^Valid /);
  return { verdict, checks: inspector.all(".checks li"), envelope: inspector.all(".envelope").join() };
}

async function tryWithKey(key) {
  inspector.button("Try an example").click();
  await inspector.shown(/^Valid /);
  inspector.fill("Public key", key);
  return inspector.shown(/^Invalid /);
}

async function readHar({ har, keys, now }) {
  inspector.button("Bulk").click();
  await inspector.shown(/^HAR or log file/);
  inspector.fill("Public keys, one a line", keys.join("\n"));
  inspector.choose("Judge ages by", "given");
  await inspector.shown(/^Time to judge by/);
  inspector.fill("Time to judge by (UTC)", now);
  inspector.giveFile("HAR or log file", new File([har], "test.har"));
  const said = await inspector.shown(/^[\d,]+ assertions in /);
  return { said, counts: inspector.all(".filter"), rows: inspector.all("tr").length };
}

async function composeAndInspect() {
  inspector.button("Compose").click();
  await inspector.shown(/^Make a demo key$/);
  inspector.button("Make a demo key").click();
  await inspector.shown(/^Sign again, now$/);
  inspector.button("curl").click();
  await inspector.shown(/^curl -X GET/);
  const [snippet] = inspector.all(".snippet");
  inspector.button("Inspect it").click();
  return { snippet, verdict: await inspector.shown(/^Valid /) };
}

async function makeLink() {
  inspector.button("Try an example").click();
  await inspector.shown(/^Valid /);
  inspector.button("Put this into a link").click();
  await inspector.shown(/^The link is in the address bar/);
  return location.href;
}

async function pastePrivateKey(secret) {
  inspector.fill("Authorization header, request or log", secret);
  const notice = await inspector.shown(/not kept/);
  const root = document.querySelector("agent-assertion-inspector").shadowRoot;
  const boxes = [...root.querySelectorAll("textarea, input")].map(({ value }) => value).join("\n");
  return { html: root.innerHTML, boxes, notice };
}
