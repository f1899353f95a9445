import { readFileSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { deflateRawSync } from "node:zlib";
import { fromRoot, root, WASM_TARGET } from "../lib/paths.mjs";
import { run, runBin } from "../lib/run.mjs";
import { importTypeScript } from "../lib/typescript.mjs";
import { wasmBindgen } from "../tools/wasm-bindgen.mjs";
import { adaptGlue } from "./glue.mjs";

// The build uses its own target directory: `RUSTC_BOOTSTRAP` changes every fingerprint, so a shared directory would be
// rebuilt on each switch.
const TARGET_DIR = "target/package";
const COMPILED = `${TARGET_DIR}/${WASM_TARGET}/release/agent_identity_wasm.wasm`;
const MODULE = "pkg/build/core_bg.wasm";

/**
 * Builds the Rust core: `pkg/build/core.js` (the glue), `core_bg.wasm`, `bytes.js` (the same bytes, deflated, as text)
 * and `interface.js` (a number with which the glue recognises its own module), each with its declarations.
 */
export async function buildWasm() {
  await compile();
  await bind();
  adaptGlue();
  await optimize();
  // The module is deflated before it is encoded in base64, because base64 hides repetitions from gzip. A compressed
  // bundle is smaller by a seventh.
  const bytes = readFileSync(fromRoot(MODULE));
  const text = deflateRawSync(bytes, { level: 9 }).toString("base64");
  writeFileSync(fromRoot("pkg/build/bytes.js"), `export default "${text}";\n`);
  writeFileSync(fromRoot("pkg/build/bytes.d.ts"), "declare const bytes: string;\nexport default bytes;\n");
  const { interfaceOf } = await importTypeScript("pkg/src/interface.ts");
  const built = interfaceOf(new WebAssembly.Module(bytes));
  writeFileSync(fromRoot("pkg/build/interface.js"), `export const builtInterface = ${built};\n`);
  writeFileSync(fromRoot("pkg/build/interface.d.ts"), "export declare const builtInterface: number;\n");
}

/**
 * Compiles the core together with the standard library, optimised for size and without the text of panics, which saves
 * a tenth of the module. Cargo allows this only for nightly toolchains, and for the one that rust-toolchain.toml pins
 * if `RUSTC_BOOTSTRAP` is set.
 */
const compile = () =>
  run(
    "cargo",
    [
      ...["rustc", "--lib", "--release", "--target", WASM_TARGET, "--target-dir", TARGET_DIR],
      ...["--features", "bindings", "--crate-type", "cdylib", "--config", rustFlags()],
      ...["-Zbuild-std=std,panic_abort", "-Zbuild-std-features=optimize_for_size"],
    ],
    // If RUSTFLAGS is set in the environment, it would replace the flags of .cargo/config.toml.
    { env: { RUSTC_BOOTSTRAP: "1", RUSTFLAGS: undefined, CARGO_ENCODED_RUSTFLAGS: undefined } },
  );

function rustFlags() {
  const cargoHome = process.env.CARGO_HOME ?? `${homedir()}/.cargo`;
  const flags = [
    ...["-Zunstable-options", "-Cpanic=immediate-abort", "-Zlocation-detail=none"],
    // The package must not contain paths of the machine that built it.
    ...[`--remap-path-prefix=${cargoHome}=cargo`, `--remap-path-prefix=${root}=.`],
  ];
  return `target.${WASM_TARGET}.rustflags=${JSON.stringify(flags)}`;
}

const bind = () =>
  run(wasmBindgen(), [
    ...["--target", "web", "--omit-default-module-path"],
    ...["--remove-name-section", "--remove-producers-section"],
    ...["--out-dir", "pkg/build", "--out-name", "core", COMPILED],
  ]);

// The features that rustc enables for this target, and simd128 from .cargo/config.toml.
export const FEATURES = [
  "bulk-memory",
  "bulk-memory-opt",
  "call-indirect-overlong",
  "multivalue",
  "mutable-globals",
  "nontrapping-float-to-int",
  "reference-types",
  "sign-ext",
  "simd",
];

const optimize = () =>
  runBin("binaryen/bin/wasm-opt", [
    ...[
      "-O3",
      "--flexible-inline-max-function-size=12",
      "--mvp-features",
      ...FEATURES.map((feature) => `--enable-${feature}`),
    ],
    ...["-o", MODULE, MODULE],
  ]);
