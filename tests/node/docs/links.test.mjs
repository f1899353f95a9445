import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { dirname, join, normalize } from "node:path/posix";
import { test } from "node:test";
import { slugOf } from "../../../scripts/docs/slug.mjs";
import { fromRoot } from "../../../scripts/lib/paths.mjs";
import { documents, prose, read } from "./documents.mjs";

const linksIn = (path) =>
  [...prose(path).matchAll(/!?\[(?:[^\]]|\n)*?\]\(([^)\s]+)\)/g)].map(([, target]) => target);

const anchorsIn = (path) => [...read(path).matchAll(/^#+ (.*)$/gm)].map(([, heading]) => slugOf(heading));

/** Returns what is wrong with a link, or undefined. */
function faultOf(document, target) {
  if (/^https:\/\//.test(target)) return URL.canParse(target) ? undefined : "is no URL";
  const [file, anchor] = target.split("#");
  const path = file === "" ? document : normalize(join(dirname(document), file));
  if (path.startsWith("..")) return "leaves the repository";
  if (!existsSync(fromRoot(path))) return `leads to ${path}, which does not exist`;
  if (anchor && !anchorsIn(path).includes(anchor)) return `leads to no heading of ${path}`;
  return undefined;
}

for (const document of documents)
  test(`every link of ${document} resolves`, () => {
    const faults = linksIn(document)
      .map((target) => [target, faultOf(document, target)])
      .filter(([, fault]) => fault);
    assert.deepEqual(faults, []);
  });

test("the documents have links, and a wrong one is noticed", () => {
  assert.ok(documents.flatMap(linksIn).length > 60);
  assert.match(faultOf("docs/index.md", "nowhere.md"), /does not exist/);
  assert.match(faultOf("docs/index.md", "errors.md#no_such_code"), /no heading/);
  assert.match(faultOf("README.md", "../outside.md"), /leaves/);
});

test("every code has its anchor", () => {
  const codes = [...read("pkg/src/error-codes.ts").matchAll(/^ {2}\| "(\w+)"/gm)].map(([, code]) => code);
  assert.ok(codes.length > 80);
  const anchors = anchorsIn("docs/errors.md");
  assert.deepEqual(
    codes.filter((code) => !anchors.includes(code)),
    [],
  );
});

test("every document of docs is listed on its first page", () => {
  const listed = linksIn("docs/index.md").map((target) => normalize(join("docs", target)));
  const own = documents.filter((path) => path.startsWith("docs/") && path !== "docs/index.md");
  assert.deepEqual(
    own.filter((path) => !listed.includes(path) && !path.startsWith("docs/benchmarks/")),
    [],
  );
});
