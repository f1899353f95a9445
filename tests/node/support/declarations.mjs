import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../../../pkg/dist/types", import.meta.url));
const read = (name) => readFileSync(join(folder, `${name}.d.ts`), "utf8");

/** Returns the names of the values, not the types, that a published module exports. */
export function exportedValues(module) {
  const text = read(module);
  const own = [...text.matchAll(/^export declare (?:class|const|function|let) (\w+)/gm)].map(
    ([, name]) => name,
  );
  const listed = [...text.matchAll(/^export \{([^}]*)\}/gm)].flatMap(([, names]) => names.split(","));
  const values = listed.map((name) => name.trim()).filter((name) => name !== "" && !name.startsWith("type "));
  const starred = [...text.matchAll(/^export \* from "([^"]+)\.js"/gm)].flatMap(([, path]) =>
    exportedValues(join(dirname(module), path)),
  );
  const all = [...own, ...values.map((name) => name.split(" as ").at(-1)), ...starred];
  return [...new Set(all)];
}

/** Returns the published declaration of a class. */
export function declarationOf(name) {
  const declaration = new RegExp(`^export declare class ${name} [^]*?^\\}`, "m");
  const found = modules().map((module) => read(module).match(declaration)?.[0]);
  return found.find((text) => text !== undefined);
}

/** Returns the names of all published modules. */
export function modules() {
  return readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith(".d.ts"))
    .map((name) => name.slice(0, -".d.ts".length));
}
