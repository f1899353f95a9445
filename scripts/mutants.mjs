import { mkdirSync } from "node:fs";
import { delimiter, dirname } from "node:path";
import { main } from "./lib/main.mjs";
import { fromRoot } from "./lib/paths.mjs";
import { run } from "./lib/run.mjs";
import { cargoMutants } from "./tools/cargo-tools.mjs";
import { ensureRust } from "./tools/rust.mjs";

/** Fails where the tests do not notice a change of what `.cargo/mutants.toml` names. What follows is for cargo-mutants. */
await main(async () => {
  for (const ensure of [ensureRust, cargoMutants.ensure]) await ensure();
  mkdirSync(fromRoot("target"), { recursive: true });
  const path = `${dirname(cargoMutants.bin())}${delimiter}${process.env.PATH}`;
  await run("cargo", ["mutants", "--output", "target", ...process.argv.slice(2)], { env: { PATH: path } });
});
