import { ForgottenTimes } from "./forgotten-times.js";

/** One header. In normal use both numbers are small integers, which V8 keeps without another object. */
interface Sighting {
  readonly id: string;
  /** Whole seconds since 1970. */
  readonly expiresAt: number;
  /** The milliseconds from the first sight to `expiresAt`. */
  lifetimeMs: number;
}

/** The number of expired entries that one new entry removes: the memory shrinks, and no request waits long for it. */
const REMOVED_AT_ONCE = 4;

/**
 * Remembers when ids were first seen, a limited number of them. The entries that expire first make room first.
 *
 * An entry that has expired is removed. But the clock may have been ahead, and may go back: then its header is fresh again.
 * Therefore the times at which removed entries expired are kept. A header that would expire at such a time may be one of them.
 */
export class Sightings {
  readonly #forgotten = new ForgottenTimes();
  readonly #sightings = new Map<string, Sighting>();
  /** A binary heap: no entry expires later than those at 2i + 1 and 2i + 2 below it. */
  readonly #heap: Sighting[] = [];
  readonly #maxEntries: number;

  constructor(maxEntries: number) {
    this.#maxEntries = maxEntries;
  }

  /**
   * Returns when `id` was first seen, in milliseconds since 1970: `now` if it is new; `undefined` if it may have been seen
   * and forgotten.
   */
  firstSeen(id: string, now: number, expiresAtMs: number): number | undefined {
    const known = this.#sightings.get(id);
    if (known === undefined) {
      const expiresAt = Math.ceil(expiresAtMs / 1000);
      if (this.#forgotten.has(expiresAt)) return undefined;
      this.#add(id, now, expiresAt);
      return now;
    }
    // If the clock went back, this counts as the first sight: the period of reuse must not become longer.
    known.lifetimeMs = Math.max(known.lifetimeMs, known.expiresAt * 1000 - now);
    return known.expiresAt * 1000 - known.lifetimeMs;
  }

  #add(id: string, now: number, expiresAt: number): void {
    for (let count = 0; count < REMOVED_AT_ONCE && this.#isFirstExpired(now); count++) this.#forgetFirst();
    // The first is still fresh then: of expired ones, some were removed just now.
    if (this.#heap.length >= this.#maxEntries) this.#removeFirst();
    const sighting = { id, expiresAt, lifetimeMs: expiresAt * 1000 - now };
    this.#sightings.set(id, sighting);
    this.#rise(sighting);
  }

  #isFirstExpired(now: number): boolean {
    const first = this.#heap.at(0);
    return first !== undefined && first.expiresAt * 1000 <= now;
  }

  #forgetFirst(): void {
    const first = this.#heap.at(0);
    if (first) this.#forgotten.add(first.expiresAt);
    this.#removeFirst();
  }

  #removeFirst(): void {
    const first = this.#heap.at(0);
    const last = this.#heap.pop();
    if (!first || !last) return;
    this.#sightings.delete(first.id);
    if (last !== first) this.#sink(last);
  }

  /** Puts a sighting at the end of the heap, and lets it rise to its place. */
  #rise(sighting: Sighting): void {
    let index = this.#heap.length;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      const above = this.#heap[parent] as Sighting;
      if (above.expiresAt <= sighting.expiresAt) break;
      this.#heap[index] = above;
      index = parent;
    }
    this.#heap[index] = sighting;
  }

  /** Puts a sighting at the top of the heap, and lets it sink to its place. */
  #sink(sighting: Sighting): void {
    const heap = this.#heap;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      const left = heap.at(child);
      const right = heap.at(child + 1);
      if (!left) break;
      const least = right && right.expiresAt < left.expiresAt ? right : left;
      if (least === right) child++;
      if (least.expiresAt >= sighting.expiresAt) break;
      heap[index] = least;
      index = child;
    }
    heap[index] = sighting;
  }
}
