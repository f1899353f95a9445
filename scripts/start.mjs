import { buildPackage, buildTools } from "./build/package.mjs";
import { buildSite } from "./build/site.mjs";
import { main } from "./lib/main.mjs";
import { fromRoot } from "./lib/paths.mjs";
import { serve } from "./lib/static-server.mjs";

/** Pages that share an origin share its service worker and caches, so the port is one that no common tool uses. */
const PORT = 25519;

await main(async () => {
  for (const ensure of buildTools) await ensure();
  await buildPackage();
  await buildSite();
  const url = await serve(fromRoot("www/dist"), Number(process.env.PORT) || PORT);
  console.log(`\nThe inspector is at ${url}`);
});
