import { availableParallelism } from "node:os";
import { allEnvironments } from "../tests/packaging/environments.mjs";
import { runEnvironments } from "../tests/packaging/lib/run.mjs";
import { ensureVscode } from "../tests/packaging/vscode/server.mjs";
import { buildPackage, buildTools } from "./build/package.mjs";
import { buildSite } from "./build/site.mjs";
import { buildExtension } from "./build/vscode.mjs";
import { Failure } from "./lib/failure.mjs";
import { filesBelow } from "./lib/files.mjs";
import { main } from "./lib/main.mjs";
import { fromRoot, WASM_TARGET } from "./lib/paths.mjs";
import { run, runBin } from "./lib/run.mjs";
import { runSteps } from "./lib/steps.mjs";
import { Tally } from "./lib/tally.mjs";
import { chromiumEnv, ensureChromium } from "./tools/chromium.mjs";
import { ensureFirefox, firefoxEnv } from "./tools/firefox.mjs";
import { ensureNodeModules } from "./tools/node-modules.mjs";
import { ensureRedis } from "./tools/redis.mjs";
import { ensureRust } from "./tools/rust.mjs";
import { ensureWasmBindgen, wasmBindgenTestRunner } from "./tools/wasm-bindgen.mjs";
import { ensureWasmTarget } from "./tools/wasm-target.mjs";
import { ensureWebKit, webKitEnv } from "./tools/webkit.mjs";

const tally = new Tally();

const wasmTools = [ensureRust, ensureWasmTarget, ensureWasmBindgen];

const steps = [
  {
    id: "native",
    title: "the Rust core on this machine",
    tools: [ensureRust],
    run: () => run("cargo", ["test", "--no-fail-fast"], { onLine: tally.read }),
  },
  {
    id: "wasm",
    title: "the Rust core as WebAssembly in Node",
    tools: wasmTools,
    run: () => wasmTests({}),
  },
  {
    id: "wasm-browser",
    title: "the Rust core as WebAssembly in Chromium",
    tools: [...wasmTools, ensureChromium],
    run: () =>
      wasmTests({ ...chromiumEnv(), WASM_BINDGEN_USE_BROWSER: "1", WASM_BINDGEN_TEST_TIMEOUT: "900" }),
  },
  {
    id: "build",
    title: "the npm package",
    tools: buildTools,
    run: () => buildPackage(),
  },
  {
    id: "www",
    title: "the inspector",
    needs: ["build"],
    run: buildSite,
  },
  {
    id: "node",
    title: "the package in Node",
    tools: [ensureRedis],
    needs: ["build"],
    run: () => nodeTests("tests/node"),
  },
  {
    id: "browser",
    title: "the package and the inspector in Chromium",
    tools: [ensureChromium],
    needs: ["build", "www"],
    run: () => nodeTests("tests/browser", chromiumEnv()),
  },
  {
    id: "engines",
    title: "the package and the inspector in Chromium, Firefox and WebKit",
    tools: [ensureChromium, ensureFirefox, ensureWebKit],
    needs: ["build", "www"],
    run: () => nodeTests("tests/engines", { ...chromiumEnv(), ...firefoxEnv(), ...webKitEnv() }),
  },
  {
    id: "vscode",
    title: "the extension, installed in a real VS Code and driven through its window",
    tools: [ensureNodeModules, ensureChromium, ensureVscode],
    needs: ["build", "www"],
    run: async () => {
      await buildExtension();
      // One window is quick, and two are slow.
      await nodeTests("tests/vscode", chromiumEnv(), 1);
    },
  },
  {
    id: "types",
    title: "the package's type declarations",
    tools: [ensureNodeModules],
    needs: ["build"],
    run: () => runBin("typescript/bin/tsc", ["-p", "tests/types"]),
  },
  {
    id: "packaging",
    title: "the packed package, in the environments that need no large download",
    tools: [ensureNodeModules, ensureChromium],
    needs: ["build", "www"],
    run: packagingTests,
  },
];

const wasmTests = (env) =>
  run("cargo", ["test", "--target", WASM_TARGET, "--tests", "--no-fail-fast"], {
    env: {
      CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER: wasmBindgenTestRunner(),
      // A backtrace of the runner itself would hide the message of a failed test.
      RUST_LIB_BACKTRACE: "0",
      ...env,
    },
    onLine: tally.read,
  });

function nodeTests(folder, env, concurrency = availableParallelism()) {
  const files = filesBelow(fromRoot(folder)).filter((file) => file.endsWith(".test.mjs"));
  if (files.length === 0) throw new Failure(`There is no *.test.mjs file below ${folder}.`);
  const options = ["--test", "--test-reporter=spec", `--test-concurrency=${concurrency}`];
  return run(process.execPath, [...options, ...files], { env, onLine: tally.read });
}

async function packagingTests() {
  const all = await allEnvironments();
  const report = await runEnvironments(
    all,
    all.filter(({ quick }) => quick),
  );
  report.print();
  tally.add(report.passed, report.failed);
  if (report.failed > 0) throw new Failure(`${report.failed} environments failed.`);
}

await main(async () => {
  const succeeded = await runSteps("npm test --", steps);
  if (succeeded === undefined) return;
  // A step can fail before its runner counts a test, for example if the tests do not compile.
  if (!succeeded && tally.failed === 0) tally.add(0, 1);
  console.log(`\n${tally}`);
  if (!succeeded) process.exitCode = 1;
});
