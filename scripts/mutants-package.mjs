import { writeFileSync } from "node:fs";
import { relative } from "node:path";
import { buildPackage, buildTools } from "./build/package.mjs";
import { filesBelow } from "./lib/files.mjs";
import { main } from "./lib/main.mjs";
import { readOptions } from "./lib/options.mjs";
import { fromRoot, root } from "./lib/paths.mjs";
import { run } from "./lib/run.mjs";
import { npmTool } from "./tools/npm-tool.mjs";
import { ensureRedis } from "./tools/redis.mjs";

const stryker = npmTool("@stryker-mutator/core", "9.6.1", { folderName: "stryker" });

/** The command runner starts all tests for every change, and one environment variable says which change is in force. */
const configuration = (mutate, tests) => ({
  testRunner: "command",
  commandRunner: { command: `node --test ${tests.join(" ")}` },
  buildCommand: "node scripts/mutants/prepare.mjs",
  mutate: mutate.split(","),
  // Nothing of it is needed to build the bundles and to test them, and some of it is large.
  ignorePatterns: ["/.tools", "/docs", "/examples", "/fuzz", "/target", "/vscode", "/www"],
  symlinkNodeModules: false,
  concurrency: 1,
  disableTypeChecks: false,
  reporters: ["clear-text"],
  clearTextReporter: { allowColor: false, reportTests: false },
  tempDirName: fromRoot("target/stryker"),
  thresholds: { break: 80, low: 80, high: 95 },
});

/** Makes one change at a time to the files of pkg/src that are named, and runs the tests that are named. */
await main(async () => {
  const { mutate, tests } = readOptions("npm run mutants:package [-- --mutate <globs> --tests <folder>]", {
    mutate: { type: "string", default: "pkg/src/gateway/*.ts" },
    tests: { type: "string", default: "tests/node/gateway" },
  });
  for (const ensure of [...buildTools, ensureRedis, stryker.ensure]) await ensure();
  await buildPackage();
  const files = filesBelow(fromRoot(tests)).filter((file) => file.endsWith(".test.mjs"));
  const config = fromRoot("target/stryker.json");
  const paths = files.map((file) => relative(root, file));
  writeFileSync(config, JSON.stringify(configuration(mutate, paths), null, 2));
  await run(process.execPath, [stryker.path("@stryker-mutator/core/bin/stryker.js"), "run", config], {
    env: { ORIGINAL_MODULES: fromRoot("node_modules") },
  });
});
