import type { AbortSignalLike } from "./abort.js";

/**
 * Time and chance, for tests that need to be in charge of them. The host's unless given. What throws, or gives
 * anything else than it should, ends the request: `wrong_type`, `number_out_of_range`.
 */
export interface Runtime {
  /** Milliseconds since 1970. */
  now?(): number;
  /** Comes back after this time, or throws as soon as the signal is aborted. */
  sleep?(ms: number, signal?: AbortSignalLike): Promise<void>;
  /** From 0 up to, but not including, 1. */
  random?(): number;
}

/** @internal */
export const hostRuntime: Required<Runtime> = { now: () => Date.now(), random: () => Math.random(), sleep };

/** Resolves after this time, or rejects with the signal's reason as soon as that is aborted. Leaves no timer. */
function sleep(ms: number, signal?: AbortSignalLike): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const timer = setTimeout(finish, ms);
    signal?.addEventListener("abort", cancel);

    function finish() {
      signal?.removeEventListener("abort", cancel);
      resolve();
    }

    function cancel() {
      clearTimeout(timer);
      signal?.removeEventListener("abort", cancel);
      reject(signal?.reason);
    }
  });
}
