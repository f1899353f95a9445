/** Lets something happen at most so many times within any period, for each key. */
export class RateLimit<Key> {
  readonly #max: number;
  readonly #periodMs: number;
  /** The times within the last period, for each key; the key whose last time is the oldest comes first. */
  readonly #times = new Map<Key, readonly number[]>();

  constructor(max: number, periodMs: number) {
    this.#max = max;
    this.#periodMs = periodMs;
  }

  /** Counts one time more and returns true, unless that would be one too many. */
  take(key: Key, now: number): boolean {
    this.#dropOld(now);
    const recent = (this.#times.get(key) ?? []).filter((time) => this.#isRecent(time, now));
    if (recent.length >= this.#max) return false;
    this.#times.delete(key);
    this.#times.set(key, [...recent, now]);
    return true;
  }

  /** Drops the keys that were not used within the last period, so that the map does not grow forever. */
  #dropOld(now: number) {
    const entries = this.#times.entries();
    for (let next = entries.next(); !next.done; next = entries.next()) {
      const times = next.value[1];
      if (this.#isRecent(times[times.length - 1] ?? now, now)) return;
      this.#times.delete(next.value[0]);
    }
  }

  /** A time that is ahead of the clock was taken before the clock was set back: it is forgotten, too. */
  #isRecent(time: number, now: number): boolean {
    return time <= now && now - time < this.#periodMs;
  }
}
