import { WASM_TARGET } from "../lib/paths.mjs";
import { run } from "../lib/run.mjs";

/** Builds the module that the benchmark of the bare primitive runs. */
export async function buildPrimitive() {
  const folder = "target/primitive";
  await run("cargo", [
    ...["build", "--release", "--target", WASM_TARGET, "--target-dir", folder],
    ...["--manifest-path", "benches/primitive/Cargo.toml"],
  ]);
  return `${folder}/${WASM_TARGET}/release/primitive.wasm`;
}
