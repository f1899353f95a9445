export const ENTRIES = [
  { name: "index", formats: ["esm", "cjs"] },
  { name: "slim", formats: ["esm", "cjs"] },
  { name: "workerd", formats: ["esm"] },
];
