import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { delimiter, dirname } from "node:path";
import { Failure } from "../lib/failure.mjs";
import { fromRoot } from "../lib/paths.mjs";
import { run } from "../lib/run.mjs";
import { cargoMutants } from "../tools/cargo-tools.mjs";

/**
 * Makes one change at a time to the code that `.cargo/mutants.toml` names, and runs the tests. Returns the number of
 * changes that compiled, and the changes that no test noticed. A change with which the tests do not end counts as
 * noticed.
 */
export async function testMutants(args) {
  const report = fromRoot("target/mutants.out/outcomes.json");
  rmSync(report, { force: true });
  mkdirSync(fromRoot("target"), { recursive: true });
  const path = `${dirname(cargoMutants.bin())}${delimiter}${process.env.PATH}`;
  try {
    await run("cargo", ["mutants", "--output", "target", ...args], { env: { PATH: path } });
  } catch (error) {
    // The command also fails if a change was not noticed. The report tells that, and is read below.
    if (!(error instanceof Failure)) throw error;
  }
  return judge(JSON.parse(readFileSync(report, "utf8")).outcomes);
}

function judge(outcomes) {
  const baseline = outcomes.find(({ scenario }) => scenario === "Baseline");
  if (baseline?.summary !== "Success") throw new Failure("The tests fail without any change.");
  const mutants = outcomes.filter(({ scenario, summary }) => scenario.Mutant && summary !== "Unviable");
  const unnoticed = mutants.filter(({ summary }) => summary === "MissedMutant");
  return { tried: mutants.length, unnoticed: unnoticed.map(({ scenario }) => scenario.Mutant.name) };
}
