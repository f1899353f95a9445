import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { fromRoot } from "../../../scripts/lib/paths.mjs";
import { exec } from "./exec.mjs";
import { npm } from "./npm.mjs";

/** The package as npm would publish it: its tarball, what is in it, and the names that it exports. */
export async function pack(temporary, given) {
  const tarball = given ? resolve(given) : await makeTarball(temporary);
  await exec("tar", ["-xzf", tarball], { cwd: temporary });
  const folder = join(temporary, "package");
  const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const names = Object.keys(await import(pathToFileURL(join(folder, "dist/index.js")))).sort();
  return { tarball, folder, version, names };
}

async function makeTarball(temporary) {
  const printed = await npm(fromRoot("pkg"), ["pack", "--json", "--pack-destination", temporary]);
  return join(temporary, JSON.parse(printed)[0].filename);
}
