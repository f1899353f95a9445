// How fast `scan` reads a large log, beside `grep -c` and a loop written by hand, and how much memory it takes:
//   npm run bench:scan [-- --headers 4000000] [--report docs/benchmarks/scan.md]
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { keySet, MAX_DISTINCT, writeLog } from "./scan/file.mjs";

const pathOf = (path) => fileURLToPath(new URL(path, import.meta.url));
const PROGRAM = pathOf("../pkg/dist/cli.js");

const { values } = parseArgs({
  options: { headers: { type: "string", default: "200000" }, report: { type: "string" } },
});
const headers = Number(values.headers);
const folder = mkdtempSync(join(tmpdir(), "agent-identity-scan-"));
try {
  const rows = await measure(join(folder, "log.ndjson"), join(folder, "keys.json"));
  const text = reportOf(rows, statSync(join(folder, "log.ndjson")).size);
  console.log(text);
  if (values.report) writeFileSync(values.report, text);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function measure(file, keys) {
  writeFileSync(keys, JSON.stringify(keySet()));
  await writeLog(file, headers);
  const { size } = statSync(file);
  const loopLines = Math.min(headers, 400_000);
  return [
    { name: "`grep -c AgentAssertion`", ...(await timed("grep", ["-c", "AgentAssertion", file])), size },
    { name: "`scan`, without a key", ...(await scanned([file])), size },
    {
      name: `\`scan --key keys.json\`, ${availableParallelism()} cores`,
      ...(await scanned([file, "--key", keys])),
      size,
    },
    { name: "a loop written by hand", ...(await timedLoop(file, loopLines)) },
  ];
}

/** The summary shows that every header was judged. */
async function scanned(args) {
  const memory = ["--import", pathOf("scan/peak-memory.mjs")];
  const { errors, ...run } = await timed(process.execPath, [
    ...memory,
    PROGRAM,
    "scan",
    "--csv",
    "--failed",
    ...args,
  ]);
  const expected = args.includes("--key") ? "and all are valid." : "assertions were found.";
  if (!errors.includes(`${headers.toLocaleString("en")} assertions`) || !errors.includes(expected))
    throw new Error(errors);
  return run;
}

async function timedLoop(file, lines) {
  const { output, ...run } = await timed(process.execPath, [pathOf("scan/loop.mjs"), file, String(lines)]);
  const { valid, bytes } = JSON.parse(output);
  if (valid !== lines) throw new Error(`${valid} of ${lines} are valid`);
  return { ...run, size: bytes };
}

async function timed(command, args) {
  console.log(`$ ${command} ${args.join(" ")}`);
  const started = performance.now();
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe", "pipe"] });
  const [output, errors, memory] = await Promise.all(child.stdio.slice(1).map(textOf));
  return {
    output,
    errors,
    seconds: (performance.now() - started) / 1000,
    memoryKb: Number(memory) || undefined,
  };
}

async function textOf(stream) {
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

function reportOf(rows, size) {
  const lines = rows.map(({ name, seconds, size: read, memoryKb }) => {
    const memory = memoryKb === undefined ? "" : `${Math.round(memoryKb / 1024)} MB`;
    return `| ${name} | ${(read / 1e6 / seconds).toFixed(1)} | ${seconds.toFixed(1)} | ${memory} |`;
  });
  return `# Scanning a large log

${(size / 1e9).toFixed(2)} GB of NDJSON with ${headers.toLocaleString("en")} headers of 50 agents, of which ${Math.min(headers, MAX_DISTINCT).toLocaleString("en")} differ, and the
50 keys in one key set.
Node ${process.versions.node}, ${availableParallelism()} cores that other programs share: the ratios are what counts. (\`npm run bench:scan\`)

| | MB/s | seconds | most memory |
|---|---:|---:|---:|
${lines.join("\n")}

\`grep\` only counts lines. \`scan\` reads the structure of the text, finds each header, checks its form, its time and, with keys, its
signature by the key that fits. The loop does what somebody would write for this one log: \`JSON.parse\`, \`node:crypto\`, one key for each
agent, one core, and no check of the form. It reads the first 400,000 lines at most.
`;
}
