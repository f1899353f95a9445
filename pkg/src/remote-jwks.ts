import { type AgentIdentityError, isAgentIdentityError } from "./error.js";
import { unlessAborted } from "./http/abort.js";
import type { Fetch } from "./http/fetch.js";
import type { Runtime } from "./http/runtime.js";
import { send } from "./http/send.js";
import { readSettings, type Settings, wholeNumber } from "./http/settings.js";
import { checkJwksUrl } from "./jwks-url.js";
import { core } from "./load.js";
import { readOptions } from "./options.js";

/** A JSON Web Key Set (RFC 7517): at most 100 keys and 64 KiB of JSON. Keys that are not understood are ignored. */
export interface JwkSet {
  readonly keys: readonly object[];
}

/** When a {@link RemoteJwks} fetches. All times are whole milliseconds. */
export interface RemoteJwksOptions {
  /** `globalThis.fetch` unless given. Redirects are not followed. */
  fetch?: Fetch;
  /** Keys older than this are fetched anew before they are used; 600000 unless given. */
  maxAgeMs?: number;
  /** The shortest time between two attempts while keys are known; 30000 unless given. */
  cooldownMs?: number;
  /** The longest time that a fetch may take, its whole answer included; 10000 unless given. */
  timeoutMs?: number;
  /** The age up to which known keys are used if they cannot be fetched anew; 3600000 unless given. */
  maxStaleMs?: number;
  /** The clock and the timers; the host's unless given. */
  runtime?: Runtime;
}

/** @internal */
export type PreparedJwt = ReturnType<ReturnType<typeof core>["prepareAgentIdentityJwt"]>;

/**
 * Returns the keys behind a `RemoteJwks`, or `undefined` for any other value.
 * @internal
 */
export let keyCacheOf: (value: unknown) => KeyCache | undefined;

/**
 * The authority's key set, fetched on first need and kept. Pass it to {@link verifyAgentIdentityJwt}, and use one
 * object for all JWTs.
 *
 * - Callers who need the keys at the same time share one fetch.
 * - A `kid` that is not among the known keys fetches again, at most once every `cooldownMs`, counted from the last
 *   attempt. While no keys are known, every call tries.
 * - If a fetch fails, known keys are used until they are `maxStaleMs` old.
 * - An answer is read up to 64 KiB, and one that is not a key set counts as a failure.
 * - A failed fetch is not repeated within one call.
 *
 * @example
 * ```js
 * import { RemoteJwks, endpoints, isAgentIdentityError, verifyAgentIdentityJwt } from "agent-identity-wasm";
 *
 * // In place of the authority. Leave `fetch` out to ask the real one.
 * const fetch = async (url) => new Response('{"keys":[]}');
 * const jwks = new RemoteJwks(endpoints().jwksUrl, { fetch });
 * try {
 *   await verifyAgentIdentityJwt("e30.e30.AAAA", jwks);
 * } catch (error) {
 *   console.log(isAgentIdentityError(error) && error.code); // jwt_algorithm_invalid
 * }
 * ```
 */
export class RemoteJwks {
  readonly #cache: KeyCache;

  static {
    keyCacheOf = (value) =>
      typeof value === "object" && value !== null && #cache in value ? value.#cache : undefined;
  }

  /**
   * @param url the `jwksUrl` of {@link endpoints}: `https:`, or `http:` to `localhost`, `127.0.0.0/8` or `[::1]`
   * @throws {@link AgentIdentityError} `jwks_url_invalid`, `wrong_type`, `number_out_of_range`
   */
  constructor(url: string, options?: RemoteJwksOptions) {
    this.#cache = new KeyCache(url, options);
  }
}

const optionNames = ["fetch", "maxAgeMs", "cooldownMs", "timeoutMs", "maxStaleMs", "runtime"] as const;
const defaults = { maxAgeMs: 600_000, cooldownMs: 30_000, maxStaleMs: 3_600_000 };
const LONGEST_MS = Number.MAX_SAFE_INTEGER;

/** The keys as they were received, and when they were asked for. */
interface KnownKeys {
  jwks: string;
  askedAt: number;
}

/** @internal */
export class KeyCache {
  readonly #url: string;
  readonly #settings: Settings;
  readonly #times: typeof defaults;
  #known: KnownKeys | undefined;
  #lastAttempt: number | undefined;
  /** The running fetch, which all callers share. */
  #running: Promise<KnownKeys> | undefined;

  constructor(url: string, options: RemoteJwksOptions | undefined) {
    checkJwksUrl(url);
    const given = readOptions(options, optionNames);
    const timeOf = (name: keyof typeof defaults) =>
      wholeNumber(name in given ? given[name] : defaults[name], name, 0, LONGEST_MS);
    this.#url = url;
    this.#settings = readSettings(given, { timeoutMs: 10_000, retries: 0 });
    this.#times = {
      maxAgeMs: timeOf("maxAgeMs"),
      cooldownMs: timeOf("cooldownMs"),
      maxStaleMs: timeOf("maxStaleMs"),
    };
  }

  now(): number {
    return this.#settings.runtime.now();
  }

  /** Finds the key of a JWT whose header and claims have been checked. */
  async prepare(jwt: string, signal: AbortSignal): Promise<PreparedJwt> {
    const keys = await this.#current(signal);
    try {
      return core().prepareAgentIdentityJwt(jwt, keys.jwks);
    } catch (error) {
      if (!isAgentIdentityError(error, "jwt_key_unknown")) throw error;
      const newer = await this.#newerThan(keys, error, signal);
      return core().prepareAgentIdentityJwt(jwt, newer.jwks);
    }
  }

  /** Returns keys that are young enough, or those that are known if no younger ones can be had. */
  async #current(signal: AbortSignal): Promise<KnownKeys> {
    const known = this.#usable(this.#times.maxAgeMs);
    if (known) return known;
    const stale = this.#usable(this.#times.maxStaleMs);
    if (stale && !this.#mayFetch()) return stale;
    try {
      return await this.#fetched(signal);
    } catch (error) {
      const kept = signal.aborted ? undefined : this.#usable(this.#times.maxStaleMs);
      if (kept) return kept;
      throw error;
    }
  }

  /** Returns keys that were received after `keys`, or throws `unknown`. */
  async #newerThan(keys: KnownKeys, unknown: AgentIdentityError, signal: AbortSignal): Promise<KnownKeys> {
    if (this.#known && this.#known !== keys) return this.#known;
    if (!this.#mayFetch()) throw unknown;
    try {
      return await this.#fetched(signal);
    } catch (error) {
      if (signal.aborted) throw error;
      // The known keys are still good, so the verdict on this JWT stands.
      throw unknown;
    }
  }

  #usable(maxAgeMs: number): KnownKeys | undefined {
    const known = this.#known;
    return known && this.#elapsed(known.askedAt) <= maxAgeMs ? known : undefined;
  }

  #mayFetch(): boolean {
    if (this.#running || this.#lastAttempt === undefined) return true;
    return this.#elapsed(this.#lastAttempt) >= this.#times.cooldownMs;
  }

  /** Returns the time since `then`. A clock that was set back counts like one that was set ahead. */
  #elapsed(then: number): number {
    return Math.abs(this.now() - then);
  }

  #fetched(signal: AbortSignal): Promise<KnownKeys> {
    this.#running ??= this.#fetch().finally(() => {
      this.#running = undefined;
    });
    // A failure that no caller waits for any more must not end the process.
    this.#running.catch(() => {});
    return unlessAborted(this.#running, signal);
  }

  async #fetch(): Promise<KnownKeys> {
    const askedAt = this.now();
    this.#lastAttempt = askedAt;
    const headers = { Accept: "application/jwk-set+json, application/json" };
    const read = (body: string): string => {
      core().checkJwks(body);
      return body;
    };
    const jwks = await send({ url: this.#url, method: "GET", headers }, read, this.#settings);
    this.#known = { jwks, askedAt };
    return this.#known;
  }
}
