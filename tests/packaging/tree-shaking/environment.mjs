import { Failure } from "../../../scripts/lib/failure.mjs";

const LIMIT = 1000;

const bundlers = {
  esbuild: ["main.js", "--bundle", "--format=esm", "--outfile=bundle.js"],
  rollup: ["main.js", "--plugin", "node-resolve", "--file", "bundle.js"],
};

export const environments = Object.entries(bundlers).map(([bundler, args]) => ({
  id: `tree-shaking-${bundler}`,
  title: `${bundler} leaves the package out where it is imported and not used`,
  pins: [bundler],
  quick: true,
  async run(project) {
    await project.bin(bundler, ...args);
    const bundle = project.read("bundle.js");
    if (!bundle.includes("none of it is used")) throw new Failure("The bundle is not that of the program.");
    if (bundle.length >= LIMIT) throw new Failure(`${bundle.length} bytes remain; ${LIMIT} are the limit.`);
    return `${bundle.length} bytes remain`;
  },
}));
