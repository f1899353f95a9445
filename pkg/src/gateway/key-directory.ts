import { CodedError } from "./error.js";
import { type AgentKeys, copyKeys, isUnknown } from "./keys.js";
import { type LookUp, type LookUpOptions, LookUps } from "./look-ups.js";
import { LruCache } from "./lru-cache.js";
import { Refusal } from "./refusal.js";

export interface KeyDirectoryOptions extends LookUpOptions {
  maxAgents: number;
  keysMaxAgeMs: number;
  unknownMaxAgeMs: number;
  cooldownMs: number;
  now: () => number;
}

/** A cached result of a look-up. */
export interface Entry {
  readonly keys: AgentKeys;
  /** The order of its look-up. */
  readonly order: number;
  /** When the look-up started: what it found may be as old as that. */
  readonly fetchedAt: number;
  /** When the last refresh started that had a result. */
  readonly refreshedAt: number;
}

/** How often a request starts again because `forget` was called during its look-up. */
const MAX_ATTEMPTS = 3;

/** Finds the keys of agents: in its caches, or by a look-up. */
export class KeyDirectory {
  readonly #options: KeyDirectoryOptions;
  /**
   * The agents that have made a valid signature. Keeps expired entries until they are replaced: they tell known agents from
   * invented ones.
   */
  readonly #known: LruCache<Entry>;
  /**
   * Unknown agents, and those whose keys have proven nothing yet: `keysOf` may find keys for invented ids, because it ignores
   * case for example. Separate, so that these evict no known agent.
   */
  readonly #unproven: LruCache<Entry>;
  readonly #lookUps: LookUps<Entry>;

  constructor(options: KeyDirectoryOptions) {
    this.#options = options;
    this.#known = new LruCache(options.maxAgents, release);
    this.#unproven = new LruCache(options.maxAgents, release);
    this.#lookUps = new LookUps(options, (keys, lookUp) => this.#keep(keys, lookUp));
  }

  /** Returns what is known and has not expired. */
  cached(agentRuntimeId: string, now: number): Entry | undefined {
    const { keysMaxAgeMs, unknownMaxAgeMs } = this.#options;
    const known = this.#known.peek(agentRuntimeId);
    const cache = known ? this.#known : this.#unproven;
    const entry = known ?? this.#unproven.peek(agentRuntimeId);
    if (!entry) return undefined;
    if (isOver(entry.fetchedAt, isUnknown(entry.keys) ? unknownMaxAgeMs : keysMaxAgeMs, now))
      return undefined;
    cache.touch(agentRuntimeId, entry);
    return entry;
  }

  /** Notes that one of these keys made a valid signature, so the agent is not an invented one. */
  prove(agentRuntimeId: string, entry: Entry): void {
    if (this.#unproven.peek(agentRuntimeId) !== entry) return;
    this.#unproven.take(agentRuntimeId);
    this.#known.set(agentRuntimeId, entry);
  }

  /** Looks an agent up, or waits for a look-up that is running. Rejects with a refusal. */
  find(agentRuntimeId: string): Promise<Entry> {
    return this.#attempt(agentRuntimeId, false);
  }

  /**
   * Returns newer keys than those that were tried, or `undefined` if there are none and it is too early to ask for them.
   */
  async refresh(agentRuntimeId: string, tried: Entry): Promise<Entry | undefined> {
    const now = this.#options.now();
    const current = this.cached(agentRuntimeId, now);
    if (current && current.order > tried.order) return current;
    const running = this.#lookUps.running(agentRuntimeId, true);
    const { refreshedAt } = this.#kept(agentRuntimeId) ?? tried;
    if (!running && !isOver(refreshedAt, this.#options.cooldownMs, now)) return undefined;
    return this.#attempt(agentRuntimeId, true);
  }

  forget(agentRuntimeId?: string): void {
    this.#lookUps.forget(agentRuntimeId);
    for (const cache of [this.#known, this.#unproven]) {
      if (agentRuntimeId === undefined) cache.clear();
      else cache.delete(agentRuntimeId);
    }
  }

  async #attempt(agentRuntimeId: string, refresh: boolean): Promise<Entry> {
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      const lookUp = this.#lookUps.running(agentRuntimeId, refresh) ?? this.#start(agentRuntimeId, refresh);
      try {
        const entry = await lookUp.result;
        if (!lookUp.forgotten) return entry;
      } catch (refusal) {
        if (!lookUp.forgotten) throw refusal;
      }
    }
    throw new Refusal(
      503,
      new CodedError("keys_unavailable", "the agent's keys were forgotten again and again"),
    );
  }

  #start(agentRuntimeId: string, refresh: boolean): LookUp<Entry> {
    const known = this.#known.peek(agentRuntimeId) !== undefined;
    return this.#lookUps.start({ agentRuntimeId, refresh, known, startedAt: this.#options.now() });
  }

  /** Caches what a look-up found, unless a later one was quicker. */
  #keep(found: unknown, lookUp: LookUp<Entry>): Entry {
    const { agentRuntimeId, order, startedAt, refresh } = lookUp;
    const keys = copyKeys(found);
    const current = this.#kept(agentRuntimeId);
    const refreshedAt = refresh ? startedAt : (current?.refreshedAt ?? Number.NEGATIVE_INFINITY);
    const entry = { keys, order, fetchedAt: startedAt, refreshedAt };
    if (lookUp.forgotten) return entry;
    if (current && current.order > order) return current;
    const isProven = this.#known.peek(agentRuntimeId) !== undefined && !isUnknown(keys);
    this.#known.delete(agentRuntimeId);
    this.#unproven.delete(agentRuntimeId);
    const cache = isProven ? this.#known : this.#unproven;
    cache.set(agentRuntimeId, entry);
    return entry;
  }

  #kept(agentRuntimeId: string): Entry | undefined {
    return this.#known.peek(agentRuntimeId) ?? this.#unproven.peek(agentRuntimeId);
  }
}

/** A clock that went back proves nothing about an age, so the period counts as over. */
const isOver = (start: number, periodMs: number, now: number): boolean =>
  now < start || now - start >= periodMs;

function release({ keys }: Entry): void {
  for (const copy of keys.copies) copy.release();
}
