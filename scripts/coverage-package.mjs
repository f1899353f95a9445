import { rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { buildBundles } from "./build/bundle.mjs";
import { buildPackage, buildTools } from "./build/package.mjs";
import { Failure } from "./lib/failure.mjs";
import { filesBelow } from "./lib/files.mjs";
import { main } from "./lib/main.mjs";
import { fromRoot } from "./lib/paths.mjs";
import { run } from "./lib/run.mjs";
import { npmTool } from "./tools/npm-tool.mjs";
import { ensureRedis } from "./tools/redis.mjs";

const MIN_PERCENT = 95;
/** These measure memory, count steps or check types, which takes minutes in programs that are measured themselves. */
const SLOW = ["trust", "docs", "api-report.test.mjs", "retained-memory.test.mjs"];

const reports = npmTool("monocart-coverage-reports", "2.13.0");

/** Prints the share of the lines of pkg/src that the tests in Node reach, and fails if it is too small. */
await main(async () => {
  for (const ensure of [...buildTools, ensureRedis, reports.ensure]) await ensure();
  await buildPackage();
  await buildBundles({ sourcemap: true });
  try {
    await runTests(fromRoot("target/coverage-package/raw"));
  } finally {
    await buildBundles();
  }
  const { summary } = await report(fromRoot("target/coverage-package"));
  if (summary.lines.pct < MIN_PERCENT)
    throw new Failure(`Less than ${MIN_PERCENT} % of the lines are covered.`);
});

async function runTests(raw) {
  rmSync(raw, { recursive: true, force: true });
  const files = filesBelow(fromRoot("tests/node"), { except: SLOW }).filter((file) =>
    file.endsWith(".test.mjs"),
  );
  if (files.length === 0) throw new Failure("There is no test below tests/node.");
  const args = ["--test", "--test-reporter=dot", `--test-concurrency=${availableParallelism()}`, ...files];
  await run(process.execPath, args, { env: { NODE_V8_COVERAGE: raw } });
}

async function report(folder) {
  const { CoverageReport } = await import(reports.path("monocart-coverage-reports/lib/index.mjs"));
  const coverage = new CoverageReport({
    name: "pkg/src",
    outputDir: `${folder}/report`,
    reports: ["console-details", "lcovonly"],
    entryFilter: { "**/pkg/dist/**": true },
    sourceFilter: { "**/pkg/src/**": true },
  });
  await coverage.addFromDir(`${folder}/raw`);
  return coverage.generate();
}
