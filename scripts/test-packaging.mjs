import { allEnvironments } from "../tests/packaging/environments.mjs";
import { byName } from "../tests/packaging/lib/choose.mjs";
import { checkMatrix, markdownMatrix, writeMatrix } from "../tests/packaging/lib/matrix.mjs";
import { npmLock } from "../tests/packaging/lib/npm.mjs";
import { pinsOf } from "../tests/packaging/lib/project.mjs";
import { runEnvironments } from "../tests/packaging/lib/run.mjs";
import { buildInspector } from "./build/inspector.mjs";
import { buildPackage, buildTools } from "./build/package.mjs";
import { main } from "./lib/main.mjs";
import { readOptions } from "./lib/options.mjs";

const USAGE = "npm run test:packaging [-- --list] [--lock] [--only <id>,<id>] [--tarball <file>] [--write]";

await main(async () => {
  const { list, lock, only, tarball, write } = readOptions(USAGE, {
    list: { type: "boolean" },
    lock: { type: "boolean" },
    only: { type: "string" },
    tarball: { type: "string" },
    write: { type: "boolean" },
  });
  const all = await allEnvironments();
  if (list) return printList(all);
  if (lock) return lockTemplates(all);
  const chosen = byName(all, only);
  for (const ensure of buildTools) await ensure();
  if (!tarball) await buildPackage();
  if (chosen.some(({ folder }) => folder === "inspector")) await buildInspector();
  const report = await runEnvironments(all, chosen, tarball);
  report.print();
  const settled = !report.complete || settleMatrix(markdownMatrix(all), write && report.failed === 0);
  console.log(`\n${report}`);
  if (report.failed > 0 || !settled) process.exitCode = 1;
});

function printList(environments) {
  for (const { id, title } of environments) console.log(`  ${id.padEnd(22)}${title}`);
}

/** Writes the lock files of the templates, which is needed after a pin has changed. */
async function lockTemplates(environments) {
  const templates = new Set(environments.map(({ template }) => template));
  for (const template of templates) {
    if (Object.keys(pinsOf(template)).length > 0) await npmLock(template);
  }
}

function settleMatrix(matrix, write) {
  console.log(`\n${matrix}\n`);
  return write ? writeMatrix(matrix) : checkMatrix(matrix);
}
