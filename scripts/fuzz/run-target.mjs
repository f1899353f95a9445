import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { Failure } from "../lib/failure.mjs";
import { root } from "../lib/paths.mjs";
import { emptied, folder, packCorpus, unpackCorpus } from "./corpus.mjs";

/** The longest input in bytes. It exceeds the largest limit on which the paths of a parser depend. */
const LONGEST = 10_000;
const SECONDS_AN_INPUT = 10;

/** Fuzzes for a number of seconds. Returns the counts, and the report if something was found. */
export async function fuzzTarget(bin, target, seconds) {
  const found = folder("target/fuzz/corpus", target);
  const report = await output(bin, [
    ...[found, unpackCorpus(target)],
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

/** Makes the smallest inputs that reach every edge reached so far the new corpus. Returns their number. */
export async function keepCorpus(bin, target) {
  const minimal = emptied("target/fuzz/minimal", target);
  const sources = [folder("target/fuzz/corpus", target), unpackCorpus(target)];
  const flags = ["-set_cover_merge=1", "-use_counters=0", "-max_len=1000"];
  const { code, text } = await output(bin, [...flags, minimal, ...sources]);
  if (code !== 0) throw new Failure(whatWasFound(text));
  return packCorpus(target, minimal);
}

function whatWasFound(text) {
  const lines = text.split("\n");
  const telling = /panicked at|ERROR: libFuzzer|Test unit written/;
  const found = lines.flatMap((line, index) => (telling.test(line) ? lines.slice(index, index + 3) : []));
  return (found.length > 0 ? found : lines.slice(-10)).join("\n");
}

/** Runs a target. Returns its exit code and its standard error, to which libFuzzer writes its report. */
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
