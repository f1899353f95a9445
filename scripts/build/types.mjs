import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fromRoot } from "../lib/paths.mjs";
import { runBin } from "../lib/run.mjs";
import { ENTRIES } from "./entries.mjs";

const relativeImport = /(["'])(\.[^"'\n]*)\.js\1/g;

/** Emits and publishes the declarations of the sources. */
export async function buildTypes() {
  await emitTypes("pkg", fromRoot("pkg/build/types"));
  publishTypes(fromRoot("pkg/build/types"), fromRoot("pkg/dist/types"));
}

/** Checks the sources of a project and emits the declarations of each, without those that are marked `@internal`. */
export const emitTypes = (project, folder) =>
  runBin("typescript/bin/tsc", [
    ...["-p", project, "--noEmit", "false", "--declaration", "--emitDeclarationOnly", "--outDir", folder],
  ]);

/** Copies the declarations that the entries reach: as `.d.ts` for `import`, and once more as `.d.cts` for `require`. */
export function publishTypes(emitted, published) {
  const read = (name) => readFileSync(join(emitted, `${name}.d.ts`), "utf8");
  for (const name of reachedFrom(
    ENTRIES.filter(({ declarations }) => declarations),
    read,
  )) {
    write(join(published, `${name}.d.ts`), read(name));
    write(join(published, `${name}.d.cts`), read(name).replaceAll(relativeImport, "$1$2.cjs$1"));
  }
}

/** Returns the names of the modules that these entries import from or export from, directly or not. */
export function reachedFrom(entries, read) {
  const names = new Set(entries.map(({ source }) => source));
  for (const name of names) {
    for (const [, , path] of read(name).matchAll(relativeImport)) names.add(join(dirname(name), path));
  }
  return names;
}

function write(file, text) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
