import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const read = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const page = read("docs/ENVIRONMENTS.md");

// Each recipe is the file of a packaging test, where it runs.
const recipes = {
  "nitro.config.mjs": "tests/packaging/nitro/project/nitro.config.mjs",
  "vite.config.js": "tests/packaging/vite-workerd/project/vite.config.js",
};

for (const [name, file] of Object.entries(recipes)) {
  test(`docs/ENVIRONMENTS.md shows the ${name} of the packaging test`, () => {
    assert.ok(page.includes(`\`\`\`js\n// ${name}\n${read(file)}\`\`\`\n`));
  });
}

test("docs/ENVIRONMENTS.md shows no other JavaScript", () => {
  const shown = [...page.matchAll(/^```js\n\/\/ (\S+)$/gm)].map(([, name]) => name);
  assert.deepEqual(shown.sort(), Object.keys(recipes).sort());
  assert.equal(page.match(/^```js$/gm).length, shown.length);
});

test("the README says how many tests of the packed package there are", () => {
  const [, matrix] = /<!-- matrix -->([\s\S]*?)<!-- \/matrix -->/.exec(page);
  const count = matrix.match(/^\| `/gm).length;
  assert.ok(read("README.md").includes(`[${count} packaging tests](docs/ENVIRONMENTS.md)`), String(count));
});
