/** A clock that stands still until nothing else can happen, and then goes on to the next timer. */
export class VirtualTime {
  #now;
  #timers = new Set();

  constructor(now) {
    this.#now = now;
  }

  get timers() {
    return this.#timers.size;
  }

  now = () => this.#now;

  sleep = (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const timer = { at: this.#now + ms, ring: resolve };
      this.#timers.add(timer);
      signal?.addEventListener("abort", () => this.#timers.delete(timer) && reject(signal.reason), {
        once: true,
      });
    });

  /** Goes on until the promise is settled. */
  async until(promise) {
    let settled = false;
    const settle = () => {
      settled = true;
    };
    promise.then(settle, settle);
    for (;;) {
      await quiet();
      if (settled) return promise;
      if (this.#timers.size === 0) throw new Error("nothing will ever happen again");
      this.#next();
    }
  }

  #next() {
    const next = [...this.#timers].reduce((one, other) => (other.at < one.at ? other : one));
    this.#timers.delete(next);
    this.#now = Math.max(this.#now, next.at);
    next.ring();
  }
}

/** Comes back when all that is ready to run has run. */
export async function quiet() {
  for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
}

/** Mulberry32: the same numbers for the same seed. */
export function seeded(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
