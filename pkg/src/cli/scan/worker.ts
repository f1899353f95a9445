import { parentPort, workerData } from "node:worker_threads";
import type { Batch, Job } from "./job.js";
import { batchJudge } from "./judge-batch.js";

/** Judges the batches that the main thread posts, and posts each result in turn. */
export function runWorker(): void {
  const judge = batchJudge(workerData as Job);
  parentPort?.on("message", (batch: Batch) => parentPort?.postMessage(judge(batch)));
}
