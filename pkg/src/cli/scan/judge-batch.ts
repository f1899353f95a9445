import { AgentPublicKey } from "agent-identity-wasm";
import { BulkJudge, isFailed, Tally, type TallyCounts } from "agent-identity-wasm/bulk";
import { formatRow } from "./format.js";
import type { Batch, Job } from "./job.js";

/** The result for one batch. */
export interface BatchResult {
  /** The lines to print. */
  readonly text: string;
  readonly counts: TallyCounts;
}

/** Returns a function that judges and formats one batch after another. */
export function batchJudge(job: Job): (batch: Batch) => BatchResult {
  const { publicKeys, at, format, failedOnly, styled, expectedAgentRuntimeId, expectedTaskId } = job;
  const judge = new BulkJudge({
    publicKeys: publicKeys.map((key) => AgentPublicKey.parse(key)),
    at,
    ...(expectedAgentRuntimeId === undefined ? {} : { expectedAgentRuntimeId }),
    ...(expectedTaskId === undefined ? {} : { expectedTaskId }),
  });
  return ({ file, found }) => {
    const tally = new Tally();
    const lines: string[] = [];
    for (const judged of judge.judge(found)) {
      tally.add(judged);
      if (!failedOnly || isFailed(judged)) lines.push(formatRow({ ...judged, file }, format, styled));
    }
    return { text: lines.join(""), counts: tally.counts };
  };
}
