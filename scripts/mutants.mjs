import { Failure } from "./lib/failure.mjs";
import { main } from "./lib/main.mjs";
import { cargoMutants } from "./tools/cargo-tools.mjs";
import { ensureRust } from "./tools/rust.mjs";
import { testMutants } from "./trust/mutants.mjs";

/** Runs cargo-mutants with the arguments of the command line. */
await main(async () => {
  for (const ensure of [ensureRust, cargoMutants.ensure]) await ensure();
  const { tried, unnoticed } = await testMutants(process.argv.slice(2));
  console.log(`\n${tried} changes were tried, ${unnoticed.length} went unnoticed.`);
  if (unnoticed.length > 0) throw new Failure(unnoticed.join("\n"));
});
