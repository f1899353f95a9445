import { copyFileSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { relative } from "node:path";
import { filesBelow } from "../lib/files.mjs";
import { fromRoot, root } from "../lib/paths.mjs";
import { fingerprint, Stamp } from "../lib/up-to-date.mjs";
import { ensureNodeModules } from "../tools/node-modules.mjs";
import { ensureRust } from "../tools/rust.mjs";
import { ensureWasmBindgen } from "../tools/wasm-bindgen.mjs";
import { ensureRustSource, ensureWasmTarget } from "../tools/wasm-target.mjs";
import { buildBundles, buildInflate } from "./bundle.mjs";
import { inputs } from "./inputs.mjs";
import { printSizes } from "./sizes.mjs";
import { buildTypes } from "./types.mjs";
import { buildWasm } from "./wasm.mjs";

export const buildTools = [
  ensureNodeModules,
  ensureRust,
  ensureWasmTarget,
  ensureRustSource,
  ensureWasmBindgen,
];

/** Builds the npm package in pkg/dist, unless it exists and its inputs have not changed. */
export async function buildPackage({ force = false } = {}) {
  const stamp = new Stamp("pkg/build/stamp.json");
  const wanted = fingerprint(inputs);
  if (!force && stamp.matches(wanted))
    return console.log("pkg/dist is up to date (--force builds it anyway)");
  for (const folder of ["pkg/build", "pkg/dist"]) empty(fromRoot(folder));
  await buildWasm();
  await buildInflate();
  await buildBundles();
  copyFileSync(fromRoot("pkg/build/core_bg.wasm"), fromRoot("pkg/dist/agent_identity.wasm"));
  copyFileSync(fromRoot("pkg/build/wide/core_bg.wasm"), fromRoot("pkg/dist/agent_identity_wide.wasm"));
  await buildTypes();
  copyLicenses();
  stamp.write(
    wanted,
    filesBelow(fromRoot("pkg/dist")).map((file) => relative(root, file)),
  );
  printSizes();
}

function empty(folder) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
}

// npm does not pack files from outside the folder of the package.
function copyLicenses() {
  for (const name of readdirSync(root).filter((name) => name.startsWith("LICENSE"))) {
    copyFileSync(fromRoot(name), fromRoot("pkg", name));
  }
}
