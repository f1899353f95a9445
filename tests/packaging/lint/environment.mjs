import { Failure } from "../../../scripts/lib/failure.mjs";

const ATTW = [
  "--no-definitely-typed",
  "--no-emoji",
  // TypeScript's node10 resolution knows no `exports`, hence no ./slim; TypeScript 7 has dropped it.
  ...["--profile", "node16"],
  // The file itself is for readFile, fetch and the asset rules of bundlers. With the query it is an ES module for edge
  // runtimes, which have no CommonJS.
  ...[
    "--exclude-entrypoints",
    "./agent_identity.wasm",
    "./agent_identity.wasm?module",
    "./agent_identity_wide.wasm",
  ],
];

export const environments = [
  {
    id: "publint",
    title: "publint, strict: no error, warning or suggestion",
    pins: ["publint"],
    quick: true,
    async run(project) {
      const printed = await project.bin("publint", "run", project.packed.tarball, "--strict");
      // Suggestions do not change the exit code.
      if (!printed.includes("All good!")) throw new Failure(printed);
    },
  },
  {
    id: "attw",
    title: "are-the-types-wrong, with node16 and bundler resolution",
    pins: ["@arethetypeswrong/cli"],
    quick: true,
    async run(project) {
      const printed = await project.bin("attw", project.packed.tarball, ...ATTW);
      if (!printed.includes('"agent-identity-wasm/slim"')) throw new Failure(printed);
    },
  },
];
