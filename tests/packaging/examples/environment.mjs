import { fromRoot } from "../../../scripts/lib/paths.mjs";
import { nodeProgram } from "../lib/nodes.mjs";

const EXAMPLES = [
  { name: "hono", title: "a gateway with Hono in Node.js", pins: ["hono", "@hono/node-server"] },
  { name: "express", title: "a gateway with Express in Node.js", pins: ["express"] },
  { name: "fastify", title: "a gateway with Fastify in Node.js", pins: ["fastify"] },
  {
    name: "node-http",
    title: "a gateway with the http module of Node.js",
    versions: [`Node ${process.versions.node}`],
    quick: true,
  },
  // The current wrangler does not start on Node 20.
  {
    name: "cloudflare-worker",
    title: "a gateway in a Cloudflare Worker, by wrangler",
    pins: ["wrangler", "workerd"],
    node: 24,
  },
];

/** Every example runs its own test. */
export const environments = EXAMPLES.map(({ name, title, node, ...others }) => ({
  id: `example-${name}`,
  title: `\`examples/${name}\`: ${title}`,
  template: fromRoot("examples", name),
  ...others,
  async run(project) {
    const program = node ? await nodeProgram(node) : process.execPath;
    await project.exec(program, ["--test", "--test-reporter=spec"]);
  },
}));
