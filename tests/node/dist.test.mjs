import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

const dist = new URL("../../pkg/dist/", import.meta.url);
const names = readdirSync(dist).filter((name) => /\.c?js$/.test(name));

// SES searches the text of a file, comments included, and evaluates none that seems to contain one of these.
const HTML_COMMENT = /<!--|-->/;
const IMPORT_CALL = /\bimport\s*(?:\(|\/[/*])/;
const COMMENT_WITH_IMPORT_CALL = /^\s*(?:\/\/|\/?\*).*\bimport\s*\(/m;

for (const name of names) {
  test(`${name} has no comment that SES takes for an import or for HTML`, () => {
    const text = readFileSync(new URL(name, dist), "utf8");
    assert.doesNotMatch(text, HTML_COMMENT);
    assert.doesNotMatch(text, COMMENT_WITH_IMPORT_CALL);
  });
}

// Other entries may import a module of Node.js when they are called.
for (const name of ["index.cjs", "index.js", "slim.cjs", "slim.js", "edge.js"]) {
  test(`${name} imports nothing at run time`, () => {
    assert.ok(names.includes(name));
    assert.doesNotMatch(readFileSync(new URL(name, dist), "utf8"), IMPORT_CALL);
  });
}

// A bundler that joins files renames what has the same name in two of them, and a debugger shows the new one.
for (const name of ["index", "slim", "gateway", "authority", "bulk", "advice"])
  for (const extension of ["js", "cjs"])
    test(`${name}.${extension} calls everything as it exports it`, async () => {
      const { default: _, ...exported } = await import(new URL(`${name}.${extension}`, dist));
      const functions = Object.entries(exported).filter(([, value]) => typeof value === "function");
      assert.ok(functions.length > 0);
      const renamed = functions.filter(([name, value]) => value.name !== name).map(([name]) => name);
      assert.deepEqual(renamed, []);
    });
