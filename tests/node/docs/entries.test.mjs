import assert from "node:assert/strict";
import { test } from "node:test";
import { read } from "./documents.mjs";

const entries = Object.keys(JSON.parse(read("pkg/package.json")).exports)
  .filter((path) => path !== "./package.json" && !path.includes("?"))
  .map((path) => `agent-identity-wasm${path.slice(1)}`);

for (const path of ["pkg/README.md", "docs/ENVIRONMENTS.md"])
  test(`${path} says what every entry is for`, () => {
    assert.ok(entries.length > 5);
    const lines = read(path).split("\n");
    const isListed = (entry) => lines.some((line) => line.startsWith(`| \`${entry}\` |`));
    assert.deepEqual(
      entries.filter((entry) => !isListed(entry)),
      [],
    );
  });
