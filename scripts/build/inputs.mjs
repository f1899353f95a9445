import { readdirSync } from "node:fs";
import { root } from "../lib/paths.mjs";

const licenses = readdirSync(root).filter((name) => name.startsWith("LICENSE"));

/** All files from which the package is built. The manifests and lock files pin the versions of the tools. */
export const inputs = [
  ".cargo/config.toml",
  "Cargo.lock",
  "Cargo.toml",
  "package.json",
  "pkg/module",
  "pkg/package.json",
  "pkg/src",
  "pkg/tsconfig.json",
  "rust-toolchain.toml",
  "scripts",
  "src",
  ...licenses,
];
