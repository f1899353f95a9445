import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { fromRoot } from "../lib/paths.mjs";
import { ENTRIES } from "./entries.mjs";

const esmOnly = ENTRIES.filter(({ formats }) => !formats.includes("cjs")).map(({ name }) => `${name}.d.ts`);

/** The hand-written declarations, and the same again for `require`. */
export function copyTypes() {
  for (const name of readdirSync(fromRoot("pkg/types")).filter((name) => name.endsWith(".d.ts"))) {
    const text = readFileSync(fromRoot("pkg/types", name), "utf8");
    writeFileSync(fromRoot("pkg/dist", name), text);
    if (!esmOnly.includes(name))
      writeFileSync(fromRoot("pkg/dist", asCommonJs(name)), importsAsCommonJs(text));
  }
}

const asCommonJs = (name) => `${basename(name, ".d.ts")}.d.cts`;

const importsAsCommonJs = (text) => text.replaceAll(/(["'])(\.\/[^"']+)\.js\1/g, "$1$2.cjs$1");
