import { Tally } from "agent-identity-wasm/bulk";
import { type Call, defineCommand } from "../command.js";
import { CommandError, EXIT, type ExitCode, oneLine } from "../errors.js";
import { STDIN } from "../input.js";
import { readKeys } from "../keys.js";
import { batchesOf } from "../scan/batches.js";
import { headerLine } from "../scan/format.js";
import type { Format, Job } from "../scan/job.js";
import type { BatchResult } from "../scan/judge-batch.js";
import { JudgePool } from "../scan/pool.js";
import { Progress } from "../scan/progress.js";
import type { Terminal } from "../terminal.js";
import { readAt } from "../times.js";

const options = {
  key: {
    type: "string",
    multiple: true,
    value: "KEY|FILE",
    help: "A public key, or a file with keys. May be repeated: one of them must fit.",
  },
  at: {
    type: "string",
    value: "sent|now|any|TIME",
    help: "Judges ages by the time of each request (the default; the current time if the text does not tell), by the current time, not at all, or by a given time.",
  },
  agent: { type: "string", value: "ID", help: "The only agent_runtime_id that is accepted." },
  task: { type: "string", value: "ID", help: "The only task_id that is accepted." },
  failed: {
    type: "boolean",
    help: "Prints only what failed: invalid assertions, and requests that were answered with an error.",
  },
  strict: { type: "boolean", help: "Exits with 1 if an assertion is not valid." },
  json: { type: "boolean", help: "Prints one JSON object per line." },
  csv: { type: "boolean", help: "Prints CSV (RFC 4180)." },
} as const;

type ScanCall = Call<typeof options>;

export const scan = defineCommand({
  name: "scan",
  summary: "Finds and judges every assertion in HAR files, logs and NDJSON.",
  usage: "[FILE…|-] [--key KEY|FILE]… [--at sent|now|any|TIME] [--failed] [--strict] [--json|--csv]",
  details: [
    "Reads any number of files or standard input, gzip included, in memory that does not grow with their size. Prints one line per assertion and a summary. With --json and --csv the summary goes to standard error.",
    "Exit code: 0 everything was read, whatever the verdicts; 1 with --strict if an assertion is not valid; 2 usage or file error.",
  ],
  options,
  maxPositionals: Number.POSITIVE_INFINITY,
  async run(call) {
    const files = call.positionals.length > 0 ? call.positionals : [STDIN];
    const job = await readJob(call);
    const pool = new JudgePool(job, new URL(import.meta.url));
    try {
      return await new Scan(files, job, pool, call).run();
    } finally {
      await pool.close();
    }
  },
});

async function readJob({ values, terminal }: ScanCall): Promise<Job> {
  if (values.json && values.csv) throw new CommandError("--json and --csv exclude each other");
  const { publicKeys } = await readKeys(values.key);
  if (values.key && publicKeys.length === 0)
    throw new CommandError("--key: the key set contains no Ed25519 key");
  return {
    publicKeys: publicKeys.map((key) => key.toSsh()),
    at: readAt(values.at ?? "sent", ["sent", "now", "any"] as const),
    format: formatOf(values),
    failedOnly: values.failed ?? false,
    styled: terminal.style("bold", "x") !== "x",
    ...(values.agent === undefined ? {} : { expectedAgentRuntimeId: values.agent }),
    ...(values.task === undefined ? {} : { expectedTaskId: values.task }),
  };
}

function formatOf({ json, csv }: ScanCall["values"]): Format {
  if (json) return "json";
  return csv ? "csv" : "text";
}

/** One run over some files. */
class Scan {
  readonly #files: readonly string[];
  readonly #job: Job;
  readonly #pool: JudgePool;
  readonly #terminal: Terminal;
  readonly #strict: boolean;
  readonly #progress: Progress;
  readonly #tally = new Tally();
  #unreadable = 0;

  constructor(files: readonly string[], job: Job, pool: JudgePool, { terminal, values }: ScanCall) {
    this.#files = files;
    this.#job = job;
    this.#pool = pool;
    this.#terminal = terminal;
    this.#strict = values.strict ?? false;
    this.#progress = new Progress(files, terminal);
  }

  async run(): Promise<ExitCode> {
    await this.#terminal.write(headerLine(this.#job.format));
    for (const file of this.#files) await this.#read(file);
    await this.#print(this.#pool.finish());
    this.#progress.clear();
    await this.#summarize();
    if (this.#unreadable > 0) return EXIT.usage;
    const { total, valid } = this.#tally.counts;
    return this.#strict && valid < total ? EXIT.invalid : EXIT.valid;
  }

  /** A file that cannot be read does not keep the others from being read. */
  async #read(file: string): Promise<void> {
    try {
      for await (const batch of batchesOf(file, (count) => this.#progress.addBytes(count))) {
        await this.#print(this.#pool.push(batch));
      }
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      this.#unreadable += 1;
      this.#progress.clear();
      this.#terminal.note(`agent-identity-wasm: ${oneLine(error)}`);
    }
  }

  async #print(results: AsyncIterable<BatchResult>): Promise<void> {
    for await (const { text, counts } of results) {
      this.#tally.merge(counts);
      this.#progress.addFound(counts.total);
      if (!text) continue;
      this.#progress.clear();
      await this.#terminal.write(text);
    }
  }

  async #summarize(): Promise<void> {
    const summary = this.#tally.summary();
    if (this.#job.format !== "text") return this.#terminal.note(summary);
    await this.#terminal.print(this.#terminal.style("bold", summary));
  }
}
