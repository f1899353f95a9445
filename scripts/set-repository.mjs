import { readFileSync, writeFileSync } from "node:fs";
import { main } from "./lib/main.mjs";
import { fromRoot } from "./lib/paths.mjs";
import { PUBLISHED } from "./release/packages.mjs";
import { withRepository } from "./release/repository.mjs";

/** Writes the repository's address into the manifest of every published package, before a workflow publishes them. */
await main(async () => {
  for (const folder of PUBLISHED) {
    const path = fromRoot(folder, "package.json");
    const manifest = withRepository(JSON.parse(readFileSync(path, "utf8")), folder, process.env);
    writeFileSync(path, `${JSON.stringify(manifest, null, 2)}\n`);
    console.log(`${folder}/package.json: ${manifest.repository.url}`);
  }
});
