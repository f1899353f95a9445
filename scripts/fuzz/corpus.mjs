import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fromRoot } from "../lib/paths.mjs";
import { vectorsFor } from "./vectors.mjs";

// The corpus has one file per target with one input per line, because thousands of tiny files are hard to maintain.
const kept = (target) => fromRoot("fuzz/corpus", `${target}.txt`);

/** Writes the corpus of a target and its inputs from `tests/vectors` to one file each. Returns their folder. */
export function unpackCorpus(target) {
  const lines = existsSync(kept(target)) ? readFileSync(kept(target), "latin1").trim().split("\n") : [];
  const inputs = [...lines.map((line) => Buffer.from(line, "base64")), ...vectorsFor(target)];
  const folder = emptied("target/fuzz/seeds", target);
  for (const [index, input] of inputs.entries()) writeFileSync(`${folder}/${index}`, input);
  return folder;
}

/** Replaces the corpus of a target with the inputs in a folder. */
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
