import { nodeProgram } from "../tests/packaging/lib/nodes.mjs";
import { buildPackage, buildTools } from "./build/package.mjs";
import { buildPrimitive } from "./build/primitive.mjs";
import { main } from "./lib/main.mjs";
import { readOptions } from "./lib/options.mjs";
import { run } from "./lib/run.mjs";

await main(async () => {
  const { node, save } = readOptions("npm run bench [-- --node 20|22|24] [--save]", {
    node: { type: "string" },
    save: { type: "boolean" },
  });
  for (const ensure of buildTools) await ensure();
  await buildPackage();
  const program = node ? await nodeProgram(Number(node)) : process.execPath;
  const where = save ? ["--report", "docs/benchmarks/node.md", "--chart", "docs/benchmarks/headers.svg"] : [];
  await run(program, ["benches/node.mjs", "--primitive", await buildPrimitive(), ...where]);
});
