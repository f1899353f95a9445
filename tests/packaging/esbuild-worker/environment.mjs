export const environments = [
  {
    id: "esbuild-worker",
    title: "esbuild to a script for a web worker, in a VM without fs, require, fetch and URL",
    pins: ["esbuild"],
    quick: true,
    async run(project) {
      await project.bin("esbuild", "main.js", "--bundle", "--minify", "--format=iife", "--outfile=bundle.js");
      project.check(await project.node("worker.mjs"), {
        structuredClone: false,
        absent: ["AbortController"],
      });
    },
  },
];
