import { nodeProgram } from "../lib/nodes.mjs";
import { checkReports } from "../lib/result.mjs";

// miniflare does not start on Node 20.
const NODE = 24;

const PATHS = ["/", "/slim"];

const absentFrom = (path) => (path === "/slim" ? ["gateway"] : []);

/** How to run what each preset builds, and what prints objects there. */
const presets = [
  {
    preset: "cloudflare_module",
    where: "run by miniflare",
    run: async (project) =>
      project.exec(await nodeProgram(NODE), ["serve.mjs", ".output/server", "index.mjs", ...PATHS]),
    inspectors: ["util"],
  },
  {
    preset: "vercel-edge",
    where: "its handler called in Node.js",
    run: (project) =>
      project.node("handle.mjs", "./.vercel/output/functions/__fallback.func/index.mjs", ...PATHS),
    inspectors: ["util"],
  },
  {
    preset: "netlify-edge",
    where: "its handler called in Deno",
    run: (project) =>
      project.bin("deno", "run", "-A", "handle.mjs", "./.netlify/edge-functions/server/server.js", ...PATHS),
    inspectors: ["util", "Deno"],
  },
];

export const environments = [
  {
    id: "nitro",
    title:
      "Nitro with experimental.wasm: cloudflare_module in workerd, vercel-edge in Node.js, netlify-edge in Deno, node-server",
    pins: ["nitropack", "miniflare", "deno"],
    async run(project) {
      for (const { preset, run, inspectors } of presets) {
        await build(project, preset);
        const expected = PATHS.map((path) => project.expected({ inspectors, absent: absentFrom(path) }));
        checkReports(await run(project), ...expected);
      }
      await build(project, "node-server");
      const options = { env: { HOST: "127.0.0.1", PORT: "0" }, ready: /Listening on (http:\S+)/ };
      await project.serving(process.execPath, [".output/server/index.mjs"], options, async (url, output) => {
        for (const path of PATHS) {
          const response = await fetch(new URL(path, url));
          const surroundings = { inspectors: ["util"], absent: absentFrom(path) };
          project.check(`${output()}\nSCENARIO ${await response.text()}`, surroundings);
        }
      });
    },
  },
];

const build = (project, preset) => project.bin("nitro", "build", "--preset", preset);
