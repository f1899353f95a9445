import { readdirSync } from "node:fs";
import { delimiter, dirname } from "node:path";
import { Failure } from "../lib/failure.mjs";
import { fromRoot } from "../lib/paths.mjs";
import { outputOf, run } from "../lib/run.mjs";
import { cargoFuzz } from "../tools/cargo-tools.mjs";

export const targets = readdirSync(fromRoot("fuzz/targets"))
  .map((file) => file.replace(".rs", ""))
  .sort();

/**
 * Builds all targets without a sanitizer, which would need a nightly compiler. Returns a function to find their
 * programs.
 */
export async function buildTargets() {
  await run(cargoFuzz.bin(), ["build", "--sanitizer", "none", "--target-dir", "target/fuzz"], {
    env: { PATH: `${dirname(cargoFuzz.bin())}${delimiter}${process.env.PATH}` },
  });
  const host = /host: (\S+)/.exec(outputOf("rustc", ["-vV"]) ?? "")?.[1];
  if (!host) throw new Failure("rustc does not say for which machine it compiles.");
  return (target) => fromRoot(`target/fuzz/${host}/release/${target}`);
}
