export const PACKAGE_NAME = "agent-identity-wasm";

/**
 * The entries of the package: the name of its files in pkg/dist, and its source below pkg/src. A new entry needs a row
 * here and one in the `exports` of pkg/package.json. An entry without `declarations` has those of another one. The
 * `path` below the package's name is the name of the entry, unless it is given.
 */
export const ENTRIES = [
  { name: "index", source: "entry/index", formats: ["esm", "cjs"], declarations: true },
  { name: "slim", source: "entry/slim", formats: ["esm", "cjs"], declarations: true },
  { name: "gateway", source: "gateway/index", formats: ["esm", "cjs"], declarations: true },
  { name: "authority", source: "authority/index", formats: ["esm", "cjs"], declarations: true },
  { name: "edge", source: "entry/edge", formats: ["esm"], declarations: false },
  {
    name: "module",
    path: "agent_identity.wasm?module",
    source: "entry/module",
    formats: ["esm"],
    declarations: true,
  },
  { name: "advice", source: "advice/index", formats: ["esm", "cjs"], declarations: true },
  { name: "bulk", source: "bulk/index", formats: ["esm", "cjs"], declarations: true },
  { name: "cli", source: "cli/main", formats: ["program"], declarations: false },
];
