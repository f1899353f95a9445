import assert from "node:assert/strict";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { after, before, describe, test } from "node:test";
import { AgentKey } from "agent-identity-wasm";
import { fromRoot } from "../../scripts/lib/paths.mjs";
import { staticServer } from "../../scripts/lib/static-server.mjs";
import { harFile } from "../browser/support/har.mjs";
import { callOf, engines } from "./support/engines.mjs";

const driver = readFileSync(new URL("support/page.mjs", import.meta.url), "utf8");
const har = harFile(600);

/** The policy that the README of the package names: neither inline styles nor scripts but the element's. */
const STRICT = (scripts) =>
  [
    "default-src 'none'",
    // WebKit asks for the icon of the page.
    "img-src 'self'",
    `script-src ${scripts} 'wasm-unsafe-eval'`,
    "worker-src blob:",
    "require-trusted-types-for 'script'",
    "trusted-types lit-html inspector",
  ].join("; ");

/** The same without any worker. */
const WITHOUT_WORKERS = (scripts) =>
  STRICT(scripts).replace("worker-src blob:", "worker-src 'none'").replace(" inspector", "");

for (const { name, start } of engines) {
  describe(`the element from another origin in ${name}`, () => {
    const servers = [];
    let engine;
    let scripts;

    before(async () => {
      engine = await start();
      console.log(`${name} ${engine.version}`);
      scripts = await listening(
        staticServer(fromRoot("www/lib"), { "Access-Control-Allow-Origin": "*" }),
        servers,
      );
    });
    after(async () => {
      await engine?.close();
      for (const server of servers) {
        server.closeAllConnections();
        server.close();
      }
    });

    /** Opens a page of its own origin that has the element, and runs a function there. */
    const inPage = async ({ policy, attributes = "", head = "" }, work, ...args) => {
      const page = await listening(hostPage(scripts, { policy, attributes, head }), servers);
      await engine.goTo(page);
      await engine.evaluate(`(() => { ${driver} })()`);
      await engine.evaluate(callOf(watch));
      return engine.evaluate(callOf(work, ...args));
    };

    test("under a strict policy, every view works, and the verdict is an event", async () => {
      const { verdicts, said, snippet, uncaught, violations } = await inPage(
        { policy: STRICT(scripts) },
        visit,
        har,
      );
      assert.deepEqual(verdicts, [
        { status: "valid" },
        { status: "invalid", code: "agent_runtime_id_unexpected" },
        { status: "valid" },
      ]);
      assert.match(said, /^600 assertions in test.har/);
      assert.match(snippet, /AgentAssertion /);
      assert.deepEqual(uncaught, []);
      assert.deepEqual(violations, []);
    });

    test("if the page allows no worker, Bulk works all the same", async () => {
      const { said, uncaught } = await inPage({ policy: WITHOUT_WORKERS(scripts) }, visit, har);
      assert.match(said, /^600 assertions in test.har/);
      assert.deepEqual(uncaught, []);
    });

    test("properties set what is inspected", async () => {
      const key = AgentKey.generate().publicKey.toSsh();
      const state = await inPage({ policy: STRICT(scripts) }, setProperties, key);
      assert.match(state.verdict, /^Invalid .*signature_invalid/);
      assert.deepEqual(state.keys, [key]);
      assert.equal(state.hash, "#of-the-page");
    });

    test("its text is readable on a dark page, and in the theme that is asked for", async () => {
      const dark = await inPage({ policy: undefined, head: DARK }, colours);
      assert.ok(dark.contrast >= 4.5, `${dark.contrast}`);
      assert.ok(dark.background < 0.2, `${dark.background}`);
      const unstyled = await inPage({ policy: undefined, head: BLACK }, colours);
      assert.ok(unstyled.contrast >= 4.5, `${unstyled.contrast}`);
      const light = await inPage({ policy: undefined, head: DARK, attributes: "theme='light'" }, colours);
      assert.ok(light.background > 0.8, `${light.background}`);
      assert.ok(light.contrast >= 4.5, `${light.contrast}`);
    });
  });
}

const DARK = "<style>:root { color-scheme: dark; background: #111 }</style>";
/** A page that paints itself black without saying that it is dark. */
const BLACK = "<style>body { color: #eee; background: #000 }</style>";

const hostPage = (scripts, { policy, attributes, head }) =>
  createServer((_request, response) => {
    response.setHeader("Content-Type", "text/html; charset=utf-8");
    if (policy) response.setHeader("Content-Security-Policy", policy);
    response.end(`<!doctype html><html lang="en"><title>A dashboard</title>${head}
      <script type="module" src="${scripts}/standalone.js" crossorigin></script>
      <p>before</p><agent-assertion-inspector ${attributes}></agent-assertion-inspector>`);
  });

async function listening(server, servers) {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  servers.push(server);
  return `http://127.0.0.1:${server.address().port}`;
}

// The functions below run in the page.
/* global inspector */

function watch() {
  globalThis.uncaught = [];
  globalThis.violations = [];
  globalThis.verdicts = [];
  addEventListener("error", ({ message }) => uncaught.push(message));
  addEventListener("unhandledrejection", ({ reason }) => uncaught.push(String(reason)));
  addEventListener("securitypolicyviolation", ({ violatedDirective }) => violations.push(violatedDirective));
  document.addEventListener("verdict", ({ detail }) => verdicts.push(detail));
}

async function visit({ har, keys, now }) {
  const element = document.querySelector("agent-assertion-inspector");
  await inspector.shown(/^Not verified Paste/);
  inspector.button("Try an example").click();
  await inspector.shown(/^Valid /);
  element.expectedAgentRuntimeId = "another";
  await inspector.shown(/^Invalid /);
  element.expectedAgentRuntimeId = "";
  await inspector.shown(/^Valid /);
  const verdicts = [...globalThis.verdicts];
  inspector.button("Bulk").click();
  await inspector.shown(/^HAR or log file/);
  inspector.fill("Public keys, one a line", keys.join("\n"));
  inspector.choose("Judge ages by", "given");
  await inspector.shown(/^Time to judge by/);
  inspector.fill("Time to judge by (UTC)", now);
  element.open(new File([har], "test.har"));
  const said = await inspector.shown(/^[\d,]+ assertions in /);
  inspector.button("Compose").click();
  await inspector.shown(/^Make a demo key$/);
  inspector.button("Make a demo key").click();
  await inspector.shown(/^Sign again, now$/);
  const [snippet] = inspector.all(".snippet");
  return { verdicts, said, snippet, uncaught: globalThis.uncaught, violations: globalThis.violations };
}

async function setProperties(key) {
  location.hash = "#of-the-page";
  const element = document.querySelector("agent-assertion-inspector");
  await inspector.shown(/^Not verified Paste/);
  inspector.button("Try an example").click();
  await inspector.shown(/^Valid /);
  const { text } = element;
  inspector.button("Clear").click();
  await inspector.shown(/^Not verified Paste/);
  element.text = text;
  element.publicKeys = [key];
  element.view = "inspect";
  const verdict = await inspector.shown(/^Invalid /);
  return { verdict, keys: element.publicKeys, hash: location.hash };
}

async function colours() {
  await inspector.shown(/^Not verified Paste/);
  const element = document.querySelector("agent-assertion-inspector");
  const heading = element.shadowRoot.querySelector("h1");
  const context = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const luminance = (colour) => {
    context.fillStyle = colour;
    context.fillRect(0, 0, 1, 1);
    const [red, green, blue] = [...context.getImageData(0, 0, 1, 1).data].map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const background = luminance(getComputedStyle(element).backgroundColor);
  const text = luminance(getComputedStyle(heading).color);
  const [low, high] = [background, text].sort((one, other) => one - other);
  return { background, contrast: (high + 0.05) / (low + 0.05) };
}
