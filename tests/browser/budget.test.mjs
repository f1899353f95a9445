import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { fromRoot } from "../../scripts/lib/paths.mjs";
import { useInspector } from "./support/inspector.mjs";

const open = useInspector();
const site = fromRoot("www/dist");
const FIRST_PAINT_BYTES = 60_000;

/** The scripts that the page loads before it shows anything: those of its HTML, and what these import statically. */
function scriptsOfFirstPaint() {
  const html = readFileSync(join(site, "index.html"), "utf8");
  const names = new Set(Array.from(html.matchAll(/<script[^>]* src="([^"]+)"/g), ([, src]) => src));
  for (const name of names) {
    const text = readFileSync(join(site, name), "utf8");
    for (const [, path] of text.matchAll(/(?:^|[;}])import(?:[^"'()]*from)?["'](\.[^"']+)["']/g))
      names.add(`./assets/${path.slice(2)}`);
  }
  return [...names];
}

test(`the first paint needs at most ${FIRST_PAINT_BYTES / 1000} KB of script, gzipped`, () => {
  const scripts = scriptsOfFirstPaint();
  assert.ok(scripts.length >= 1);
  const sizes = scripts.map((name) => gzipSync(readFileSync(join(site, name)), { level: 9 }).length);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  console.log(`first paint: ${(total / 1000).toFixed(1)} KB of script, gzipped`);
  assert.ok(total <= FIRST_PAINT_BYTES, `${total} bytes in ${scripts}`);
});

test("the core is a file of its own, and in no script", async () => {
  const files = readdirSync(join(site, "assets"));
  assert.equal(files.filter((name) => name.endsWith(".wasm")).length, 1);
  // The first bytes of any module, in base64 and as they are.
  for (const name of files.filter((name) => name.endsWith(".js"))) {
    const text = readFileSync(join(site, "assets", name), "utf8");
    assert.ok(!text.includes("AGFzbQ") && !text.includes("\0asm"), name);
    assert.ok(text.length < 400_000, name);
  }
  const requests = [];
  const inspector = await open({
    prepare: (page) => page.context().on("request", (request) => requests.push(request.url())),
  });
  assert.equal(requests.filter((url) => url.endsWith(".wasm")).length, 1);
  await inspector.close();
});
