import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { CORE_PICTURE, coreModules } from "../../scripts/architecture/core.mjs";
import { children, circle, withoutShortcuts } from "../../scripts/architecture/graph.mjs";
import { rustModules } from "../../scripts/architecture/rust-modules.mjs";

const modules = rustModules();
const folders = new Set(
  [...modules.keys()].flatMap((name) => {
    const names = name.split("::");
    return names.map((_, index) => names.slice(0, index).join("::"));
  }),
);

test("the modules of the core are found, with what they use", () => {
  assert.ok(modules.size > 80, `${modules.size} modules`);
  assert.ok(modules.get("assertion::sign").has("key") || modules.get("assertion::sign").has("assertion"));
  assert.ok(children(modules).get("wasm").has("document"));
});

for (const folder of folders)
  test(`no modules of ${folder || "the core"} use each other in a circle`, () =>
    assert.equal(circle(children(modules, folder)), undefined));

test("nothing but the bindings knows of the bindings", () => {
  const users = [...children(modules)].filter(([, uses]) => uses.has("wasm")).map(([name]) => name);
  assert.deepEqual(users, []);
});

test("a circle is found, however long it is", () => {
  const graph = (edges) => new Map(Object.entries(edges).map(([name, uses]) => [name, new Set(uses)]));
  assert.deepEqual(circle(graph({ a: ["b"], b: ["c"], c: ["b"] })), ["b", "c", "b"]);
  assert.deepEqual(circle(graph({ a: ["a"] })), ["a", "a"]);
  assert.equal(circle(graph({ a: ["b", "c"], b: ["c"], c: [] })), undefined);
  const joined = children(graph({ "a::x": ["b"], "a::y": [], b: ["a::y"] }));
  assert.deepEqual(circle(joined), ["a", "b", "a"]);
  assert.deepEqual([...withoutShortcuts(graph({ a: ["b", "c"], b: ["c"], c: [] })).get("a")], ["b"]);
});

test("the picture of the architecture shows the code as it is (npm run architecture draws it)", async () => {
  const kept = readFileSync(new URL(`../../${CORE_PICTURE}`, import.meta.url), "utf8");
  assert.equal(kept, await coreModules());
});
