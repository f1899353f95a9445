import { existsSync, renameSync, rmSync } from "node:fs";
import { fromRoot } from "../lib/paths.mjs";
import { run } from "../lib/run.mjs";

/** The programs of a crate, which are built once, in a folder that is named after the version. */
export function cargoTool(crate, version, { locked = true, name = crate } = {}) {
  const folder = fromRoot(`.tools/${name}-${version}`);
  return {
    bin: (program = crate) => `${folder}/bin/${program}`,
    async ensure() {
      if (existsSync(folder)) return;
      console.log(`Building ${crate} ${version} (once; it takes a minute or two)`);
      const unfinished = `${folder}.unfinished`;
      const target = fromRoot(".tools/target");
      const args = ["install", crate, "--version", version, "--root", unfinished, "--debug", "--force"];
      await run("cargo", locked ? [...args, "--locked"] : args, { env: { CARGO_TARGET_DIR: target } });
      renameSync(unfinished, folder);
      rmSync(target, { recursive: true, force: true });
    },
  };
}
