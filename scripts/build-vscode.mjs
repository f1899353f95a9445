import { buildPackage, buildTools } from "./build/package.mjs";
import { buildSite } from "./build/site.mjs";
import { buildExtension } from "./build/vscode.mjs";
import { main } from "./lib/main.mjs";

await main(async () => {
  for (const ensure of buildTools) await ensure();
  await buildPackage();
  await buildSite();
  await buildExtension();
});
