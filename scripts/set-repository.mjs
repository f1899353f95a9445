import { readFileSync, writeFileSync } from "node:fs";
import { main } from "./lib/main.mjs";
import { fromRoot } from "./lib/paths.mjs";
import { PUBLISHED } from "./release/packages.mjs";
import { withAbsoluteLinks, withRepository } from "./release/repository.mjs";

/** Writes the repository's address into the manifest and the README of every published package, before a workflow publishes them. */
await main(async () => {
  for (const folder of PUBLISHED) {
    const path = fromRoot(folder, "package.json");
    const manifest = withRepository(JSON.parse(readFileSync(path, "utf8")), folder, process.env);
    writeFileSync(path, `${JSON.stringify(manifest, null, 2)}\n`);
    const readme = fromRoot(folder, "README.md");
    writeFileSync(readme, withAbsoluteLinks(readFileSync(readme, "utf8"), folder, process.env));
    console.log(`${folder}/package.json: ${manifest.repository.url}`);
  }
});
