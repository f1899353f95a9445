import { mkdirSync, readdirSync, symlinkSync } from "node:fs";
import { join, relative } from "node:path";
import { buildBundles } from "../build/bundle.mjs";
import { main } from "../lib/main.mjs";
import { root } from "../lib/paths.mjs";

/**
 * Builds the package in Stryker's copy of this folder, which the packages of the original surround, and lets the name of the
 * package mean the copy.
 */
await main(async () => {
  const original = process.env.ORIGINAL_MODULES;
  const copy = join(root, "node_modules");
  mkdirSync(copy, { recursive: true });
  for (const name of readdirSync(original).filter((name) => name !== "agent-identity-wasm"))
    symlinkSync(join(original, name), join(copy, name));
  symlinkSync(relative(copy, join(root, "pkg")), join(copy, "agent-identity-wasm"));
  await buildBundles();
});
