import { buildPackage, buildTools } from "./build/package.mjs";
import { buildSite } from "./build/site.mjs";
import { buildExtension } from "./build/vscode.mjs";
import { main } from "./lib/main.mjs";
import { readOptions } from "./lib/options.mjs";
import { run } from "./lib/run.mjs";
import { chromiumEnv, ensureChromium } from "./tools/chromium.mjs";

const USAGE = "npm run test:vscode [-- --host node|web]";

/**
 * Installs the packed extension in a real VS Code and drives it through its window, in the Node.js host and in the web
 * host. It is not part of `npm test`, because a window of VS Code on a busy machine takes longer than any time-out that
 * a failure may take.
 */
await main(async () => {
  const { host } = readOptions(USAGE, { host: { type: "string" } });
  for (const ensure of [...buildTools, ensureChromium]) await ensure();
  await buildPackage();
  await buildSite();
  await buildExtension();
  const only = host ? [`--test-name-pattern=the extension in the ${host} host`] : [];
  const files = ["tests/vscode/extension.test.mjs"];
  await run(process.execPath, ["--test", "--test-reporter=spec", ...only, ...files], { env: chromiumEnv() });
});
