/** Lets at most so many pieces of work run at once. The others wait, first come, first served. */
export class ConcurrencyLimit {
  readonly #max: number;
  #running = 0;
  readonly #waiting = new Set<() => void>();

  constructor(max: number) {
    this.#max = max;
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running < this.#max) this.#running++;
    else await new Promise<void>((resolve) => this.#waiting.add(resolve));
    try {
      return await work();
    } finally {
      this.#passOn();
    }
  }

  /** Hands the place to whoever waits longest, so that nobody who comes just now can take it. */
  #passOn() {
    const next = this.#waiting.values().next().value;
    if (!next) {
      this.#running--;
      return;
    }
    this.#waiting.delete(next);
    next();
  }
}
