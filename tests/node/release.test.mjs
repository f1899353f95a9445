import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { fromRoot } from "../../scripts/lib/paths.mjs";
import { PUBLISHED } from "../../scripts/release/packages.mjs";
import { withAbsoluteLinks, withRepository } from "../../scripts/release/repository.mjs";
import { versions } from "../../scripts/release/versions.mjs";

const read = (path) => readFileSync(fromRoot(path), "utf8");

test("packages and crate have one version", () => {
  const found = versions();
  assert.equal(new Set(Object.values(found)).size, 1, JSON.stringify(found));
});

test("the changesets keep what is published under one version", () => {
  const { fixed } = JSON.parse(read(".changeset/config.json"));
  const names = PUBLISHED.map((folder) => JSON.parse(read(`${folder}/package.json`)).name);
  assert.deepEqual(fixed, [names]);
});

test("the workflow gives every package the repository that it runs in", () => {
  const env = { GITHUB_SERVER_URL: "https://forge.example", GITHUB_REPOSITORY: "owner/name" };
  const manifest = withRepository({ name: "x", version: "1.0.0" }, "pkg", env);
  assert.deepEqual(manifest, {
    name: "x",
    version: "1.0.0",
    repository: { type: "git", url: "git+https://forge.example/owner/name.git", directory: "pkg" },
    homepage: "https://forge.example/owner/name/tree/main/pkg#readme",
    bugs: { url: "https://forge.example/owner/name/issues" },
  });
  const publish = read(".github/workflows/publish.yml");
  assert.ok(publish.indexOf("scripts/set-repository.mjs") > 0);
  assert.ok(publish.indexOf("scripts/set-repository.mjs") < publish.indexOf("npm publish"));
});

test("the links of a published README lead to the tag", () => {
  const env = {
    GITHUB_SERVER_URL: "https://forge.example",
    GITHUB_REPOSITORY: "owner/name",
    GITHUB_REF_NAME: "v1.0.0",
  };
  const markdown =
    "[a](../docs/a.md#b) [c](https://c.example) [d](#d)\n\n```js\nf[0](../e)\n```\n[g](LICENSE)";
  assert.equal(
    withAbsoluteLinks(markdown, "pkg", env),
    "[a](https://forge.example/owner/name/blob/v1.0.0/docs/a.md#b) [c](https://c.example) [d](#d)\n\n```js\nf[0](../e)\n```\n" +
      "[g](https://forge.example/owner/name/blob/v1.0.0/pkg/LICENSE)",
  );
  for (const folder of PUBLISHED) {
    const readme = read(`${folder}/README.md`);
    assert.doesNotMatch(readme, /!\[/, "an image needs another address than a page");
    assert.doesNotMatch(withAbsoluteLinks(readme, folder, env), /\]\(\.\.?\//);
  }
});

test("without the forge's variables no address is invented", () => {
  for (const env of [
    {},
    { GITHUB_SERVER_URL: "https://forge.example" },
    { GITHUB_SERVER_URL: "forge.example", GITHUB_REPOSITORY: "owner/name" },
    { GITHUB_SERVER_URL: "https://forge.example", GITHUB_REPOSITORY: "owner" },
    { GITHUB_SERVER_URL: "https://forge.example", GITHUB_REPOSITORY: "owner/na me" },
  ])
    for (const work of [withRepository, withAbsoluteLinks])
      assert.throws(() => work("", "pkg", env), /must be set/);
});

test("a pull request runs the two commands on three systems", () => {
  const workflow = read(".github/workflows/pull-request.yml");
  for (const system of ["ubuntu", "macos", "windows"]) assert.match(workflow, new RegExp(`${system}-\\d`));
  for (const command of [".ci/run", "npm test", "scripts/try-start.mjs"])
    assert.ok(workflow.includes(command), command);
  for (const action of workflow.matchAll(/uses: (\S+)/g)) assert.match(action[1], /@[0-9a-f]{40}$/);
});

test("what a contributor looks for is there", () => {
  for (const path of [
    ".editorconfig",
    ".devcontainer/devcontainer.json",
    ".github/PULL_REQUEST_TEMPLATE.md",
    ".github/ISSUE_TEMPLATE/bug.yml",
    ".github/dependabot.yml",
    "CODE_OF_CONDUCT.md",
    "CONTRIBUTING.md",
    "RELEASING.md",
    "SECURITY.md",
  ])
    assert.ok(existsSync(fromRoot(path)), path);
});
