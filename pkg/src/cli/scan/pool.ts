import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { Batch, Job } from "./job.js";
import { type BatchResult, batchJudge } from "./judge-batch.js";
import { pack } from "./packed.js";

/** Starting workers takes longer than judging this many assertions. */
const MIN_FOUND_FOR_WORKERS = 4096;

const MAX_WORKERS = 3;

/** Each worker has one batch to judge and one to continue with. */
const BATCHES_PER_WORKER = 2;

/** Batches are short-lived, so the default of three times 16 MB would only be filled with garbage. */
const WORKER_LIMITS = { maxYoungGenerationSizeMb: 12 };

interface JudgeWorker {
  readonly worker: Worker;
  readonly waiting: ((result: BatchResult | Error) => void)[];
}

/**
 * Judges batches, on all cores once there are enough of them: in workers, and in this thread while the workers have enough to
 * do. Results come in the order of the batches.
 */
export class JudgePool {
  readonly #job: Job;
  readonly #script: URL;
  readonly #judgeHere: (batch: Batch) => BatchResult;
  #found = 0;
  #workers: JudgeWorker[] = [];
  readonly #running: Promise<BatchResult>[] = [];

  constructor(job: Job, script: URL) {
    this.#job = job;
    this.#script = script;
    this.#judgeHere = batchJudge(job);
  }

  /** Takes a batch. Yields the results that must be fetched before another batch is taken. */
  async *push(batch: Batch): AsyncGenerator<BatchResult> {
    this.#found += batch.found.length;
    if (this.#workers.length === 0 && this.#found > MIN_FOUND_FOR_WORKERS) this.#start();
    if (this.#workers.length === 0) {
      yield this.#judgeHere(batch);
      return;
    }
    const worker = this.#leastBusy();
    const isBusy = worker.waiting.length >= BATCHES_PER_WORKER;
    this.#running.push(isBusy ? Promise.resolve(this.#judgeHere(batch)) : this.#post(batch, worker));
    while (this.#running.length > (this.#workers.length + 1) * BATCHES_PER_WORKER) yield await this.#oldest();
  }

  /** Yields the results that are left. */
  async *finish(): AsyncGenerator<BatchResult> {
    while (this.#running.length > 0) yield await this.#oldest();
  }

  async close(): Promise<void> {
    await Promise.all(this.#workers.map(({ worker }) => worker.terminate()));
    this.#workers = [];
  }

  #oldest(): Promise<BatchResult> {
    return this.#running.shift() as Promise<BatchResult>;
  }

  #leastBusy(): JudgeWorker {
    return this.#workers.reduce((least, one) => (one.waiting.length < least.waiting.length ? one : least));
  }

  #start(): void {
    // This thread is one more: it reads, finds and judges, too.
    const count = Math.min(availableParallelism() - 1, MAX_WORKERS);
    this.#workers = Array.from({ length: count }, () => this.#startWorker());
  }

  #startWorker(): JudgeWorker {
    const worker = new Worker(this.#script, { workerData: this.#job, resourceLimits: WORKER_LIMITS });
    const waiting: JudgeWorker["waiting"] = [];
    worker.on("message", (result: BatchResult) => waiting.shift()?.(result));
    const end = (error: Error) => {
      for (const settle of waiting.splice(0)) settle(error);
    };
    worker.on("error", end);
    worker.on("exit", () => end(new Error("a worker thread ended before its work was done")));
    return { worker, waiting };
  }

  #post(batch: Batch, { worker, waiting }: JudgeWorker): Promise<BatchResult> {
    const result = new Promise<BatchResult>((resolve, reject) => {
      waiting.push((outcome) => (outcome instanceof Error ? reject(outcome) : resolve(outcome)));
    });
    // The reader of the results may stop before this one.
    result.catch(() => {});
    worker.postMessage(pack(batch));
    return result;
  }
}
