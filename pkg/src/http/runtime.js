// @ts-check

/** @typedef {import("../../types/index.js").Runtime} Runtime */

/** @type {Required<Runtime>} */
export const hostRuntime = { now: () => Date.now(), random: () => Math.random(), sleep };

/**
 * Comes back after this time, or throws the signal's reason at once when it is aborted. Leaves no timer.
 * @param {number} ms
 * @param {import("../../types/index.js").AbortSignalLike} [signal]
 * @returns {Promise<void>}
 */
function sleep(ms, signal) {
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
