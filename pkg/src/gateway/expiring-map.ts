interface Entry {
  readonly key: string;
  value: number;
  readonly expiresAt: number;
}

/** How many expired entries one insertion removes: two would do to shrink, and none holds up a request. */
const REMOVED_AT_ONCE = 4;

/** A map from strings to numbers with a limited size. What expires first makes room first. */
export class ExpiringMap {
  readonly #entries = new Map<string, Entry>();
  /** A binary heap: no entry expires later than those at 2i + 1 and 2i + 2 below it. */
  readonly #heap: Entry[] = [];
  readonly #maxEntries: number;

  constructor(maxEntries: number) {
    this.#maxEntries = maxEntries;
  }

  get(key: string): number | undefined {
    return this.#entries.get(key)?.value;
  }

  /** Replaces the value of a key that is there. */
  update(key: string, value: number): void {
    const entry = this.#entries.get(key);
    if (entry) entry.value = value;
  }

  /** Adds a key that is not there yet. */
  add(key: string, value: number, expiresAt: number, now: number): void {
    for (let count = 0; count < REMOVED_AT_ONCE && this.#isFirstExpired(now); count++) this.#removeFirst();
    if (this.#heap.length >= this.#maxEntries) this.#removeFirst();
    const entry = { key, value, expiresAt };
    this.#entries.set(key, entry);
    this.#rise(entry);
  }

  #isFirstExpired(now: number): boolean {
    const [first] = this.#heap;
    return first !== undefined && first.expiresAt <= now;
  }

  #removeFirst(): void {
    const [first] = this.#heap;
    const last = this.#heap.pop();
    if (!first || !last) return;
    this.#entries.delete(first.key);
    if (last !== first) this.#sink(last);
  }

  /** Adds an entry at the end of the heap, and lets it rise to its place. */
  #rise(entry: Entry): void {
    let index = this.#heap.length;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      const above = this.#heap[parent] as Entry;
      if (above.expiresAt <= entry.expiresAt) break;
      this.#heap[index] = above;
      index = parent;
    }
    this.#heap[index] = entry;
  }

  /** Puts an entry at the top of the heap, and lets it sink to its place. */
  #sink(entry: Entry): void {
    const heap = this.#heap;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      const [left, right] = [heap[child], heap[child + 1]];
      if (!left) break;
      const least = right && right.expiresAt < left.expiresAt ? right : left;
      if (least === right) child++;
      if (least.expiresAt >= entry.expiresAt) break;
      heap[index] = least;
      index = child;
    }
    heap[index] = entry;
  }
}
