import { Failure } from "./lib/failure.mjs";
import { main } from "./lib/main.mjs";
import { root } from "./lib/paths.mjs";
import { table } from "./lib/print.mjs";
import { outputOf, run } from "./lib/run.mjs";
import { cargoLlvmCov } from "./tools/cargo-tools.mjs";
import { ensureRust } from "./tools/rust.mjs";

const ENOUGH = 95;

// What reads what others wrote.
const PARSERS =
  /^src\/(assertion|extract|identity|inspect|json|key|registration|base64|endpoint|id|timestamp)\b/;

/** Lines of the parsers that the tests and the corpus of the fuzz targets reach. */
await main(async () => {
  for (const ensure of [ensureRust, cargoLlvmCov.ensure]) await ensure();
  if (!outputOf("rustup", ["component", "list", "--installed"])?.includes("llvm-tools"))
    await run("rustup", ["component", "add", "llvm-tools"]);
  const cov = (...args) => run(cargoLlvmCov.bin(), ["llvm-cov", ...args]);
  await cov("--lib", "--test", "core", "--test", "trust", "--no-report");
  const report = outputOf(cargoLlvmCov.bin(), ["llvm-cov", "report", "--json", "--summary-only"]);
  const files = JSON.parse(report ?? "{}").data?.[0].files ?? [];
  const rows = files
    .map(({ filename, summary }) => ({ name: filename.slice(root.length + 1), ...summary.lines }))
    .filter(({ name }) => PARSERS.test(name));
  print(rows);
});

function print(rows) {
  const sum = (member) => rows.reduce((total, row) => total + row[member], 0);
  const whole = { name: "all of them", count: sum("count"), covered: sum("covered") };
  const share = ({ covered, count }) => (100 * covered) / count;
  const cells = (row) => [row.name, String(row.count), String(row.covered), `${share(row).toFixed(1)} %`];
  table([["parser", "lines", "covered", ""], ...rows.map(cells), cells(whole)]);
  if (!(share(whole) >= ENOUGH))
    throw new Failure(`Fewer than ${ENOUGH} % of the parsers' lines are covered.`);
}
