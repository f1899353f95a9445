import { readFileSync } from "node:fs";
import { Failure } from "../lib/failure.mjs";
import { fromRoot } from "../lib/paths.mjs";
import { cargoTool } from "./cargo-tool.mjs";

export const wasmBindgen = () => tool().bin("wasm-bindgen");
export const wasmBindgenTestRunner = () => tool().bin("wasm-bindgen-test-runner");

/** Makes sure that the command line tools of wasm-bindgen are installed, in exactly the version of the crate. */
export const ensureWasmBindgen = () => tool().ensure();

// The lock file of wasm-bindgen-cli may name versions that have been yanked or are missing.
const tool = () => cargoTool("wasm-bindgen-cli", lockedVersion(), { locked: false, name: "wasm-bindgen" });

function lockedVersion() {
  const lock = readFileSync(fromRoot("Cargo.lock"), "utf8");
  const version = /name = "wasm-bindgen"\r?\nversion = "([^"]+)"/.exec(lock)?.[1];
  if (!version) throw new Failure("Cargo.lock names no version of wasm-bindgen. Run `cargo update -w`.");
  return version;
}
