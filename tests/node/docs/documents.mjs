import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fromRoot, root } from "../../../scripts/lib/paths.mjs";

/** The Markdown files of the repository, by their paths from its root. */
export const documents = execFileSync(
  "git",
  ["ls-files", "--cached", "--others", "--exclude-standard", "*.md"],
  {
    cwd: root,
    encoding: "utf8",
  },
)
  .trim()
  .split("\n")
  .filter((path) => !path.startsWith(".github/") && path !== "docs/API.md");

export const read = (path) => readFileSync(fromRoot(path), "utf8");

/** The blocks of code of a document: `language`, the rest of the info string, the code, and its line. */
export function blocksOf(path) {
  const text = read(path);
  return Array.from(text.matchAll(/^```(\S*) ?(.*)\n([\s\S]*?)^```$/gm), (block) => {
    const [, language, info, code] = block;
    return { path, language, info, code, line: text.slice(0, block.index).split("\n").length };
  });
}

/** Returns what a program of the documentation promises to print: `console.log(…); // this`, or the comment on the line below. */
export const promised = (code) =>
  [...code.matchAll(/console\.log\(.*\);(?:\n)? ?\/\/ (.*)/g)].map(([, printed]) => printed);

/** The files of a page without a bundler: blocks of code whose info string is a name, as in "```js app.js". */
export const pageFilesOf = (path) =>
  blocksOf(path).filter(({ language, info }) => language === "js" && /^[\w-]+\.js$/.test(info));

/** The text of a document without its code, so that nothing in an example passes for a link or a heading. */
export const prose = (path) =>
  read(path)
    .replaceAll(/^```[\s\S]*?^```$/gm, "")
    .replaceAll(/`[^`\n]*`/g, (code) => code.replaceAll(/[[\]()]/g, " "));
