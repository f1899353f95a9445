import { readFileSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { deflateRawSync } from "node:zlib";
import { fromRoot, root, WASM_TARGET } from "../lib/paths.mjs";
import { run, runBin } from "../lib/run.mjs";
import { importTypeScript } from "../lib/typescript.mjs";
import { wasmBindgen } from "../tools/wasm-bindgen.mjs";
import { adaptGlue } from "./glue.mjs";

// By itself: what is told to bootstrap is built anew by what is not, and the other way round.
const TARGET_DIR = "target/package";
const COMPILED = `${TARGET_DIR}/${WASM_TARGET}/release/agent_identity_wasm.wasm`;
const MODULE = "pkg/build/core_bg.wasm";

/**
 * Builds the Rust core: `pkg/build/core.js` (glue), `core_bg.wasm`, `bytes.js` (the same bytes, deflated, as text) and
 * `interface.js` (a number by which the glue recognises its own module), each with its declarations.
 */
export async function buildWasm() {
  await compile();
  await bind();
  adaptGlue();
  await optimize();
  // Base64 of what is deflated hides no more repetitions from gzip: a bundle weighs a seventh less on the wire.
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
 * The standard library is built along, for size and without the text of panics: a tenth of the module. Cargo offers
 * this to nightly toolchains alone, and to one that is told to bootstrap; which toolchain it is, rust-toolchain.toml pins.
 */
const compile = () =>
  run(
    "cargo",
    [
      ...["rustc", "--lib", "--release", "--target", WASM_TARGET, "--target-dir", TARGET_DIR],
      ...["--features", "bindings", "--crate-type", "cdylib", "--config", rustFlags()],
      ...["-Zbuild-std=std,panic_abort", "-Zbuild-std-features=optimize_for_size"],
    ],
    // RUSTFLAGS, where someone has set it, would replace what .cargo/config.toml asks for.
    { env: { RUSTC_BOOTSTRAP: "1", RUSTFLAGS: undefined, CARGO_ENCODED_RUSTFLAGS: undefined } },
  );

function rustFlags() {
  const cargoHome = process.env.CARGO_HOME ?? `${homedir()}/.cargo`;
  const flags = [
    ...["-Zunstable-options", "-Cpanic=immediate-abort", "-Zlocation-detail=none"],
    // The package must not tell whose machine built it.
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

// The features that rustc turns on for this target, and simd128 from .cargo/config.toml.
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
    ...["-O3", "--mvp-features", ...FEATURES.map((feature) => `--enable-${feature}`)],
    ...["-o", MODULE, MODULE],
  ]);
