import { WASM_TARGET } from "../lib/paths.mjs";
import { outputOf, run } from "../lib/run.mjs";

export async function ensureWasmTarget() {
  if (isInstalled("target", WASM_TARGET)) return;
  console.log("Installing the WebAssembly target for Rust");
  await run("rustup", ["target", "add", WASM_TARGET]);
}

/** Makes sure that the source of the standard library is installed, because the package is built with its own copy. */
export async function ensureRustSource() {
  if (isInstalled("component", "rust-src")) return;
  console.log("Installing the source of Rust's standard library");
  await run("rustup", ["component", "add", "rust-src"]);
}

const isInstalled = (kind, name) =>
  outputOf("rustup", [kind, "list", "--installed"])?.split("\n").includes(name);
