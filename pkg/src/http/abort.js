// @ts-check
import { AgentIdentityError } from "../error.js";
import { readMember, readOptions } from "../options.js";
import { coded, quietly } from "./host.js";

/** @typedef {import("../../types/index.js").AbortSignalLike} AbortSignalLike */

/**
 * Works under a signal of ours, which the caller's aborts: the reason of ours is the error to report, and
 * what the caller's may throw stays here.
 * @template T
 * @param {unknown} options
 * @param {(signal: AbortSignal) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function heeding(options, work) {
  const ours = new AbortController();
  const stopListening = follow(readOptions(options, ["signal"]).signal, ours);
  try {
    refuseIfAborted(ours.signal);
    return await work(ours.signal);
  } finally {
    stopListening();
  }
}

/**
 * @param {any} signal
 * @param {AbortController} ours
 * @returns {() => void}
 */
function follow(signal, ours) {
  if (signal === undefined) return () => {};
  const { aborted, add, remove } = readSignal(signal);
  const abort = () => ours.abort(abortedBy(signal));
  if (aborted) {
    abort();
    return () => {};
  }
  const added = coded("wrong_type", "signal cannot be listened to", () => add("abort", abort));
  quietly(() => added);
  return () => quietly(() => remove("abort", abort));
}

/** @param {any} signal */
function readSignal(signal) {
  const names = ["aborted", "addEventListener", "removeEventListener"];
  const [aborted, add, remove] = names.map((name) => readMember(signal ?? {}, name));
  if (typeof aborted !== "boolean" || typeof add !== "function" || typeof remove !== "function") {
    throw new AgentIdentityError("wrong_type", "signal must be an AbortSignal");
  }
  return {
    aborted,
    add: (/** @type {unknown[]} */ ...given) => Reflect.apply(add, signal, given),
    remove: (/** @type {unknown[]} */ ...given) => Reflect.apply(remove, signal, given),
  };
}

/** @param {AbortSignalLike} signal */
function abortedBy(signal) {
  const message = "the caller aborted this call";
  try {
    return new AgentIdentityError("request_aborted", message, signal.reason);
  } catch {
    return new AgentIdentityError("request_aborted", message);
  }
}

/** @param {AbortSignal} [signal] */
export function refuseIfAborted(signal) {
  if (signal?.aborted) throw signal.reason;
}

/**
 * What the promise comes to, or the signal's reason as soon as that is aborted. What works on the promise is
 * not told, and nobody needs to look after it any more.
 * @template T
 * @param {Promise<T>} promise
 * @param {AbortSignal} [signal] one of ours
 * @returns {Promise<T>}
 */
export function unlessAborted(promise, signal) {
  if (!signal) return promise;
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    if (signal.aborted) onAbort();
    else signal.addEventListener("abort", onAbort);
    promise.then(resolve, reject).then(() => signal.removeEventListener("abort", onAbort));
  });
}
