import { readFileSync } from "node:fs";
import { Failure } from "../lib/failure.mjs";
import { fromRoot } from "../lib/paths.mjs";
import { cargoTool } from "./cargo-tool.mjs";

export const wasmBindgen = () => tool().bin("wasm-bindgen");
export const wasmBindgenTestRunner = () => tool().bin("wasm-bindgen-test-runner");

/** The command line tools of wasm-bindgen, which work only with the very same version of the crate. */
export const ensureWasmBindgen = () => tool().ensure();

// The lock file that wasm-bindgen-cli ships can name yanked or missing versions.
const tool = () => cargoTool("wasm-bindgen-cli", lockedVersion(), { locked: false, name: "wasm-bindgen" });

function lockedVersion() {
  const lock = readFileSync(fromRoot("Cargo.lock"), "utf8");
  const version = /name = "wasm-bindgen"\r?\nversion = "([^"]+)"/.exec(lock)?.[1];
  if (!version) throw new Failure("Cargo.lock names no version of wasm-bindgen. Run `cargo update -w`.");
  return version;
}
