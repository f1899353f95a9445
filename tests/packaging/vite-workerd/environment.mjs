import { nodeProgram } from "../lib/nodes.mjs";
import { checkReports } from "../lib/result.mjs";

// miniflare does not start on Node 20.
const NODE = 24;

export const environments = [
  {
    id: "vite-workerd",
    title: "Vite's build for Cloudflare Workers with the plugin of docs/ENVIRONMENTS.md, run by miniflare",
    pins: ["vite", "miniflare"],
    async run(project) {
      await project.bin("vite", "build");
      const args = ["serve.mjs", "dist", "worker.js", "/", "/slim"];
      const printed = await project.exec(await nodeProgram(NODE), args);
      const [main, slim] = [[], ["gateway"]].map((absent) =>
        project.expected({ inspectors: ["util"], absent }),
      );
      checkReports(printed, main, slim);
    },
  },
];
