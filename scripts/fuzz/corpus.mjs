import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fromRoot } from "../lib/paths.mjs";
import { vectorsFor } from "./vectors.mjs";

// One file a target, a line an input: thousands of tiny files would be no corpus to look after.
const kept = (target) => fromRoot("fuzz/corpus", `${target}.txt`);

/** Writes what is kept and what `tests/vectors` have for a target, a file each, and answers their folder. */
export function unpackCorpus(target) {
  const lines = existsSync(kept(target)) ? readFileSync(kept(target), "latin1").trim().split("\n") : [];
  const inputs = [...lines.map((line) => Buffer.from(line, "base64")), ...vectorsFor(target)];
  const folder = emptied("target/fuzz/seeds", target);
  for (const [index, input] of inputs.entries()) writeFileSync(`${folder}/${index}`, input);
  return folder;
}

/** Keeps the inputs in a folder, and no others. */
export function packCorpus(target, folder) {
  const inputs = readdirSync(folder).map((file) => readFileSync(`${folder}/${file}`).toString("base64"));
  writeFileSync(kept(target), `${inputs.sort().join("\n")}\n`);
  return inputs.length;
}

export function emptied(...parts) {
  const folder = fromRoot(...parts);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return folder;
}

export function folder(...parts) {
  const path = fromRoot(...parts);
  mkdirSync(path, { recursive: true });
  return path;
}
