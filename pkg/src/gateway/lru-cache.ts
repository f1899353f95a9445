/** A map that keeps the entries used last. `evicted` is called for every value that leaves it. */
export class LruCache<Value> {
  readonly #entries = new Map<string, Value>();
  readonly #maxEntries: number;
  readonly #evicted: (value: Value) => void;
  /** The last entry of the map, if it is known. Moving it there again would cost as much as finding it. */
  #newest: string | undefined;

  constructor(maxEntries: number, evicted: (value: Value) => void = () => {}) {
    this.#maxEntries = maxEntries;
    this.#evicted = evicted;
  }

  /** Returns a value without counting this as a use. */
  peek(key: string): Value | undefined {
    return this.#entries.get(key);
  }

  /** Makes an entry the one that was used last. */
  touch(key: string, value: Value): void {
    if (key === this.#newest) return;
    // A map iterates in the order of insertion.
    this.#entries.delete(key);
    this.#entries.set(key, value);
    this.#newest = key;
  }

  set(key: string, value: Value): void {
    this.delete(key);
    const oldest = this.#entries.keys().next().value;
    if (oldest !== undefined && this.#entries.size >= this.#maxEntries) this.delete(oldest);
    this.#entries.set(key, value);
    this.#newest = key;
  }

  delete(key: string): void {
    const value = this.#entries.get(key);
    if (key === this.#newest) this.#newest = undefined;
    if (this.#entries.delete(key)) this.#evicted(value as Value);
  }

  /** Removes an entry that another cache is to keep. `evicted` is not called. */
  take(key: string): void {
    if (key === this.#newest) this.#newest = undefined;
    this.#entries.delete(key);
  }

  clear(): void {
    for (const key of [...this.#entries.keys()]) this.delete(key);
  }
}
