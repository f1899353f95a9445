import assert from "node:assert/strict";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fromRoot } from "../../scripts/lib/paths.mjs";
import { HEADERS, staticServer } from "../../scripts/lib/static-server.mjs";

const read = (name) => readFileSync(fromRoot("www/hosting", name), "utf8");

/** Reads the headers that each file for a host sets. */
const readers = {
  _headers: (text) => text.matchAll(/^ {2}([\w-]+): (.+)$/gm),
  "nginx.conf": (text) => text.matchAll(/^add_header ([\w-]+) "(.+)" always;$/gm),
  ".htaccess": (text) => text.matchAll(/^Header always set ([\w-]+) "(.+)"$/gm),
  "vercel.json": (text) => JSON.parse(text).headers[0].headers.map(({ key, value }) => ["", key, value]),
};

test("every file for a static host sets the headers that npm start sends", async () => {
  for (const [name, headersIn] of Object.entries(readers)) {
    const found = Array.from(headersIn(read(name)), ([, header, value]) => [header, value]);
    assert.deepEqual(Object.fromEntries(found), HEADERS, name);
  }
  assert.equal(HEADERS["Content-Security-Policy"], "frame-ancestors 'none'");
  const server = staticServer(fromRoot("www"), HEADERS).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { headers } = await fetch(`http://127.0.0.1:${server.address().port}/package.json`);
  for (const [name, value] of Object.entries(HEADERS)) assert.equal(headers.get(name), value);
  server.closeAllConnections();
  server.close();
});
