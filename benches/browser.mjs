// Compares the package, in Chromium and Firefox, with the libraries that a page can use instead. node.mjs does the same in Node.
import { once } from "node:events";
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { build } from "esbuild";
import { staticServer } from "../scripts/lib/static-server.mjs";
import { WIDE_ARITHMETIC } from "../scripts/tools/chromium.mjs";
import { startChromium } from "../tests/engines/support/chromium.mjs";
import { startFirefox } from "../tests/engines/support/firefox.mjs";
import { comparison } from "./report.mjs";

const { values } = parseArgs({ options: { report: { type: "string" } } });
const folder = mkdtempSync(join(tmpdir(), "bench-"));
writeFileSync(join(folder, "index.html"), '<script type="module" src="page.js"></script>');
const entryPoints = [new URL("browser/page.mjs", import.meta.url).pathname];
await build({ entryPoints, bundle: true, format: "esm", minify: true, outfile: join(folder, "page.js") });

const wide = new URL(import.meta.resolve("agent-identity-wasm/agent_identity_wide.wasm"));
copyFileSync(wide, join(folder, "agent_identity_wide.wasm"));

// The clock of an isolated page has a resolution of 5 µs; that of any other page, 100 µs.
const isolated = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
};
const server = staticServer(folder, isolated).listen(0, "127.0.0.1");
await once(server, "listening");
const url = `http://127.0.0.1:${server.address().port}/`;

/** Has one browser run the page. Returns its part of the report. */
async function measureIn({ name, start }) {
  const browser = await start();
  try {
    await browser.goTo(url);
    const results = await browser.evaluate("globalThis.measured");
    const head = `## ${name} ${browser.version}, ${cpus()[0].model}, ${cpus().length} cores`;
    return [head, ...comparison(results)];
  } finally {
    await browser.close();
  }
}

const sections = [];
for (const browser of [
  { name: "Chromium", start: () => startChromium(WIDE_ARITHMETIC) },
  { name: "Firefox", start: startFirefox },
])
  sections.push(...(await measureIn(browser)));
server.close();
rmSync(folder, { recursive: true });

const report = sections.join("\n\n");
console.log(report);
if (values.report) writeFileSync(values.report, `${report}\n`);
