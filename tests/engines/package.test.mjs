import assert from "node:assert/strict";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import * as api from "agent-identity-wasm";
import { fromRoot } from "../../scripts/lib/paths.mjs";
import { expectedResult } from "../packaging/lib/expected.mjs";
import { importMapHash } from "../packaging/lib/import-map.mjs";
import { checkReports } from "../packaging/lib/result.mjs";
import { writeScenario } from "../packaging/lib/scenario.mjs";
import { serving } from "../packaging/lib/serve.mjs";
import { engines } from "./support/engines.mjs";

const TASK = "task of the engines";
const PROJECT = fromRoot("tests/packaging/browser/project");
const MAP = importMapHash(readFileSync(join(PROJECT, "index.html"), "utf8"));
const POLICY = {
  "Content-Security-Policy": `default-src 'none'; script-src 'self' 'wasm-unsafe-eval' ${MAP}`,
};
const BLOCKING = { "Content-Security-Policy": "default-src 'none'; script-src 'self'" };

for (const { name, start } of engines) {
  describe(`the package in ${name}`, () => {
    let engine;
    let folder;

    before(async () => {
      folder = await makePage();
      engine = await start();
      console.log(`${name} ${engine.version}`);
    });
    after(async () => {
      await engine?.close();
      rmSync(folder, { recursive: true, force: true });
    });

    const reported = async (page, headers) => {
      const open = async (url) => {
        await engine.goTo(`${url}${page}`);
        return engine.evaluate("globalThis.reported");
      };
      return serving(folder, open, headers);
    };

    test("the scenario of the packaging tests runs to its end", async () => {
      const names = Object.keys(api).sort();
      const expected = expectedResult({ task: TASK, version: api.version, names });
      checkReports(await reported("index.html", POLICY), expected);
    });

    test("without 'wasm-unsafe-eval' it is refused, with advice", async () => {
      const refusal = { recognized: true, code: "wasm_blocked", advice: true };
      checkReports(await reported("blocked.html", BLOCKING), {
        call: refusal,
        init: refusal,
        initSync: refusal,
      });
    });
  });
}

/** Lays out the pages of the packaging tests, which find the package where npm would install it. */
async function makePage() {
  const folder = mkdtempSync(join(tmpdir(), "engines-"));
  cpSync(PROJECT, folder, { recursive: true });
  const installed = join(folder, "node_modules/agent-identity-wasm");
  mkdirSync(installed, { recursive: true });
  cpSync(fromRoot("pkg/dist"), join(installed, "dist"), { recursive: true });
  await writeScenario(folder, TASK);
  writeFileSync(join(folder, "collect.js"), COLLECT);
  for (const page of ["index.html", "blocked.html"]) {
    const html = readFileSync(join(folder, page), "utf8");
    assert.ok(html.includes("<script"));
    writeFileSync(
      join(folder, page),
      html.replace("<script", '<script src="collect.js"></script>\n    <script'),
    );
  }
  return folder;
}

/** Keeps what the page prints, up to its report, since not every engine passes on what the console shows. */
const COLLECT = `
globalThis.reported = new Promise((resolve) => {
  const lines = [];
  const { log } = console;
  console.log = (...args) => {
    log(...args);
    lines.push(args.join(" "));
    if (String(args[0]).startsWith("SCENARIO ")) resolve(lines.join("\\n"));
  };
  addEventListener("error", ({ message }) => resolve([...lines, "Uncaught: " + message].join("\\n")));
});
`;
