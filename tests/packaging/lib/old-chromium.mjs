import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { brotliDecompressSync } from "node:zlib";
import { cached } from "./cache.mjs";
import { exec } from "./exec.mjs";
import { npmInstall } from "./npm.mjs";

const PACKAGE = "@sparticuz/chromium";

/** Returns the program of an old Chromium, and the folder of its libraries. The npm package contains both, compressed. */
export async function oldChromium(version) {
  const folder = await cached(`chromium-${version}`, async (unfinished) => {
    // npm would install into the next folder above that has a package.json, if this folder did not have one.
    mkdirSync(`${unfinished}/package`);
    writeFileSync(`${unfinished}/package/package.json`, '{ "private": true }');
    await npmInstall(`${unfinished}/package`, `${PACKAGE}@${version}`);
    const compressed = `${unfinished}/package/node_modules/${PACKAGE}/bin`;
    writeFileSync(`${unfinished}/chromium`, decompressed(`${compressed}/chromium.br`));
    chmodSync(`${unfinished}/chromium`, 0o755);
    writeFileSync(`${unfinished}/libraries.tar`, decompressed(`${compressed}/aws.tar.br`));
    await exec("tar", ["-xf", "libraries.tar"], { cwd: unfinished });
  });
  return { program: `${folder}/chromium`, libraries: `${folder}/lib` };
}

const decompressed = (file) => brotliDecompressSync(readFileSync(file));
