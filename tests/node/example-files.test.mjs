import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

const read = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

/** Blocks of code whose info string names a file of `examples/`, as in "```js examples/hono/server.js". */
const shownIn = (document) =>
  [...read(document).matchAll(/^```js (examples\/\S+)\n([\s\S]*?)^```$/gm)].map(([, path, code]) => ({
    path,
    code,
  }));

const documents = [
  "README.md",
  ...readdirSync(new URL("../../docs", import.meta.url)).map((name) => `docs/${name}`),
];
const shown = documents
  .filter((name) => name.endsWith(".md"))
  .flatMap((document) => shownIn(document).map((block) => ({ document, ...block })));

for (const { document, path, code } of shown) {
  test(`${document} shows ${path} as it is`, () => assert.equal(code, read(path)));
}

const SERVERS = [
  "hono/server.js",
  "express/server.js",
  "fastify/server.js",
  "node-http/server.js",
  "cloudflare-worker/worker.js",
];

test("the guide shows every example of a gateway, and the README one of them", () => {
  const pathsIn = (name) => shown.filter(({ document }) => document === name).map(({ path }) => path);
  assert.deepEqual(
    pathsIn("docs/GATEWAY.md"),
    SERVERS.map((name) => `examples/${name}`),
  );
  assert.deepEqual(pathsIn("README.md"), ["examples/hono/server.js"]);
});

test("a gateway's author writes at most 12 lines around the verifier", () => {
  for (const name of SERVERS) {
    const lines = read(`examples/${name}`).split("\n");
    const start = lines.findIndex((line) => line.startsWith("const verifier"));
    // The framework's own lines, and the routes, would be there without a verifier.
    const end = lines.findIndex((line, index) => index > start && /^app\.get|^server\.listen|^};/.test(line));
    const own = lines.slice(start, end).filter((line) => line.trim() !== "" && !/^const app/.test(line));
    assert.ok(own.length >= 5 && own.length <= 12, `${name}: ${own.length} lines`);
  }
});

test("every example of a gateway logs a refusal, without the header", () => {
  for (const name of SERVERS) {
    assert.match(
      read(`examples/${name}`),
      /console\.warn\(verdict\.code, verdict\.error\.message, verdict\.claimed\);/,
    );
  }
});
