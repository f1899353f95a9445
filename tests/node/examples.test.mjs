import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { documents, promised } from "./docs/documents.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const run = promisify(execFile);

/** Returns the examples of a document: fenced code in JavaScript, without the stars of a doc comment. */
function examples(path) {
  const text = readFileSync(`${root}/${path}`, "utf8").replaceAll(/^ *\* ?/gm, "");
  return [...text.matchAll(/^```js\n([\s\S]*?)^```/gm)].map(([, code]) => code);
}

const sources = readdirSync(`${root}/pkg/src`, { recursive: true })
  .filter((name) => name.endsWith(".ts"))
  .map((name) => `pkg/src/${name}`)
  .sort();

test("the sources have examples", () => {
  assert.ok(sources.flatMap(examples).length > 20);
});

// The recipes of docs/ENVIRONMENTS.md are files of packaging tests: recipes.test.mjs compares them.
const texts = documents.filter((path) => path !== "docs/ENVIRONMENTS.md");

for (const path of [...sources, ...texts]) {
  for (const [index, code] of examples(path).entries()) {
    test(`${path}, example ${index + 1}: ${code.match(/^(?!import|\s*$).*/m)?.[0]}`, async () => {
      const { stdout } = await run(process.execPath, ["--input-type=module", "--eval", code], { cwd: root });
      for (const line of promised(code)) assert.ok(stdout.includes(line), `${line} in ${stdout}`);
    });
  }
}
