import { readFileSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { deflateRawSync } from "node:zlib";
import { Failure } from "../lib/failure.mjs";
import { fromRoot, root, WASM_TARGET } from "../lib/paths.mjs";
import { run, runBin } from "../lib/run.mjs";
import { importTypeScript } from "../lib/typescript.mjs";
import { wasmBindgen } from "../tools/wasm-bindgen.mjs";
import { adaptGlue } from "./glue.mjs";

const MODULE = "pkg/build/core_bg.wasm";

/**
 * The module for every engine, and the one for engines with wide arithmetic (i64.mul_wide_u and its like), in which the
 * numbers of the curve are made of 64 bits. Both have the same interface, and so the same glue.
 *
 * Each has its own target directory: cargo would otherwise rebuild everything on each switch, as it would after a build
 * without `RUSTC_BOOTSTRAP`.
 */
const PLAIN = { folder: "pkg/build", target: "target/package", flags: [], features: [] };
const WIDE = {
  folder: "pkg/build/wide",
  target: "target/package-wide",
  flags: ["-Ctarget-feature=+wide-arithmetic", '--cfg=curve25519_dalek_bits="64"'],
  features: ["wide-arithmetic"],
};

/**
 * Builds the Rust core: `pkg/build/core.js` (the glue), `core_bg.wasm`, `wide/core_bg.wasm`, `bytes.js` (the bytes of the
 * first, deflated, as text) and `interface.js` (a number with which the glue recognises its own module), each with its
 * declarations.
 */
export async function buildWasm() {
  for (const variant of [PLAIN, WIDE]) {
    await compile(variant);
    await bind(variant);
  }
  requireSameGlue();
  await adaptGlue();
  await Promise.all([PLAIN, WIDE].map(optimize));
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
const compile = ({ target, flags }) =>
  run(
    "cargo",
    [
      ...["build", "--package", "agent-identity-module", "--release", "--target", WASM_TARGET],
      ...["--target-dir", target, "--config", rustFlags(flags)],
      ...["-Zbuild-std=std,panic_abort", "-Zbuild-std-features=optimize_for_size"],
    ],
    // If RUSTFLAGS is set in the environment, it would replace the flags of .cargo/config.toml.
    { env: { RUSTC_BOOTSTRAP: "1", RUSTFLAGS: undefined, CARGO_ENCODED_RUSTFLAGS: undefined } },
  );

function rustFlags(more) {
  const cargoHome = process.env.CARGO_HOME ?? `${homedir()}/.cargo`;
  const flags = [
    ...["-Zunstable-options", "-Cpanic=immediate-abort", "-Zlocation-detail=none"],
    // The package must not contain paths of the machine that built it.
    ...[`--remap-path-prefix=${cargoHome}=cargo`, `--remap-path-prefix=${root}=.`],
    ...more,
  ];
  return `target.${WASM_TARGET}.rustflags=${JSON.stringify(flags)}`;
}

const bind = ({ folder, target }) =>
  run(wasmBindgen(), [
    ...["--target", "web", "--omit-default-module-path"],
    ...["--remove-name-section", "--remove-producers-section"],
    ...["--out-dir", folder, "--out-name", "core"],
    `${target}/${WASM_TARGET}/release/agent_identity_module.wasm`,
  ]);

function requireSameGlue() {
  const [plain, wide] = [PLAIN, WIDE].map(({ folder }) => readFileSync(fromRoot(folder, "core.js"), "utf8"));
  if (plain !== wide)
    throw new Failure("The two modules have different interfaces: one glue cannot serve both.");
}

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

/** Addresses below 1024 are the end of the stack, so none comes from an addition that wraps around. */
const optimize = ({ folder, features }) =>
  runBin("binaryen/bin/wasm-opt", [
    ...["-O3", "--flexible-inline-max-function-size=12", "--low-memory-unused", "--strip-target-features"],
    ...["--mvp-features", ...[...FEATURES, ...features].map((feature) => `--enable-${feature}`)],
    ...["-o", `${folder}/core_bg.wasm`, `${folder}/core_bg.wasm`],
  ]);
