import { buildDocsSite, DOCS_SITE } from "./build/docs-site.mjs";
import { buildPackage, buildTools } from "./build/package.mjs";
import { buildSite } from "./build/site.mjs";
import { main } from "./lib/main.mjs";
import { fromRoot } from "./lib/paths.mjs";
import { serve } from "./lib/static-server.mjs";

/** The preferred port. No common tool uses it, because pages of one origin share a service worker and caches. */
const PORT = 25519;

await main(async () => {
  for (const ensure of buildTools) await ensure();
  await buildPackage();
  await buildSite();
  await buildDocsSite();
  const folders = [fromRoot("www/dist"), fromRoot(DOCS_SITE)];
  const url = await serve(folders, Number(process.env.PORT) || PORT);
  console.log(`\nThe inspector is at ${url}\nThe documentation is at ${url}docs/`);
});
