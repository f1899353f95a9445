import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

/** Every file at or below a path, sorted; none if the path does not exist. Folders named in `except` are left out. */
export function filesBelow(path, { except = [] } = {}) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .filter((name) => !except.includes(name))
    .sort()
    .flatMap((name) => filesBelow(join(path, name), { except }));
}
