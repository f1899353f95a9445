import { spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { fromRoot, root } from "../lib/paths.mjs";
import { writeSeeds } from "./seeds.mjs";

/** Inputs longer than any that is read, by the largest limit that matters to a parser's paths. */
const LONGEST = 10_000;
const SECONDS_AN_INPUT = 10;

/** Fuzzes for so many seconds; answers the counts, and the report where something was found. */
export async function fuzzTarget(bin, target, seconds) {
  const found = folder("target/fuzz/corpus", target);
  const report = await output(bin, [
    ...[found, folder("fuzz/corpus", target), writeSeeds(target)],
    `-max_total_time=${seconds}`,
    `-max_len=${LONGEST}`,
    `-timeout=${SECONDS_AN_INPUT}`,
    "-dict=fuzz/words.dict",
    `-artifact_prefix=${folder("fuzz/findings", target)}/`,
    "-print_final_stats=1",
  ]);
  writeFileSync(`${folder("target/fuzz/logs")}/${target}.log`, report.text);
  return {
    executions: Number(/number_of_executed_units:\s*(\d+)/.exec(report.text)?.[1] ?? 0),
    edges: Number(/.*cov: (\d+)/s.exec(report.text)?.[1] ?? 0),
    failure: report.code === 0 ? undefined : whatWasFound(report.text),
  };
}

function whatWasFound(text) {
  const lines = text.split("\n");
  const telling = /panicked at|ERROR: libFuzzer|Test unit written/;
  const found = lines.flatMap((line, index) => (telling.test(line) ? lines.slice(index, index + 3) : []));
  return (found.length > 0 ? found : lines.slice(-10)).join("\n");
}

function folder(...parts) {
  const path = fromRoot(...parts);
  mkdirSync(path, { recursive: true });
  return path;
}

/** libFuzzer reports on standard error. */
function output(bin, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(bin, args, { cwd: root, stdio: ["ignore", "ignore", "pipe"] });
    let text = "";
    child.stderr.setEncoding("utf8").on("data", (chunk) => {
      text += chunk;
    });
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, text }));
  });
}
