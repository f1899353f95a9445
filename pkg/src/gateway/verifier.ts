import {
  AgentPublicKey,
  type Assertion,
  checkFreshness,
  isAgentIdentityError,
  isSignedBy,
  parseAssertion,
  replayId,
} from "agent-identity-wasm";
import { type Challenge, challengeOf } from "./challenge.js";
import { CodedError } from "./error.js";
import { type ExpectedIds, readExpectedIds, refuseUnexpected } from "./expected-ids.js";
import { isolatesRequests } from "./host.js";
import { type Entry, KeyDirectory } from "./key-directory.js";
import { isUnknown, type KeyCopy, type KeysOf } from "./keys.js";
import { readCount, readNumber, readOptions } from "./options.js";
import { isClientFault } from "./public-messages.js";
import { Refusal, type Refused, refuse, toRefused } from "./refusal.js";
import { ReplayGuard, refuseReplay, SPARE_MS } from "./replay-guard.js";
import { authorizationOf, type RequestLike } from "./request.js";

export interface AssertionVerifierOptions {
  keysOf: KeysOf;
  /** How old a timestamp may be; 300 unless given. */
  maxAgeSeconds?: number;
  /** How far ahead of the clock a timestamp may be; 300 unless given. */
  maxSkewSeconds?: number;
  /** How many known agents are cached, and how many unknown ones; 10000 unless given. */
  maxAgents?: number;
  /** How many look-ups run at once; 100 unless given. Beyond that, the answer is 503. */
  maxLookups?: number;
  /** How long keys are used, counted from the start of their look-up; 60000 unless given. */
  keysMaxAgeMs?: number;
  /** For how long an unknown agent is not looked up again; 1000 unless given. */
  unknownMaxAgeMs?: number;
  /** How much time is between two refreshes of one agent, from start to start; 5000 unless given. */
  cooldownMs?: number;
  /** How long a look-up, and the replay store, may take; 5000 unless given. */
  timeoutMs?: number;
  /** A guard in this process's memory unless given; `false` turns it off. */
  replays?: ReplayGuard | false;
  /** The `realm` of challenges. Everything but printable ASCII is percent-encoded. */
  realm?: string;
  /** The clock, in milliseconds since 1970: it governs freshness, caches and replays. The host's unless given. */
  now?(): number;
}

/** A request whose assertion is valid. */
export interface Verified {
  ok: true;
  assertion: Assertion;
  /** The key that made the signature. It is yours: you may free it. */
  publicKey: AgentPublicKey;
}

const OPTIONS = [
  "keysOf",
  "maxAgeSeconds",
  "maxSkewSeconds",
  "maxAgents",
  "maxLookups",
  "keysMaxAgeMs",
  "unknownMaxAgeMs",
  "cooldownMs",
  "timeoutMs",
  "replays",
  "realm",
  "now",
] as const;

/** The number of seconds between the first and the last timestamp that can be written. */
const MOST_SECONDS = 315_569_519_999;
const MOST_AGENTS = 10_000_000;
const MOST_LOOKUPS = 1_000_000;
/** `setTimeout` takes no longer time. */
const MOST_MS = 2_147_483_647;

/** A key to judge signatures of unknown agents with, so that they take as long as those of a wrong key. */
const DECOY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINdamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea";

interface Case {
  assertion?: Assertion;
}

/**
 * Verifies what many agents send. The order is form, age, look-up, signature, expected ids, replay.
 *
 * Keys are cached, and so are unknown agents, separately. Concurrent look-ups of one agent are shared. A signature that
 * fits no known key asks once more with `refresh`, so a rotation is noticed at once, or after `cooldownMs` if the agent's
 * keys were refreshed just before. A refresh that fails does not count. An agent may have up to 16 keys.
 *
 * On Cloudflare Workers only results are shared, never pending promises.
 *
 * @example
 * ```js
 * import { AgentIdentity, AgentKey } from "agent-identity-wasm";
 * import { AssertionVerifier, refusalResponse } from "agent-identity-wasm/gateway";
 *
 * const agent = new AgentIdentity("agent-1", AgentKey.generate());
 * const keys = new Map([["agent-1", agent.publicKey.toSsh()]]); // your database
 *
 * const verifier = new AssertionVerifier({ keysOf: (agentRuntimeId) => keys.get(agentRuntimeId) });
 *
 * async function handle(request) {
 *   const verdict = await verifier.verifyRequest(request);
 *   if (!verdict.ok) return refusalResponse(verdict);
 *   return new Response(`Hello ${verdict.assertion.agentRuntimeId}`);
 * }
 *
 * const headers = { Authorization: agent.authorizationHeader("task-1") };
 * const response = await handle(new Request("https://gateway.example/", { headers }));
 * console.log(await response.text()); // Hello agent-1
 * console.log((await handle(new Request("https://gateway.example/"))).status); // 401
 * ```
 */
export class AssertionVerifier {
  readonly #window: { maxAgeSeconds: number; maxSkewSeconds: number };
  readonly #keys: KeyDirectory;
  readonly #replays: ReplayGuard | undefined;
  readonly #timeoutMs: number;
  readonly #challenge: Challenge;
  readonly #now: () => number;
  #decoy: AgentPublicKey | undefined;

  /**
   * @throws {@link AgentIdentityError} `wrong_type`; `number_out_of_range`: a number that is not finite, not whole where it
   * must be, or outside its range; `text_too_long`: a realm of more than 256 characters
   */
  constructor(options: AssertionVerifierOptions) {
    const given = readOptions(options, OPTIONS);
    const most = (name: (typeof OPTIONS)[number], otherwise: number, least = 0) =>
      readNumber(given[name], name, otherwise, least, MOST_MS);
    if (typeof given.keysOf !== "function") throw new CodedError("wrong_type", "keysOf must be a function");
    this.#window = {
      maxAgeSeconds: readNumber(given.maxAgeSeconds, "maxAgeSeconds", 300, 0, MOST_SECONDS),
      maxSkewSeconds: readNumber(given.maxSkewSeconds, "maxSkewSeconds", 300, 0, MOST_SECONDS),
    };
    this.#timeoutMs = most("timeoutMs", 5000, 1);
    this.#now = clockOf(given.now, options);
    this.#keys = new KeyDirectory({
      keysOf: (...about) => Reflect.apply(given.keysOf, options, about),
      maxAgents: readCount(given.maxAgents, "maxAgents", 10_000, MOST_AGENTS),
      maxLookups: readCount(given.maxLookups, "maxLookups", 100, MOST_LOOKUPS),
      keysMaxAgeMs: most("keysMaxAgeMs", 60_000),
      unknownMaxAgeMs: most("unknownMaxAgeMs", 1000),
      cooldownMs: most("cooldownMs", 5000),
      timeoutMs: this.#timeoutMs,
      shared: !isolatesRequests(),
      now: this.#now,
    });
    this.#replays = readGuard(given.replays);
    this.#challenge = challengeOf(given.realm);
  }

  /**
   * Judges the value of an Authorization header; `null` and `undefined` mean that there is none.
   *
   * Never rejects. A look-up or a store that fails is a refusal with 503. A mistake of the caller is one with 500: an
   * expected id that is present and not a string, a header that is not a string, a clock that is not finite, a key that
   * cannot be read.
   */
  verify(authorization: string | null | undefined, expected?: ExpectedIds): Promise<Verified | Refused> {
    return this.#answer(() => authorization, expected);
  }

  /**
   * Judges a Fetch `Request` or Node's `IncomingMessage`, as {@link verify} does. Names are case-insensitive. Several
   * Authorization headers (by `rawHeaders` if it is there, or joined by a comma) are `authorization_repeated`.
   */
  verifyRequest(request: RequestLike, expected?: ExpectedIds): Promise<Verified | Refused> {
    return this.#answer(() => authorizationOf(request), expected);
  }

  /**
   * Drops the cached keys of one agent, or of all, and the results of look-ups that are running: requests that wait for
   * these look the agent up again.
   */
  forget(agentRuntimeId?: string): void {
    this.#keys.forget(agentRuntimeId);
  }

  /** Answers without a look-up at once, and keeps exceptions from the caller. */
  #answer(read: () => unknown, expected: unknown): Promise<Verified | Refused> {
    const it: Case = {};
    try {
      const verdict = this.#judge(read, readExpectedIds(expected), it);
      if (!(verdict instanceof Promise)) return Promise.resolve(verdict);
      return verdict.catch((thrown) => toRefused(thrown, this.#challenge, it.assertion));
    } catch (thrown) {
      return Promise.resolve(toRefused(thrown, this.#challenge, it.assertion));
    }
  }

  #judge(read: () => unknown, expected: ExpectedIds | undefined, it: Case): Verified | Promise<Verified> {
    const now = this.#now();
    const assertion = parse(read());
    it.assertion = assertion;
    blamingTheClient(() => checkFreshness(assertion, { ...this.#window, now }));
    const entry = this.#keys.cached(assertion.agentRuntimeId, now);
    const signer = entry && this.#signer(assertion, entry);
    if (signer) return this.#accept(assertion, signer, expected, now);
    return this.#lookUp(assertion, entry, expected);
  }

  async #lookUp(
    assertion: Assertion,
    cached: Entry | undefined,
    expected: ExpectedIds | undefined,
  ): Promise<Verified> {
    const { agentRuntimeId } = assertion;
    let entry = cached ?? (await this.#keys.find(agentRuntimeId));
    let signer = cached ? undefined : this.#signer(assertion, entry);
    if (!signer && !isUnknown(entry.keys)) {
      const newer = await this.#keys.refresh(agentRuntimeId, entry);
      if (newer) {
        entry = newer;
        signer = this.#signer(assertion, entry);
      }
    }
    if (!signer) throw this.#unsigned(entry);
    return this.#accept(assertion, signer, expected, this.#now());
  }

  #signer(assertion: Assertion, { keys }: Entry): KeyCopy | undefined {
    if (isUnknown(keys)) {
      this.#decoy ??= AgentPublicKey.parse(DECOY);
      isSignedBy(assertion, this.#decoy);
    }
    return keys.copies.find(({ key }) => isSignedBy(assertion, key));
  }

  #unsigned({ keys }: Entry): Refusal {
    if (keys.fault) return new Refusal(500, keys.fault);
    if (isUnknown(keys)) return refuse(401, "agent_unknown", "the agent is unknown");
    return refuse(
      401,
      "signature_invalid",
      `the signature is by none of the ${keys.copies.length} keys of the agent`,
    );
  }

  #accept(
    assertion: Assertion,
    signer: KeyCopy,
    expected: ExpectedIds | undefined,
    now: number,
  ): Verified | Promise<Verified> {
    if (expected) refuseUnexpected(assertion, expected);
    const checked = this.#replays && this.#checkReplay(this.#replays, assertion, signer, now);
    return checked ? checked.then(() => verified(assertion, signer)) : verified(assertion, signer);
  }

  #checkReplay(
    guard: ReplayGuard,
    assertion: Assertion,
    signer: KeyCopy,
    now: number,
  ): Promise<void> | undefined {
    const { maxAgeSeconds, maxSkewSeconds } = this.#window;
    return refuseReplay(guard, {
      id: replayId(assertion, signer.key),
      now,
      staleAt: assertion.issuedAt.getTime() + maxAgeSeconds * 1000,
      ttlMs: Math.ceil((maxAgeSeconds + maxSkewSeconds) * 1000) + SPARE_MS,
      timeoutMs: this.#timeoutMs,
    });
  }
}

function verified(assertion: Assertion, signer: KeyCopy): Verified {
  let copy: AgentPublicKey | undefined;
  return {
    ok: true,
    assertion,
    // Few callers want the key, and each copy is an object in WebAssembly's memory.
    get publicKey() {
      copy ??= signer.copy();
      return copy;
    },
  };
}

function parse(authorization: unknown): Assertion {
  if (authorization === null || authorization === undefined) {
    throw refuse(401, "authorization_missing", "there is no Authorization header");
  }
  if (typeof authorization !== "string") {
    throw new CodedError("wrong_type", "the Authorization header must be a string, null or undefined");
  }
  return blamingTheClient(() => parseAssertion(authorization));
}

function blamingTheClient<T>(judge: () => T): T {
  try {
    return judge();
  } catch (error) {
    if (isAgentIdentityError(error) && isClientFault(error.code)) throw new Refusal(401, error);
    throw error;
  }
}

function clockOf(given: unknown, options: AssertionVerifierOptions): () => number {
  if (given === undefined) return () => Date.now();
  if (typeof given !== "function") throw new CodedError("wrong_type", "now must be a function");
  return () => {
    const now: unknown = Reflect.apply(given, options, []);
    if (typeof now !== "number") throw new CodedError("wrong_type", "now() must return a number");
    if (!Number.isFinite(now)) throw new CodedError("time_out_of_range", "now() must return a finite number");
    return now;
  };
}

function readGuard(given: unknown): ReplayGuard | undefined {
  if (given === undefined) return new ReplayGuard();
  if (given === false) return undefined;
  if (given instanceof ReplayGuard) return given;
  throw new CodedError("wrong_type", "replays must be a ReplayGuard of this copy of the package, or false");
}
