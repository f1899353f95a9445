/**
 * One run for each key, shared by all who ask while it runs and after it has succeeded. A failure is not kept. Of the
 * results, those that were used last are kept; what is still running is never dropped.
 */
export class BoundedSingleFlight<Key, Value> {
  readonly #max: number;
  readonly #running = new Map<Key, Promise<Value>>();
  /** The least recently used comes first. */
  readonly #kept = new Map<Key, { readonly promise: Promise<Value>; readonly value: Value }>();

  /** @param max how many results are kept */
  constructor(max: number) {
    this.#max = max;
  }

  get(key: Key, start: () => Promise<Value>): Promise<Value> {
    const kept = this.#kept.get(key);
    if (!kept) return this.#running.get(key) ?? this.#begin(key, start);
    this.#kept.delete(key);
    this.#kept.set(key, kept);
    return kept.promise;
  }

  isRunning(key: Key): boolean {
    return this.#running.has(key);
  }

  /** Returns the result that is kept under this key. Looking at it does not count as a use. */
  peek(key: Key): Value | undefined {
    return this.#kept.get(key)?.value;
  }

  forget(key: Key): void {
    this.#kept.delete(key);
  }

  /** Drops every result that fits. What is still running stays. */
  forgetAll(fits: (value: Value) => boolean): void {
    this.#kept.forEach(({ value }, key) => {
      if (fits(value)) this.#kept.delete(key);
    });
  }

  #begin(key: Key, start: () => Promise<Value>): Promise<Value> {
    const promise = start();
    this.#running.set(key, promise);
    // This is the first to see the end: whoever sees a failure after it and asks again gets a new run.
    promise.then(
      (value) => {
        this.#running.delete(key);
        this.#kept.set(key, { promise, value });
        this.#dropLeastRecentlyUsed();
      },
      () => this.#running.delete(key),
    );
    return promise;
  }

  #dropLeastRecentlyUsed(): void {
    if (this.#kept.size <= this.#max) return;
    const oldest = this.#kept.keys().next().value;
    this.#kept.delete(oldest as Key);
  }
}
