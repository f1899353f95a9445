import { buildDocsSite } from "./build/docs-site.mjs";
import { buildPackage, buildTools } from "./build/package.mjs";
import { main } from "./lib/main.mjs";
import { run } from "./lib/run.mjs";

/**
 * Builds the documentation: the site in docs/.vitepress/dist, the API reference in docs/api from the declarations, and
 * the reference of the crate in target/doc.
 */
await main(async () => {
  for (const ensure of buildTools) await ensure();
  await buildPackage();
  await buildDocsSite();
  await run("npm", ["run", "build", "--workspace", "docs"]);
  await run("cargo", ["doc", "--no-deps"], { env: { RUSTDOCFLAGS: "-D warnings" } });
});
