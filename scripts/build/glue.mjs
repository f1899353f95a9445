import { readFileSync, writeFileSync } from "node:fs";
import { Failure } from "../lib/failure.mjs";
import { fromRoot } from "../lib/paths.mjs";

const CODE = "pkg/build/core.js";
const TYPES = "pkg/build/core.d.ts";

const IMPORTS = 'import { TextDecoder, TextEncoder } from "../src/text.js";\n';

/**
 * Changes three things in the glue that wasm-bindgen generates.
 *
 * It exports the two steps of which the glue's `initSync` and `init` consist. These functions refuse a module of
 * another realm and replace an instance that is in use, so `pkg/src/load.ts` performs the steps itself.
 *
 * It imports `TextDecoder` and `TextEncoder`. The glue constructs both as soon as it is imported, and would throw if
 * the host has none.
 *
 * And it shortens the names of its own functions and classes. Many are those of the package's, and a bundler would rename
 * one of the two: `AgentIdentity2` is what a debugger showed.
 */
export async function adaptGlue() {
  const code = replaced(
    CODE,
    "export { initSync, __wbg_init as default };",
    "export { __wbg_finalize_init, __wbg_get_imports };",
  );
  const { transform } = await import("esbuild");
  const short = await transform(IMPORTS + code, { format: "esm", minifyIdentifiers: true });
  writeFileSync(fromRoot(CODE), short.code);
  const types = replaced(TYPES, /export type SyncInitInput[\s\S]*$/, STEPS);
  writeFileSync(fromRoot(TYPES), types.replace(/^export type InitInput .*\n/m, ""));
}

const STEPS = `export function __wbg_get_imports(): WebAssembly.Imports;
export function __wbg_finalize_init(instance: WebAssembly.Instance, module: WebAssembly.Module): InitOutput;
`;

function replaced(file, before, after) {
  const text = readFileSync(fromRoot(file), "utf8");
  const changed = text.replace(before, after);
  if (changed === text)
    throw new Failure(`${file} has no ${before}: wasm-bindgen writes it in another way now.`);
  return changed;
}
