import { readFileSync } from "node:fs";
import { Failure } from "./lib/failure.mjs";
import { main } from "./lib/main.mjs";
import { root } from "./lib/paths.mjs";
import { table } from "./lib/print.mjs";
import { outputOf, run } from "./lib/run.mjs";
import { cargoLlvmCov } from "./tools/cargo-tools.mjs";
import { ensureRust } from "./tools/rust.mjs";

const MIN_PERCENT = 95;

// The modules that read input from outside.
const PARSERS =
  /^src\/(assertion|extract|identity|inspect|json|key|registration|base64|endpoint|id|timestamp)\b/;

/** Prints the share of the parsers' lines that the tests and the corpus of the fuzz targets reach. */
await main(async () => {
  for (const ensure of [ensureRust, cargoLlvmCov.ensure]) await ensure();
  if (!outputOf("rustup", ["component", "list", "--installed"])?.includes("llvm-tools"))
    await run("rustup", ["component", "add", "llvm-tools"]);
  const cov = (...args) => run(cargoLlvmCov.bin(), ["llvm-cov", ...args]);
  await cov("--lib", "--test", "core", "--test", "trust", "--no-report");
  const report = outputOf(cargoLlvmCov.bin(), ["llvm-cov", "report", "--lcov"]) ?? "";
  const files = report
    .split("end_of_record\n")
    .filter(Boolean)
    .map(count)
    .filter(({ name }) => PARSERS.test(name));
  print(files);
});

/** Reads a file's record in lcov's format: `DA:<line>,<times it was run>`. The unit tests in the file do not count. */
function count(record) {
  const [, path] = /^SF:(.*)$/m.exec(record);
  const tests = linesBefore("#[cfg(test)]\nmod tests {", readFileSync(path, "utf8"));
  const lines = [...record.matchAll(/^DA:(\d+),(\d+)$/gm)].filter(([, line]) => Number(line) <= tests);
  const covered = lines.filter(([, , times]) => times !== "0").length;
  return { name: path.slice(root.length + 1), count: lines.length, covered };
}

function linesBefore(mark, text) {
  return text.split(mark)[0].split("\n").length;
}

function print(rows) {
  const sum = (member) => rows.reduce((total, row) => total + row[member], 0);
  const whole = { name: "all of them", count: sum("count"), covered: sum("covered") };
  const share = ({ covered, count }) => (100 * covered) / count;
  const cells = (row) => [row.name, String(row.count), String(row.covered), `${share(row).toFixed(1)} %`];
  table([["parser", "lines", "covered", ""], ...rows.map(cells), cells(whole)]);
  const bare = [...rows, whole].filter((row) => !(share(row) >= MIN_PERCENT)).map(({ name }) => name);
  if (bare.length > 0) throw new Failure(`Less than ${MIN_PERCENT} % is covered of ${bare.join(", ")}.`);
}
