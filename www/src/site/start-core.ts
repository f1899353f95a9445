import init from "agent-identity-wasm";
import type { CompiledCore } from "../core/compiled-core.js";
import { script } from "../trusted.js";
import workerUrl from "./fetch-core.ts?worker&url";

type Answer = { readonly core: CompiledCore } | { readonly message: string };

/**
 * Starts the core from a file of its own. A worker fetches it, because the policy of the page lets the page itself make no
 * request at all.
 */
export async function startInPage(): Promise<CompiledCore | undefined> {
  // This rejects with the reason if the browser has no WebAssembly.
  if (typeof WebAssembly === "undefined") await init(new ArrayBuffer(0));
  const core = await compiledByWorker();
  await init(core);
  return core;
}

function compiledByWorker(): Promise<CompiledCore> {
  const worker = new Worker(script(new URL(workerUrl, import.meta.url)), { type: "module" });
  const answered = new Promise<CompiledCore>((resolve, reject) => {
    worker.addEventListener("message", ({ data }: MessageEvent<Answer>) => {
      if ("core" in data) resolve(data.core);
      else reject(new Error(data.message));
    });
    worker.addEventListener("error", ({ message }) => reject(new Error(message || "a worker cannot start")));
  });
  return answered.finally(() => worker.terminate());
}
