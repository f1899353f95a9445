import { buildTargets, targets } from "./fuzz/build.mjs";
import { fuzzTarget, keepCorpus } from "./fuzz/run-target.mjs";
import { Failure } from "./lib/failure.mjs";
import { main } from "./lib/main.mjs";
import { readArguments } from "./lib/options.mjs";
import { table } from "./lib/print.mjs";
import { cargoFuzz } from "./tools/cargo-tools.mjs";
import { ensureRust } from "./tools/rust.mjs";

const USAGE = `npm run fuzz -- [--seconds <a target>] [--keep] [<target> …]\nTargets: ${targets.join(", ")}`;

await main(async () => {
  const { values, positionals } = readArguments(USAGE, {
    seconds: { type: "string", default: "10" },
    keep: { type: "boolean", default: false },
  });
  const seconds = Number(values.seconds);
  const unknown = positionals.filter((name) => !targets.includes(name));
  if (!Number.isInteger(seconds) || seconds < 1 || unknown.length > 0) throw new Failure(`Usage: ${USAGE}`);
  const chosen = positionals.length > 0 ? positionals : targets;
  for (const ensure of [ensureRust, cargoFuzz.ensure]) await ensure();
  const bin = await buildTargets();
  const rows = [];
  for (const target of chosen) {
    const { executions, edges, failure } = await fuzzTarget(bin(target), target, seconds);
    console.log(`${target}: ${executions.toLocaleString("en")} executions in ${seconds} s`);
    if (failure) throw new Failure(`${target} found something; it is kept in fuzz/findings.\n${failure}`);
    if (values.keep) console.log(`${target}: ${await keepCorpus(bin(target), target)} inputs kept`);
    rows.push([target, executions.toLocaleString("en"), edges.toLocaleString("en")]);
  }
  console.log();
  table([["target", "executions", "edges covered"], ...rows]);
});
