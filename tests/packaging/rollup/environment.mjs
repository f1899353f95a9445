import { rmSync } from "node:fs";

export const environments = [
  {
    id: "rollup",
    title: "rollup with node-resolve",
    pins: ["rollup"],
    quick: true,
    async run(project) {
      await project.bin("rollup", "main.js", "--plugin", "node-resolve", "--file", "bundle.mjs");
      rmSync(project.path("node_modules"), { recursive: true });
      project.check(await project.node("bundle.mjs"), { inspectors: ["util"] });
    },
  },
];
