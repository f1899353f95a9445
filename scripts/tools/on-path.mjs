import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/** The first program of one of these names, in the order of the names. */
export function onPath(...names) {
  const folders = (process.env.PATH ?? "").split(delimiter).filter(Boolean);
  const extension = process.platform === "win32" ? ".exe" : "";
  return names.flatMap((name) => folders.map((folder) => join(folder, name + extension))).find(existsSync);
}
