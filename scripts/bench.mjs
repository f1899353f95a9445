import { buildPackage, buildTools } from "./build/package.mjs";
import { main } from "./lib/main.mjs";
import { run } from "./lib/run.mjs";

await main(async () => {
  for (const ensure of buildTools) await ensure();
  await buildPackage();
  await run(process.execPath, ["benches/node.mjs"]);
});
