import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fromRoot } from "../lib/paths.mjs";
import { runBin } from "../lib/run.mjs";
import { ENTRIES } from "./entries.mjs";

const EMITTED = "pkg/build/types";
const PUBLISHED = "pkg/dist/types";
const relativeImport = /(["'])(\.[^"'\n]*)\.js\1/g;

/**
 * Emits the declarations of the sources, and publishes those that the entries reach: as `.d.ts` for `import`, and once
 * more as `.d.cts` for `require`.
 */
export async function buildTypes() {
  await runBin("typescript/bin/tsc", [
    ...["-p", "pkg", "--noEmit", "false", "--declaration", "--emitDeclarationOnly", "--outDir", EMITTED],
  ]);
  for (const name of declarationsOf(ENTRIES.filter(({ declarations }) => declarations))) {
    const text = readFileSync(fromRoot(EMITTED, `${name}.d.ts`), "utf8");
    publish(`${name}.d.ts`, text);
    publish(`${name}.d.cts`, text.replaceAll(relativeImport, "$1$2.cjs$1"));
  }
}

/** Returns the names of the modules that these entries import from or export from, directly or not. */
function declarationsOf(entries) {
  const names = new Set(entries.map(({ source }) => source));
  for (const name of names) {
    const text = readFileSync(fromRoot(EMITTED, `${name}.d.ts`), "utf8");
    for (const [, , path] of text.matchAll(relativeImport)) names.add(join(dirname(name), path));
  }
  return names;
}

function publish(name, text) {
  const file = fromRoot(PUBLISHED, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
