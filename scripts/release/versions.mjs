import { readFileSync, writeFileSync } from "node:fs";
import { fromRoot } from "../lib/paths.mjs";
import { PUBLISHED } from "./packages.mjs";

const CRATE_VERSION = /^(version = ")([^"]+)(")/m;
const LOCKED_VERSION = /(name = "agent-identity-wasm"\nversion = ")([^"]+)(")/;

/** Returns every place that has a version: the manifests of the packages, the crate, and the two locks that name it. */
export function versions() {
  const manifests = PUBLISHED.map((folder) => `${folder}/package.json`);
  const inManifests = manifests.map((path) => [path, JSON.parse(read(path)).version]);
  return Object.fromEntries([
    ...inManifests,
    ["Cargo.toml", CRATE_VERSION.exec(read("Cargo.toml"))[2]],
    ["Cargo.lock", LOCKED_VERSION.exec(read("Cargo.lock"))[2]],
    ["fuzz/Cargo.lock", LOCKED_VERSION.exec(read("fuzz/Cargo.lock"))[2]],
  ]);
}

/** Gives the crate and its locks the version of the npm package, which changesets has set. */
export function followThePackage() {
  const { version } = JSON.parse(read("pkg/package.json"));
  rewrite("Cargo.toml", CRATE_VERSION, version);
  for (const lock of ["Cargo.lock", "fuzz/Cargo.lock"]) rewrite(lock, LOCKED_VERSION, version);
  return version;
}

const read = (path) => readFileSync(fromRoot(path), "utf8");

const rewrite = (path, pattern, version) =>
  writeFileSync(
    fromRoot(path),
    read(path).replace(pattern, (_, front, __, back) => front + version + back),
  );
