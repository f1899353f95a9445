import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { relative } from "node:path";
import { filesBelow } from "./files.mjs";
import { fromRoot, root } from "./paths.mjs";

/** Returns a hash of the names and contents of all files at or below the given paths. */
export function fingerprint(paths) {
  const hash = createHash("sha256");
  for (const file of paths.flatMap((path) => filesBelow(fromRoot(path)))) {
    const content = readFileSync(file);
    hash.update(`${relative(root, file)}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex");
}

/** A record of the inputs from which outputs were built. It is not valid if an output is missing. */
export class Stamp {
  constructor(path) {
    this.file = fromRoot(path);
  }

  matches(inputs) {
    if (!existsSync(this.file)) return false;
    const stamp = JSON.parse(readFileSync(this.file, "utf8"));
    return stamp.inputs === inputs && stamp.outputs.every((output) => existsSync(fromRoot(output)));
  }

  write(inputs, outputs) {
    writeFileSync(this.file, JSON.stringify({ inputs, outputs }));
  }
}
