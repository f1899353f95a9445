import { nodeProgram } from "../lib/nodes.mjs";

// The current wrangler does not start on Node 20.
const NODE = 24;

const args = ["node_modules/wrangler/bin/wrangler.js", "dev", "--ip", "127.0.0.1", "--port", "0"];

const options = {
  env: { CI: "true", CLOUDFLARE_CF_FETCH_ENABLED: "false", WRANGLER_SEND_METRICS: "false" },
  ready: /Ready on (http:\S+)/,
};

export const environments = [
  {
    id: "workerd",
    title: "Cloudflare Workers, by wrangler, and slim with ?module there",
    pins: ["wrangler", "workerd"],
    async run(project) {
      await project.serving(await nodeProgram(NODE), args, options, async (url, output) => {
        for (const path of ["/", "/slim"]) {
          const response = await fetch(new URL(path, url));
          const absent = path === "/slim" ? ["gateway"] : [];
          project.check(`${output()}\nSCENARIO ${await response.text()}`, { inspectors: ["util"], absent });
        }
      });
    },
  },
];
