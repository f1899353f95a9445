import { withDeadline } from "./deadline.js";
import { CodedError } from "./error.js";
import { readCount, readMember, readNumber, readOptions, refuseUnknown } from "./options.js";
import { Refusal, refuse } from "./refusal.js";
import { Sightings } from "./sightings.js";

/** Remembers when headers were first seen, for several gateways that share it. */
export interface ReplayStore {
  /**
   * Returns when `id` was first seen: `now` if it is new, else `now` minus its age by the store's own clock. The gateways'
   * clocks may differ, so do not store their `now`. It must be atomic: of two gateways that ask at the same time, one alone
   * sees a new id.
   *
   * `ttlMs`, a whole number of at least 1, is how long to remember the id: the freshness window and a minute more, for
   * slow clocks. An exception, a rejection, or a result that is not a finite number is `replays_unavailable` (503).
   *
   * @param id base64url(SHA-256(public key ‖ signed text)), 43 characters
   * @param now milliseconds since 1970
   */
  firstSeen(id: string, now: number, ttlMs: number): Promise<number> | number;
}

export interface ReplayGuardOptions {
  /** For how many milliseconds after its first sight a header is accepted again; 2000 unless given. */
  reuseMs?: number;
  /** The place to remember headers in; this process's memory unless given. */
  store?: ReplayStore;
  /** How many headers are remembered in memory; 100000 (about 21 MB) unless given. */
  maxEntries?: number;
}

/**
 * A verified header.
 * @internal
 */
export interface Sighting {
  readonly id: string;
  readonly now: number;
  /** When the header stops being fresh. */
  readonly staleAt: number;
  readonly ttlMs: number;
  readonly timeoutMs: number;
}

/**
 * For clocks that are slow, or that go back.
 * @internal
 */
export const SPARE_MS = 60_000;

const NAMES = ["reuseMs", "store", "maxEntries"] as const;
const DEFAULT_REUSE_MS = 2000;
const DEFAULT_MAX_ENTRIES = 100_000;
const MOST_ENTRIES = 10_000_000;

/**
 * Throws a refusal, or rejects with one, if a header is a replay.
 * @internal
 */
export let refuseReplay: (guard: ReplayGuard, sighting: Sighting) => Promise<void> | undefined;

/**
 * Tells a guard of this copy of the package from anything else, without calling into it.
 * @internal
 */
export let isReplayGuard: (value: unknown) => value is ReplayGuard;

/**
 * Remembers the headers that verified for as long as they stay fresh. The first sight of a header starts a short period in
 * which the same header is accepted again, because requests of one second share one. After it, the code is
 * `assertion_replayed`.
 *
 * A header is known by its key and its signed text, so another encoding of its envelope is the same header. In memory, the
 * entries that expire first make room first: if all are still fresh, the replay of the header that is evicted is accepted.
 *
 * @example
 * ```js
 * import { AgentIdentity, AgentKey } from "agent-identity-wasm";
 * import { AssertionVerifier, ReplayGuard } from "agent-identity-wasm/gateway";
 *
 * const agent = new AgentIdentity("agent-1", AgentKey.generate());
 * let now = Date.now();
 * const verifier = new AssertionVerifier({
 *   keysOf: () => agent.publicKey,
 *   replays: new ReplayGuard({ reuseMs: 500 }),
 *   now: () => now,
 * });
 * const header = agent.authorizationHeader("task-1", { now });
 * console.log((await verifier.verify(header)).ok); // true
 * now += 501;
 * console.log((await verifier.verify(header)).code); // assertion_replayed
 * ```
 */
export class ReplayGuard {
  readonly #reuseMs: number;
  readonly #store: ReplayStore | undefined;
  readonly #memory: Sightings;

  static {
    refuseReplay = (guard, sighting) => guard.#refuseReplay(sighting);
    isReplayGuard = (value): value is ReplayGuard =>
      typeof value === "object" && value !== null && #reuseMs in value;
  }

  /** @throws `AgentIdentityError` `wrong_type`, `number_out_of_range` */
  constructor(options?: ReplayGuardOptions) {
    const { reuseMs, store, maxEntries } = readOptions(options, NAMES);
    if (options) refuseUnknown(options, NAMES);
    this.#reuseMs = readNumber(reuseMs, "reuseMs", DEFAULT_REUSE_MS, 0, Number.MAX_SAFE_INTEGER);
    this.#store = readStore(store);
    this.#memory = new Sightings(readCount(maxEntries, "maxEntries", DEFAULT_MAX_ENTRIES, MOST_ENTRIES));
  }

  #refuseReplay(sighting: Sighting): Promise<void> | undefined {
    if (this.#store) return this.#ask(this.#store, sighting);
    const { id, now, staleAt } = sighting;
    const firstSeen = this.#memory.firstSeen(id, now, staleAt + SPARE_MS);
    if (firstSeen === undefined) {
      const message = "the clock went back, and the headers of that time were seen and forgotten before";
      throw refuse(401, "assertion_replayed", message);
    }
    this.#judge(now - firstSeen);
    return undefined;
  }

  async #ask(store: ReplayStore, { id, now, ttlMs, timeoutMs }: Sighting): Promise<void> {
    const late = () =>
      new CodedError("replays_unavailable", `the replay store took longer than ${timeoutMs} ms`);
    const asked = withDeadline<unknown>(() => store.firstSeen(id, now, ttlMs), timeoutMs, late);
    const firstSeen = await asked.result.catch(refuseUnavailable);
    if (typeof firstSeen !== "number" || !Number.isFinite(firstSeen)) {
      throw refuse(
        503,
        "replays_unavailable",
        "the replay store returned something else than a finite number",
      );
    }
    this.#judge(now - firstSeen);
  }

  #judge(ageMs: number): void {
    if (ageMs <= this.#reuseMs) return;
    throw refuse(401, "assertion_replayed", `the header was first seen ${ageMs} ms ago`);
  }
}

function readStore(store: unknown): ReplayStore | undefined {
  if (store === undefined) return undefined;
  const isObject = typeof store === "object" && store !== null;
  if (isObject && typeof readMember(store, "firstSeen") === "function") return store as ReplayStore;
  throw new CodedError("wrong_type", "store must be an object with a function firstSeen");
}

function refuseUnavailable(cause: unknown): never {
  const error = new CodedError("replays_unavailable", "the replay store failed", cause);
  throw new Refusal(503, error);
}
