export const environments = [
  {
    id: "deno",
    title: "Deno, without permissions",
    pins: ["deno"],
    async run(project) {
      const printed = await project.bin("deno", "run", "--no-prompt", "main.js");
      project.check(printed, { inspectors: ["util", "Deno"] });
    },
  },
];
