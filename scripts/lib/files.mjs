import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

/**
 * Returns every file at or below a path, sorted; an empty list if the path does not exist. Leaves out folders in
 * `except`.
 */
export function filesBelow(path, { except = [] } = {}) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .filter((name) => !except.includes(name))
    .sort()
    .flatMap((name) => filesBelow(join(path, name), { except }));
}
