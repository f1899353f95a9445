import { readdirSync } from "node:fs";

export const environments = [
  {
    id: "bun",
    title: "Bun",
    pins: ["bun"],
    async run(project) {
      const printed = await project.exec(program(project), ["run", "main.js"]);
      project.check(printed, { inspectors: ["util", "Bun"] });
    },
  },
];

/** The package bun itself holds nothing but a script that would put the right one of these in its place. */
function program(project) {
  const folder = project.path("node_modules/@oven");
  const [name] = readdirSync(folder);
  return `${folder}/${name}/bin/bun`;
}
