import { buildPackage, buildTools } from "./build/package.mjs";
import { main } from "./lib/main.mjs";
import { readOptions } from "./lib/options.mjs";

await main(async () => {
  const options = readOptions("npm run build [-- --force]", { force: { type: "boolean" } });
  for (const ensure of buildTools) await ensure();
  await buildPackage(options);
});
