import { buildPackage, buildTools } from "./build/package.mjs";
import { buildSite } from "./build/site.mjs";
import { main } from "./lib/main.mjs";
import { run } from "./lib/run.mjs";
import { chromiumEnv, ensureChromium } from "./tools/chromium.mjs";

await main(async () => {
  for (const ensure of [...buildTools, ensureChromium]) await ensure();
  await buildPackage();
  await buildSite();
  await run(process.execPath, ["benches/inspector.mjs"], { env: chromiumEnv() });
});
