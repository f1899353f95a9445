import { parentPort, workerData } from "node:worker_threads";
import type { Job } from "./job.js";
import { batchJudge } from "./judge-batch.js";
import { unpack } from "./packed.js";

/** Judges the batches that the main thread posts, and posts each result in turn. */
export function runWorker(): void {
  const judge = batchJudge(workerData as Job);
  parentPort?.on("message", (batch: string) => parentPort?.postMessage(judge(unpack(batch))));
}
