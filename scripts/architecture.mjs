import { writeFileSync } from "node:fs";
import { main } from "./lib/main.mjs";
import { fromRoot } from "./lib/paths.mjs";
import { ensureNodeModules } from "./tools/node-modules.mjs";

/** Draws the modules of the core, from the code, for docs/ARCHITECTURE.md. */
await main(async () => {
  await ensureNodeModules();
  const { CORE_PICTURE, coreModules } = await import("./architecture/core.mjs");
  writeFileSync(fromRoot(CORE_PICTURE), await coreModules());
  console.log(`Drawn: ${CORE_PICTURE}`);
});
