import { script } from "../trusted.js";
import type { Job, News } from "./messages.js";
import { workerUrl } from "./worker-url.js";

/** A piece of a file that is small enough to be read between two frames. */
const PIECE_BYTES = 1 << 16;

/**
 * One run over a file: in a worker of its own, whose memory goes back to the system when it ends; or in the page, in
 * small steps, if the browser or the policy of the page allows no worker.
 */
export class Run {
  #worker: Worker | undefined;
  #isOver = false;
  readonly #onNews: (news: News) => void;

  constructor(job: Job, onNews: (news: News) => void) {
    this.#onNews = onNews;
    this.#start(job).catch((error) =>
      this.#tell({ kind: "failed", message: String(error?.message ?? error), isDamagedGzip: false }),
    );
  }

  end() {
    this.#isOver = true;
    this.#worker?.terminate();
  }

  async #start(job: Job) {
    const worker = await startWorker();
    if (this.#isOver) return worker?.terminate();
    if (!worker) return this.#workHere(job);
    this.#worker = worker;
    worker.addEventListener("message", ({ data }: MessageEvent<News>) => this.#tell(data));
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      this.#tell({ kind: "failed", message: event.message, isDamagedGzip: false });
    });
    worker.postMessage(job);
  }

  async #workHere(job: Job) {
    const { work } = await import("./work.js");
    const mayGoOn = async () => {
      await new Promise((resolve) => setTimeout(resolve));
      return !this.#isOver;
    };
    await work(job, { tell: (news) => this.#tell(news), mayGoOn, pieceBytes: PIECE_BYTES });
  }

  #tell(news: News) {
    if (!this.#isOver) this.#onNews(news);
  }
}

/** Returns a worker that runs, or undefined if none can: its script is blocked, for example. */
async function startWorker(): Promise<Worker | undefined> {
  let worker: Worker;
  try {
    worker = new Worker(script(await workerUrl()), { type: "module" });
  } catch {
    return undefined;
  }
  return new Promise((resolve) => {
    worker.addEventListener("message", () => resolve(worker), { once: true });
    worker.addEventListener(
      "error",
      (event) => {
        event.preventDefault();
        worker.terminate();
        resolve(undefined);
      },
      { once: true },
    );
  });
}
