import { unlessAborted } from "./abort.js";
import { LONGEST_RETRY_AFTER_MS } from "./retry.js";
import type { Settings } from "./settings.js";

// Those who waited for the same moment do not all come at once.
const MAX_JITTER_MS = 500;

/**
 * The times before which hosts want no further request, by origin. An answer's `Retry-After` speaks to everyone: one
 * request that is turned away holds back all others to the same authority.
 */
export class Pauses {
  static readonly #byFetch = new WeakMap<object, Pauses>();
  readonly #ends = new Map<string, number>();

  /** Returns the pauses of everyone who uses this `fetch`. */
  static of(fetch: object): Pauses {
    const known = Pauses.#byFetch.get(fetch);
    if (known) return known;
    const pauses = new Pauses();
    Pauses.#byFetch.set(fetch, pauses);
    return pauses;
  }

  /** Returns when the pause ends that this answer asked for. */
  extend(origin: string, retryAfterMs: number, now: number): number {
    const end = now + Math.min(LONGEST_RETRY_AFTER_MS, retryAfterMs);
    this.#ends.set(origin, Math.max(end, this.#end(origin, now)));
    return end;
  }

  /**
   * Comes back when a request may be sent.
   *
   * @param waitedFor the end of the pause for which the caller has waited already, whatever the clock says
   */
  async over(origin: string, waitedFor: number, { runtime }: Waiting, signal?: AbortSignal): Promise<void> {
    for (let done = waitedFor; this.#ends.has(origin); ) {
      const now = runtime.now();
      const end = this.#end(origin, now);
      if (end <= now || end <= done) return;
      const jitterMs = Math.floor(runtime.random() * MAX_JITTER_MS);
      await unlessAborted(runtime.sleep(end - now + jitterMs, signal), signal);
      done = end;
    }
  }

  /** A pause longer than any can be means that the clock was set back, or is another one: there is none, then. */
  #end(origin: string, now: number): number {
    const end = this.#ends.get(origin) ?? now;
    if (end > now && end - now <= LONGEST_RETRY_AFTER_MS) return end;
    this.#ends.delete(origin);
    return now;
  }
}

type Waiting = Pick<Settings, "runtime">;
