import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { fromRoot } from "../../../scripts/lib/paths.mjs";

const CACHE = fromRoot(".tools/packaging-cache");
const pending = new Map();

/** The folder in which npm keeps its downloads. It checks each file against its hash. */
export const npmCache = `${CACHE}/npm`;

/** A folder that `fill` makes once. Only a whole one gets its name. */
export function cached(name, fill) {
  if (!pending.has(name)) pending.set(name, make(`${CACHE}/${name}`, fill));
  return pending.get(name);
}

async function make(folder, fill) {
  if (existsSync(folder)) return folder;
  mkdirSync(CACHE, { recursive: true });
  const unfinished = mkdtempSync(`${folder}.unfinished-`);
  const remove = () => rmSync(unfinished, { recursive: true, force: true });
  process.once("exit", remove);
  try {
    await fill(unfinished);
    // Another run may have been as quick.
    if (!existsSync(folder)) renameSync(unfinished, folder);
    return folder;
  } finally {
    remove();
  }
}
