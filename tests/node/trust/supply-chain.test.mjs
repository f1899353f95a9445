import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { fromRoot } from "../../../scripts/lib/paths.mjs";
import { tried } from "../../torture/tried.mjs";

const read = (path) => readFileSync(fromRoot(path), "utf8");
const manifest = (path) => JSON.parse(read(path));

const packed = () =>
  JSON.parse(
    execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], { cwd: fromRoot("pkg") }),
  )[0];

test("the published package runs nothing when it is installed and brings nothing along", () => {
  const published = manifest("pkg/package.json");
  for (const name of ["scripts", "dependencies", "optionalDependencies", "peerDependencies", "gypfile"])
    assert.ok(!(name in published), name);
  assert.deepEqual(published.bin, { "agent-identity-wasm": "./dist/cli.js" });
  const files = packed().files.map(({ path }) => path);
  assert.ok(files.length > 10);
  const expected =
    /^(dist\/[a-z_]+\.(js|cjs|wasm)|dist\/types\/[a-z/-]+\.d\.c?ts|package\.json|README\.md|LICENSE-(MIT|APACHE))$/;
  assert.deepEqual(
    files.filter((file) => !expected.test(file)),
    [],
  );
  assert.ok(!files.includes("binding.gyp"));
  tried("no-install-scripts", files.length);
});

test("npm runs no install script of a dependency either", () => {
  assert.match(read(".npmrc"), /^ignore-scripts=true$/m);
});

test("every version of npm's is exact, but those of a published package's dependencies, which the lock file pins", () => {
  const paths = [
    "package.json",
    "pkg/package.json",
    "www/package.json",
    "docs/package.json",
    "vscode/package.json",
  ];
  const versions = paths.flatMap((path) => {
    const { dependencies, devDependencies, private: isPrivate } = manifest(path);
    return Object.entries({ ...(isPrivate ? dependencies : {}), ...devDependencies });
  });
  assert.ok(versions.length > 5);
  for (const [name, version] of versions) assert.match(version, /^(\d+\.\d+\.\d+(-[\w.]+)?|\*)$/, name);
  const lock = manifest("package-lock.json").packages;
  for (const name of Object.keys(manifest("www/package.json").dependencies)) {
    const { version, link } = lock[`node_modules/${name}`];
    assert.ok(link || /^\d+\.\d+\.\d+$/.test(version), name);
  }
  tried("pinned", versions.length);
});

test("the toolchain, the crates and the tools are pinned", () => {
  assert.match(read("rust-toolchain.toml"), /channel = "\d+\.\d+\.\d+"/);
  for (const lock of ["Cargo.lock", "fuzz/Cargo.lock"]) {
    const packages = read(lock).split("[[package]]").slice(1);
    const registry = packages.filter((text) => text.includes("source = "));
    assert.ok(registry.length > 20);
    assert.ok(registry.every((text) => /checksum = "[0-9a-f]{64}"/.test(text)));
    tried("pinned", registry.length);
  }
  const tools = [...read("scripts/tools/cargo-tools.mjs").matchAll(/cargoTool\("[\w-]+", "([^"]+)"\)/g)];
  assert.ok(tools.length > 2 && tools.every(([, version]) => /^\d+\.\d+\.\d+$/.test(version)));
});

test("workflows name actions by commit, and publish with provenance", () => {
  const workflows = readdirSync(fromRoot(".github/workflows")).map((file) =>
    read(`.github/workflows/${file}`),
  );
  const uses = workflows.flatMap((text) => [...text.matchAll(/uses: (\S+)/g)].map(([, action]) => action));
  assert.ok(uses.length > 0);
  for (const action of uses) assert.match(action, /^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
  const publish = read(".github/workflows/publish.yml");
  assert.match(publish, /npm publish --provenance/);
  assert.match(publish, /id-token: write/);
  assert.ok(!/secrets\./.test(publish));
  tried("pinned", uses.length);
});
