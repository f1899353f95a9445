import { AgentIdentityError, isAgentIdentityError } from "../error.js";
import { memberOf } from "../members.js";
import { unlessAborted } from "./abort.js";
import type { Settings } from "./settings.js";

const FIRST_BACKOFF_MS = 500;
const LONGEST_BACKOFF_MS = 20_000;
/** The longest that a request is put off for the sake of `Retry-After`. */
export const LONGEST_RETRY_AFTER_MS = 60_000;

/** True if the same request may succeed a little later. */
export function isTransient(error: unknown): boolean {
  return (
    isAgentIdentityError(error, "request_failed") ||
    isAgentIdentityError(error, "request_timed_out") ||
    isRateLimit(error) ||
    Math.floor(statusOf(error) / 100) === 5
  );
}

/** True if the authority turned the request away before it looked at it. */
export function isRateLimit(error: unknown): boolean {
  return statusOf(error) === 429;
}

/** Returns NaN if the error is not about a status. */
function statusOf(error: unknown): number {
  return isAgentIdentityError(error, "response_status") ? Number(error.status) : Number.NaN;
}

/**
 * Returns the time that the authority asked for plus an exponential backoff with full jitter, so that callers who were
 * turned away together do not return together.
 * @param tries how many have failed
 * @param random from 0 up to 1
 */
export function retryDelayMs(tries: number, retryAfterMs: number | undefined, random: number): number {
  const backoff = Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** (tries - 1));
  return Math.min(LONGEST_RETRY_AFTER_MS, retryAfterMs ?? 0) + Math.floor(random * backoff);
}

const httpDate = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/;

/**
 * Reads `Retry-After` (RFC 9110 §10.2.3): seconds, or a date in the one form that may be sent.
 * @returns milliseconds from now
 */
export function parseRetryAfter(value: string | null | undefined, now: number): number | undefined {
  const text = value?.trim() ?? "";
  if (/^\d{1,10}$/.test(text)) return 1000 * Number(text);
  const time = httpDate.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? undefined : Math.max(0, time - now);
}

/**
 * Tries until it succeeds, or fails in a way that is not worth another try, or too often.
 * @param origin the authority's. No try begins while it has asked for a pause, be it because of another request.
 */
export async function retrying<T>(
  origin: string,
  tryOnce: () => Promise<T>,
  isWorthRetrying: (error: unknown) => boolean,
  settings: Settings,
  signal?: AbortSignal,
): Promise<T> {
  const { retries, runtime, pauses } = settings;
  let waitedFor = Number.NEGATIVE_INFINITY;
  for (let tries = 1; ; tries++) {
    await pauses.over(origin, waitedFor, settings, signal);
    try {
      return await tryOnce();
    } catch (error) {
      const retryAfterMs = isTransient(error) ? retryAfterOf(error as object) : undefined;
      if (retryAfterMs !== undefined) waitedFor = pauses.extend(origin, retryAfterMs, runtime.now());
      if (tries > retries || !isWorthRetrying(error)) throw counted(error, tries);
      const delay = retryDelayMs(tries, retryAfterMs, runtime.random());
      await unlessAborted(runtime.sleep(delay, signal), signal);
    }
  }
}

const retryAfterOf = (error: object) => memberOf(error, "retryAfterMs") as number | undefined;

function counted(error: unknown, attempts: number): unknown {
  if (attempts > 1 && error instanceof AgentIdentityError) Reflect.set(error, "attempts", attempts);
  return error;
}
