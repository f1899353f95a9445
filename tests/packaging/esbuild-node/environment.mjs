import { rmSync } from "node:fs";

export const environments = [
  {
    id: "esbuild-node",
    title: "esbuild to CommonJS for Node.js, minified, as VS Code extensions are",
    pins: ["esbuild"],
    quick: true,
    async run(project) {
      const options = ["--bundle", "--minify", "--platform=node", "--format=cjs", "--outfile=bundle.cjs"];
      await project.bin("esbuild", "main.js", ...options);
      // The bundle has to do without the package that it was made of.
      rmSync(project.path("node_modules"), { recursive: true });
      project.check(await project.node("bundle.cjs"), { inspectors: ["util"] });
    },
  },
];
