import init, { AgentPublicKey, AssertionExtractor } from "agent-identity-wasm";
import { BulkJudge, Tally } from "agent-identity-wasm/bulk";
import type { Job, News } from "./messages.js";
import { Reading } from "./reading.js";
import { redacted } from "./redacted.js";
import { rowOf } from "./row.js";

const BATCH = 250;

/** How the work gives way to other work, and learns whether to go on. */
export interface Host {
  readonly tell: (news: News) => void;
  /** Resolves to false if the work is to end. */
  readonly mayGoOn: () => Promise<boolean>;
  /** The longest piece of a file that is read in one go. */
  readonly pieceBytes: number;
}

/** Finds and judges every assertion of a file, and tells of each batch. */
export async function work(job: Job, host: Host): Promise<void> {
  const reading = new Reading(job.file);
  try {
    if (await judgeAll(job, reading, host)) host.tell({ kind: "done", isHar: reading.isHar });
  } catch (error) {
    host.tell({
      kind: "failed",
      message: error instanceof Error ? error.message : String(error),
      isDamagedGzip: reading.isGzip && error instanceof TypeError,
    });
  }
}

/** Returns false if the work was told to end. */
async function judgeAll({ keys, options, at, now, core }: Job, reading: Reading, host: Host) {
  await init(core);
  const judge = new BulkJudge({
    ...options,
    publicKeys: keys.map((key) => AgentPublicKey.parse(key)),
    at,
    now: () => now,
  });
  const tally = new Tally();
  let count = 0;
  const extractor = new AssertionExtractor();
  const judged = async (found: ReturnType<typeof extractor.push>) => {
    for (let start = 0; start < Math.max(found.length, 1); start += BATCH) {
      const batch = judge.judge(found.slice(start, start + BATCH));
      for (const judged of batch) tally.add(judged);
      const rows = batch.map((judged) => redacted(rowOf(judged, count++)));
      host.tell({ kind: "rows", rows, bytes: reading.bytes, summary: tally.summary() });
      if (!(await host.mayGoOn())) return false;
    }
    return true;
  };
  for await (const piece of reading.pieces(host.pieceBytes)) {
    if (!(await judged(extractor.push(piece)))) return false;
  }
  return judged(extractor.finish());
}
