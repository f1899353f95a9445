// @ts-check
import { AgentIdentityError } from "../error.js";
import { readOptions } from "../options.js";

/** @typedef {import("../../types/index.js").AbortSignalLike} AbortSignalLike */

/**
 * @param {unknown} options
 * @returns {AbortSignalLike | undefined}
 */
export function readSignal(options) {
  const { signal } = readOptions(options, ["signal"]);
  if (signal !== undefined && typeof signal?.addEventListener !== "function") {
    throw new AgentIdentityError("wrong_type", "signal must be an AbortSignal");
  }
  return signal;
}

/** @param {AbortSignalLike} signal */
export function aborted(signal) {
  return new AgentIdentityError("request_aborted", "the caller aborted this call", signal.reason);
}

/** @param {AbortSignalLike | undefined} signal */
export function refuseIfAborted(signal) {
  if (signal?.aborted) throw aborted(signal);
}

/**
 * What the promise comes to, or `failure()` as soon as the signal is aborted. What works on the promise is
 * not told, and nobody needs to look after it any more.
 * @template T
 * @param {Promise<T>} promise
 * @param {AbortSignalLike | undefined} signal
 * @param {(signal: AbortSignalLike) => unknown} [failure]
 * @returns {Promise<T>}
 */
export function unlessAborted(promise, signal, failure = aborted) {
  if (!signal) return promise;
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(failure(signal));
    if (signal.aborted) onAbort();
    else signal.addEventListener("abort", onAbort);
    promise.then(resolve, reject).then(() => signal.removeEventListener("abort", onAbort));
  });
}
