import { Failure } from "../../../scripts/lib/failure.mjs";

const ATTW = [
  "--no-definitely-typed",
  "--no-emoji",
  // TypeScript's node10 resolution knows no `exports`, hence no ./slim; TypeScript 7 has dropped it.
  ...["--profile", "node16"],
  // It is for readFile, fetch and bundlers' own ways with assets: there is nothing to import from it.
  ...["--exclude-entrypoints", "./agent_identity.wasm"],
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
