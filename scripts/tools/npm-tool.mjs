import { existsSync, renameSync } from "node:fs";
import { fromRoot } from "../lib/paths.mjs";
import { run } from "../lib/run.mjs";

/** A package that only some commands need, installed once, in a folder that is named after the version. */
export function npmTool(name, version, { folderName = name.replace(/^@[^/]*\//, "") } = {}) {
  const folder = fromRoot(`.tools/${folderName}-${version}`);
  return {
    folder,
    /** Returns the path of a file of the package, or of one that it depends on. */
    path: (file) => `${folder}/node_modules/${file}`,
    async ensure() {
      if (existsSync(folder)) return;
      console.log(`Installing ${name} ${version} (once)`);
      const unfinished = `${folder}.unfinished`;
      const flags = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-save"];
      await run("npm", ["install", "--prefix", unfinished, ...flags, `${name}@${version}`]);
      renameSync(unfinished, folder);
    },
  };
}
