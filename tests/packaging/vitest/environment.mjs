const SIMULATED = ["jsdom", "happy-dom", "edge-runtime"];

export const environments = [
  {
    id: "vitest",
    title: "Vitest with jsdom, with happy-dom and with edge-runtime",
    pins: ["vitest"],
    async run(project) {
      for (const name of SIMULATED) {
        project.check(await project.bin("vitest", "run", "--environment", name), { inspectors: ["util"] });
      }
    },
  },
];
