import { type AgentIdentityError, CodedError } from "../error.js";
import { memberOf } from "../members.js";
import { readMember, readOptions } from "../options.js";
import { quietly } from "../quietly.js";
import { coded } from "./host.js";

/** The members of an `AbortSignal` that are used. Every `AbortSignal` has them. */
export interface AbortSignalLike {
  readonly aborted: boolean;
  // biome-ignore lint/suspicious/noExplicitAny: as the DOM declares it.
  readonly reason: any;
  addEventListener(type: "abort", listener: () => void): void;
  removeEventListener(type: "abort", listener: () => void): void;
}

/** The `AbortSignal` of your `lib`, if it has one. */
export type HostAbortSignal = typeof globalThis extends { AbortSignal: { prototype: infer Signal } }
  ? Signal
  : AbortSignalLike;

/**
 * Runs `work` with a signal of ours that follows the caller's. The reason of our signal is always an error to report,
 * and an exception that the caller's signal throws stays here.
 * @internal
 */
export async function heeding<T>(options: unknown, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const ours = new AbortController();
  const stopListening = follow(readOptions(options, ["signal"]).signal, ours);
  try {
    refuseIfAborted(ours.signal);
    return await work(ours.signal);
  } finally {
    stopListening();
  }
}

function follow(signal: unknown, ours: AbortController): () => void {
  if (signal === undefined) return () => {};
  const { aborted, add, remove, reason } = readSignal(signal);
  const abort = () => ours.abort(abortedBy(reason));
  if (aborted) {
    abort();
    return () => {};
  }
  const added = coded("wrong_type", "signal cannot be listened to", () => add("abort", abort));
  quietly(() => added);
  return () => quietly(() => remove("abort", abort));
}

function readSignal(signal: unknown) {
  const given = typeof signal === "object" && signal !== null ? signal : {};
  const aborted = readMember(given, "aborted");
  const add = readMember(given, "addEventListener");
  const remove = readMember(given, "removeEventListener");
  if (typeof aborted !== "boolean" || typeof add !== "function" || typeof remove !== "function") {
    throw new CodedError("wrong_type", "signal must be an AbortSignal");
  }
  return {
    aborted,
    add: (...listener: [string, () => void]): unknown => Reflect.apply(add, signal, listener),
    remove: (...listener: [string, () => void]): unknown => Reflect.apply(remove, signal, listener),
    reason: (): unknown => memberOf(given, "reason"),
  };
}

function abortedBy(reason: () => unknown): AgentIdentityError {
  const message = "the caller aborted this call";
  try {
    return new CodedError("request_aborted", message, reason());
  } catch {
    return new CodedError("request_aborted", message);
  }
}

/** @internal */
export function refuseIfAborted(signal?: AbortSignal): void {
  if (signal?.aborted) throw signal.reason;
}

/**
 * Settles as the promise does, or rejects with the signal's reason as soon as that is aborted. The work behind the
 * promise goes on, and its result needs no handler.
 * @param signal one of ours
 * @internal
 */
export function unlessAborted<T>(promise: Promise<T>, signal?: AbortSignal): Promise<T> {
  if (!signal) return promise;
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    if (signal.aborted) onAbort();
    else signal.addEventListener("abort", onAbort);
    promise.then(resolve, reject).then(() => signal.removeEventListener("abort", onAbort));
  });
}
