import { WASM_TARGET } from "../lib/paths.mjs";
import { outputOf, run } from "../lib/run.mjs";

export async function ensureWasmTarget() {
  if (outputOf("rustup", ["target", "list", "--installed"])?.split("\n").includes(WASM_TARGET)) return;
  console.log("Installing the WebAssembly target for Rust");
  await run("rustup", ["target", "add", WASM_TARGET]);
}
