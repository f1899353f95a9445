import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, dirname } from "node:path";
import { Failure } from "./lib/failure.mjs";
import { main } from "./lib/main.mjs";
import { fromRoot, WASM_TARGET } from "./lib/paths.mjs";
import { outputOf, run } from "./lib/run.mjs";
import { cargoCyclonedx } from "./tools/cargo-tools.mjs";
import { ensureNodeModules } from "./tools/node-modules.mjs";
import { ensureRust } from "./tools/rust.mjs";

/** Writes CycloneDX from the lock files: the crates in the WebAssembly module, and the npm packages. */
await main(async () => {
  for (const ensure of [ensureRust, ensureNodeModules, cargoCyclonedx.ensure]) await ensure();
  mkdirSync(fromRoot("target/sbom"), { recursive: true });
  await crates();
  packages();
});

async function crates() {
  const path = `${dirname(cargoCyclonedx.bin())}${delimiter}${process.env.PATH}`;
  const what = ["--all-features", "--target", WASM_TARGET, "--no-build-deps", "--override-filename", "sbom"];
  await run("cargo", ["cyclonedx", "--format", "json", ...what], { env: { PATH: path } });
  renameSync(fromRoot("sbom.json"), fromRoot("target/sbom/crates.cdx.json"));
  // It writes one for every member of the workspace; this one has nothing else.
  rmSync(fromRoot("pkg/module/sbom.json"), { force: true });
}

function packages() {
  const text = outputOf("npm", ["sbom", "--sbom-format", "cyclonedx", "--package-lock-only"]);
  if (text === null) throw new Failure("`npm sbom` failed.");
  writeFileSync(fromRoot("target/sbom/packages.cdx.json"), text);
  console.log("target/sbom/crates.cdx.json and target/sbom/packages.cdx.json");
}
