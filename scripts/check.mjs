import { checkReport } from "./api/report.mjs";
import { buildPackage, buildTools } from "./build/package.mjs";
import { checkErrorReference } from "./docs/error-reference.mjs";
import { main } from "./lib/main.mjs";
import { fromRoot, WASM_TARGET } from "./lib/paths.mjs";
import { run, runBin } from "./lib/run.mjs";
import { runSteps } from "./lib/steps.mjs";
import { cargoDeny } from "./tools/cargo-tools.mjs";
import { ensureNodeModules } from "./tools/node-modules.mjs";
import { ensureRust } from "./tools/rust.mjs";
import { ensureWasmTarget } from "./tools/wasm-target.mjs";
import { auditPackages, checkAdvisories, checkCrates } from "./trust/supply-chain.mjs";

const steps = [
  {
    id: "rustfmt",
    title: "Rust is formatted",
    tools: [ensureRust],
    run: async () => {
      for (const project of ["Cargo.toml", "fuzz/Cargo.toml"])
        await run("cargo", ["fmt", "--check", "--manifest-path", project]);
    },
  },
  {
    id: "clippy",
    title: "Rust lints",
    tools: [ensureRust],
    run: () => run("cargo", ["clippy", "--all-targets", "--", "-D", "warnings"]),
  },
  {
    id: "clippy-wasm",
    title: "Rust lints, WebAssembly with its bindings",
    tools: [ensureRust, ensureWasmTarget],
    run: () =>
      run("cargo", ["clippy", "--target", WASM_TARGET, "--features", "bindings", "--", "-D", "warnings"]),
  },
  {
    id: "doc",
    title: "Rust documentation",
    tools: [ensureRust],
    run: () => run("cargo", ["doc", "--no-deps"], { env: { RUSTDOCFLAGS: "-D warnings" } }),
  },
  {
    id: "biome",
    title: "JavaScript, TypeScript, JSON and CSS are formatted and lint-free",
    tools: [ensureNodeModules],
    run: () => runBin("@biomejs/biome/bin/biome", ["ci", "--colors=off"]),
  },
  {
    id: "crates",
    title: "advisories, licences, sources and duplicates of crates",
    tools: [ensureRust, cargoDeny.ensure],
    run: async () => {
      await checkCrates();
      checkAdvisories();
    },
  },
  {
    id: "audit",
    title: "known vulnerabilities of npm packages",
    tools: [ensureNodeModules],
    run: auditPackages,
  },
  {
    id: "build",
    title: "the npm package",
    tools: buildTools,
    run: () => buildPackage(),
  },
  {
    id: "types",
    title: "JavaScript and TypeScript agree with their types",
    needs: ["build"],
    run: checkTypes,
  },
  {
    id: "api",
    title: "the reviewed report of the public API is up to date",
    needs: ["build"],
    run: () => checkReport(fromRoot("pkg/dist/types")),
  },
  {
    id: "errors",
    title: "the reference of error codes is made from the table of advice",
    tools: [ensureNodeModules],
    run: checkErrorReference,
  },
  {
    id: "reference",
    title: "the API reference can be made from the declarations",
    needs: ["build"],
    run: () => run("npm", ["run", "build", "--workspace", "docs"]),
  },
];

async function checkTypes() {
  for (const project of ["pkg", "pkg/src/cli", "www"])
    await runBin("typescript/bin/tsc", ["--noEmit", "-p", project]);
}

await main(async () => {
  if ((await runSteps("npm run check --", steps)) === false) process.exitCode = 1;
});
