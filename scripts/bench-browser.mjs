import { buildPackage, buildTools } from "./build/package.mjs";
import { main } from "./lib/main.mjs";
import { readOptions } from "./lib/options.mjs";
import { run } from "./lib/run.mjs";
import { chromiumEnv, ensureChromium } from "./tools/chromium.mjs";
import { ensureFirefox, firefoxEnv } from "./tools/firefox.mjs";

await main(async () => {
  const { save } = readOptions("npm run bench:browser [-- --save]", { save: { type: "boolean" } });
  for (const ensure of [...buildTools, ensureChromium, ensureFirefox]) await ensure();
  await buildPackage();
  const where = save ? ["--report", "docs/benchmarks/browser.md"] : [];
  await run(process.execPath, ["benches/browser.mjs", ...where], {
    env: { ...chromiumEnv(), ...firefoxEnv() },
  });
});
