import { readdirSync } from "node:fs";

const RUNTIMES = [
  {
    name: "node",
    title: "Node.js",
    versions: [`Node ${process.versions.node}`],
    run: (project) => project.node("main.js"),
  },
  {
    name: "deno",
    title: "Deno",
    pins: ["deno"],
    run: (project) => project.bin("deno", "run", "--no-prompt", "--allow-net=127.0.0.1", "main.js"),
  },
  {
    name: "bun",
    title: "Bun",
    pins: ["bun"],
    run: (project) => project.exec(bunProgram(project), ["run", "main.js"]),
  },
];

/** A test authority that listens, and a client of it in the same process. */
export const environments = RUNTIMES.map(({ name, title, pins = [], versions = [], run }) => ({
  id: `authority-${name}`,
  title: `the test authority, served by ${title}`,
  pins,
  versions,
  async run(project) {
    const printed = await run(project);
    if (!/^the authority has served$/m.test(printed)) throw new Error(`main.js came to no end:\n${printed}`);
  },
}));

/** The package bun itself holds nothing but a script that would put the right one of these in its place. */
function bunProgram(project) {
  const folder = project.path("node_modules/@oven");
  const [name] = readdirSync(folder);
  return `${folder}/${name}/bin/bun`;
}
