import { main } from "./lib/main.mjs";
import { run, runBin } from "./lib/run.mjs";
import { ensureNodeModules } from "./tools/node-modules.mjs";
import { ensureRust } from "./tools/rust.mjs";

await main(async () => {
  await ensureRust();
  await run("cargo", ["fmt"]);
  await ensureNodeModules();
  await runBin("@biomejs/biome/bin/biome", ["check", "--write"]);
});
