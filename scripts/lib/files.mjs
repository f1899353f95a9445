import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

/** Every file at or below a path, sorted; none if the path does not exist. */
export function filesBelow(path) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesBelow(join(path, name)));
}
