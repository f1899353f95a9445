import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { after, before, describe, test } from "node:test";
import * as plain from "agent-identity-wasm";
import { root } from "../../scripts/lib/paths.mjs";
import { staticServer } from "../../scripts/lib/static-server.mjs";
import { WIDE_ARITHMETIC } from "../../scripts/tools/chromium.mjs";
import { headers, keys, registrations } from "../node/support/vectors.mjs";
import { launchChromium } from "./support/chromium.mjs";
import { judgeTables } from "./support/judge-tables.mjs";

/** The 513th verification by any key makes the last table, so the first agent makes more. */
const agents = Array.from({ length: 40 }, (_, index) => ({ pkcs8: pkcs8Of(index), count: index ? 40 : 600 }));

function pkcs8Of(index) {
  const seed = createHash("sha256").update(`agent ${index}`).digest();
  return Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), seed]).toString("base64");
}

const tables = { headers, keys, registrations, agents };

describe("the module for wide arithmetic", () => {
  let server, url;
  before(async () => {
    server = staticServer(root).listen(0, "127.0.0.1").unref();
    await once(server, "listening");
    url = `http://127.0.0.1:${server.address().port}`;
  });
  after(() => server.close());

  /** Loads the package from a module in a page of its own, and returns what `use` makes of it. */
  async function inPage(file, flags, use, given) {
    const browser = await launchChromium(...flags);
    try {
      const page = await browser.newPage();
      await page.goto(`${url}/tests/browser/support/empty.html`);
      const source = `async ({ file, given }) => {
        const api = await import("/pkg/dist/slim.js");
        const { judgeTables } = await import("/tests/browser/support/judge-tables.mjs");
        const use = ${use};
        return use(api, new URL("/pkg/dist/" + file, location), given, judgeTables);
      }`;
      return await page.evaluate(`(${source})(${JSON.stringify({ file, given })})`);
    } finally {
      await browser.close();
    }
  }

  test("judges every table and makes every signature as the other module does", async () => {
    const judge = async (api, module, given, judgeTables) => {
      await api.init(module);
      return { wide: api.wideArithmetic(), judged: judgeTables(api, given) };
    };
    const { wide, judged } = await inPage("agent_identity_wide.wasm", [WIDE_ARITHMETIC], judge, tables);
    assert.equal(wide, true);
    const expected = JSON.parse(JSON.stringify(judgeTables(plain, tables)));
    assert.ok(expected.signatures.flat().every(([, taskId, accepted]) => taskId && !accepted));
    assert.deepEqual(judged, expected);
  });

  test("is refused with a code where wideArithmetic() is false, and the other one still loads", async () => {
    const load = async (api, module) => {
      const { code, message } = await api.init(module).catch((error) => error);
      await api.init(new URL("agent_identity.wasm", module));
      return { wide: api.wideArithmetic(), code, message, loaded: api.AgentKey.generate() !== undefined };
    };
    const { message, ...rest } = await inPage("agent_identity_wide.wasm", [], load);
    assert.deepEqual(rest, { wide: false, code: "wasm_invalid", loaded: true });
    assert.match(message, /cannot be loaded/);
  });
});
