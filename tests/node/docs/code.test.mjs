import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { promisify } from "node:util";
import { transform } from "esbuild";
import { fromRoot } from "../../../scripts/lib/paths.mjs";
import { blocksOf, documents, pageFilesOf, read } from "./documents.mjs";

const run = promisify(execFile);
const blocks = documents.flatMap(blocksOf);
const of = (...languages) => blocks.filter(({ language }) => languages.includes(language));
const named = ({ path, line }) => `${path}:${line}`;

test("every block of code is of a kind that a test tries", () => {
  // `js` runs, or shows a file that a test compares (examples.test.mjs, example-files.test.mjs, recipes.test.mjs).
  const kinds = ["js", "ts", "tsx", "jsx", "html", "json", "jsonc", "sh", "text"];
  assert.deepEqual(blocks.filter(({ language }) => !kinds.includes(language)).map(named), []);
});

test("a block of JavaScript with an info string is one that another test tries", () => {
  const untried = documents.flatMap((path) => {
    const pages = blocksOf(path).filter(({ language }) => language === "html");
    // The pages run in Chromium: tests/browser/docs.test.mjs.
    const isLoaded = ({ info }) => pages.some(({ code }) => code.includes(`src="${info}"`));
    const files = pageFilesOf(path).filter(isLoaded);
    return blocksOf(path).filter(
      ({ language, info, line }) =>
        language === "js" &&
        !["", "vscode"].includes(info) &&
        !info.startsWith("examples/") &&
        !files.some((file) => file.line === line),
    );
  });
  assert.deepEqual(untried.map(named), []);
});

test("TypeScript in the documentation agrees with the declarations", async () => {
  const folder = fromRoot("target/docs-examples");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const files = of("ts").map(({ path, line, code }) => {
    const file = `${path.replaceAll(/\W/g, "-")}-${line}.ts`;
    writeFileSync(`${folder}/${file}`, `${code}\nexport {};\n`);
    return file;
  });
  assert.ok(files.length > 0);
  const compilerOptions = {
    lib: ["es2022", "dom"],
    module: "preserve",
    noEmit: true,
    strict: true,
    target: "es2022",
    types: [],
  };
  writeFileSync(`${folder}/tsconfig.json`, JSON.stringify({ compilerOptions, files }));
  await run(process.execPath, [fromRoot("node_modules/typescript/bin/tsc"), "-p", folder]).catch(
    ({ stdout }) => assert.fail(stdout),
  );
});

for (const block of of("tsx", "jsx"))
  test(`${named(block)} is a program`, () => transform(block.code, { loader: block.language }));

// A block that imports `vscode` runs only in VS Code, and its info string says so.
for (const block of of("js").filter(({ info }) => info === "vscode"))
  test(`${named(block)} is a program`, () => transform(block.code));

for (const block of of("json", "jsonc"))
  test(`${named(block)} is JSON`, () => JSON.parse(block.code.replaceAll(/^\s*\/\/.*$/gm, "")));

for (const block of of("html"))
  test(`the scripts of ${named(block)} are programs`, async () => {
    for (const [, script] of block.code.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g))
      await transform(script);
  });

const scripts = Object.keys(JSON.parse(read("package.json")).scripts);
const wordsOf = (line) =>
  line
    .replace(/\s+#.*$/, "")
    .trim()
    .split(/\s+/);

/** Returns what is wrong with a command of the documentation, or undefined. */
function faultOf(line) {
  const words = wordsOf(line).filter((word) => !/^\w+=/.test(word));
  const [program, ...rest] = words;
  if (program === "npm") {
    const [command, name] = rest;
    if (["install", "ci", "pack"].includes(command)) return undefined;
    const script = command === "run" ? name : command;
    return scripts.includes(script) ? undefined : `has no script ${script}`;
  }
  return ["npx", "cargo", "node", "codex", "ssh-keygen", "code", "git", "cd"].includes(program)
    ? undefined
    : `begins with ${program}`;
}

test("every command in the documentation exists", () => {
  const lines = of("sh").flatMap((block) =>
    block.code
      .split(/\n|&&|\|/)
      .filter((line) => line.trim() !== "" && !line.trim().startsWith("#"))
      .map((line) => [named(block), line, faultOf(line)]),
  );
  assert.ok(lines.length > 10);
  assert.deepEqual(
    lines.filter(([, , fault]) => fault),
    [],
  );
  assert.equal(faultOf("npm run no-such-script"), "has no script no-such-script");
});
