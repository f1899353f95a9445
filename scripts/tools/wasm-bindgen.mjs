import { readFileSync, renameSync, rmSync } from "node:fs";
import { Failure } from "../lib/failure.mjs";
import { fromRoot } from "../lib/paths.mjs";
import { outputOf, run } from "../lib/run.mjs";

export const wasmBindgen = () => `${folder()}/bin/wasm-bindgen`;
export const wasmBindgenTestRunner = () => `${folder()}/bin/wasm-bindgen-test-runner`;

/** The command line tools of wasm-bindgen, which work only with the very same version of the crate. */
export async function ensureWasmBindgen() {
  const version = lockedVersion();
  if (
    [wasmBindgen(), wasmBindgenTestRunner()].every((tool) => outputOf(tool, ["--version"])?.includes(version))
  )
    return;
  console.log(`Building the wasm-bindgen command line tools ${version} (once; it takes a minute or two)`);
  const unfinished = `${folder()}.unfinished`;
  const target = fromRoot(".tools/target");
  // No --locked: the lock file that wasm-bindgen-cli ships can name yanked or missing versions.
  const args = [
    "install",
    "wasm-bindgen-cli",
    "--version",
    version,
    "--root",
    unfinished,
    "--debug",
    "--force",
  ];
  await run("cargo", args, { env: { CARGO_TARGET_DIR: target } });
  rmSync(folder(), { recursive: true, force: true });
  renameSync(unfinished, folder());
  rmSync(target, { recursive: true, force: true });
}

const folder = () => fromRoot(`.tools/wasm-bindgen-${lockedVersion()}`);

function lockedVersion() {
  const lock = readFileSync(fromRoot("Cargo.lock"), "utf8");
  const version = /name = "wasm-bindgen"\r?\nversion = "([^"]+)"/.exec(lock)?.[1];
  if (!version) throw new Failure("Cargo.lock names no version of wasm-bindgen. Run `cargo update -w`.");
  return version;
}
