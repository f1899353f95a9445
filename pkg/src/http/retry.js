// @ts-check
import { AgentIdentityError, isAgentIdentityError } from "../error.js";
import { unlessAborted } from "./abort.js";

/** @typedef {import("./settings.js").Settings} Settings */

const FIRST_BACKOFF_MS = 500;
const LONGEST_BACKOFF_MS = 20_000;
const LONGEST_RETRY_AFTER_MS = 60_000;

/**
 * Whether the same request may fare better a little later.
 * @param {unknown} error
 */
export function isTransient(error) {
  return (
    isAgentIdentityError(error, "request_failed") ||
    isAgentIdentityError(error, "request_timed_out") ||
    isRateLimit(error) ||
    Math.floor(statusOf(error) / 100) === 5
  );
}

/**
 * Whether the authority turned the request away before it looked at it.
 * @param {unknown} error
 */
export function isRateLimit(error) {
  return statusOf(error) === 429;
}

/**
 * @param {unknown} error
 * @returns {number} NaN where no status is the reason
 */
function statusOf(error) {
  return isAgentIdentityError(error, "response_status") ? Number(error.status) : Number.NaN;
}

/**
 * What the authority asked for, and on top of it an exponential backoff with full jitter, so that those who
 * were turned away together do not come back together.
 * @param {number} tries how many have failed
 * @param {number | undefined} retryAfterMs
 * @param {number} random from 0 up to 1
 */
export function retryDelayMs(tries, retryAfterMs, random) {
  const backoff = Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** (tries - 1));
  return Math.min(LONGEST_RETRY_AFTER_MS, retryAfterMs ?? 0) + Math.floor(random * backoff);
}

const httpDate = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/;

/**
 * `Retry-After` (RFC 9110 §10.2.3): seconds, or a date in the one form that may be sent.
 * @param {string | null | undefined} value
 * @param {number} now
 * @returns {number | undefined} milliseconds from now
 */
export function parseRetryAfter(value, now) {
  const text = value?.trim() ?? "";
  if (/^\d{1,10}$/.test(text)) return 1000 * Number(text);
  const time = httpDate.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? undefined : Math.max(0, time - now);
}

/**
 * @template T
 * @param {() => Promise<T>} tryOnce
 * @param {(error: unknown) => boolean} isWorthRetrying
 * @param {Settings} settings
 * @param {AbortSignal} [signal]
 * @returns {Promise<T>}
 */
export async function retrying(tryOnce, isWorthRetrying, { retries, runtime }, signal) {
  for (let tries = 1; ; tries++) {
    try {
      return await tryOnce();
    } catch (error) {
      if (tries > retries || !isWorthRetrying(error)) throw counted(error, tries);
      const { retryAfterMs } = /** @type {{ retryAfterMs?: number }} */ (error);
      const delay = retryDelayMs(tries, retryAfterMs, runtime.random());
      await unlessAborted(runtime.sleep(delay, signal), signal);
    }
  }
}

/**
 * @param {unknown} error
 * @param {number} attempts
 */
function counted(error, attempts) {
  if (attempts > 1 && error instanceof AgentIdentityError) Reflect.set(error, "attempts", attempts);
  return error;
}
