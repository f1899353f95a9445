import { script } from "../trusted.js";
import type { Job, News } from "./messages.js";
import workerUrl from "./worker.ts?worker&url";

/** Work in a worker of its own, which ends with it: what it took goes back to the system. */
export class Run {
  #worker: Worker;

  constructor(job: Job, onNews: (news: News) => void) {
    this.#worker = new Worker(script(new URL(workerUrl, import.meta.url)), { type: "module" });
    this.#worker.addEventListener("message", ({ data }: MessageEvent<News>) => onNews(data));
    this.#worker.addEventListener("error", ({ message }) =>
      onNews({ kind: "failed", message, isDamagedGzip: false }),
    );
    this.#worker.postMessage(job);
  }

  end() {
    this.#worker.terminate();
  }
}
