import { AgentPublicKey, type Assertion, isSignedBy, replayId } from "agent-identity-wasm";
import { withoutPrototype } from "../members.js";
import { type ExpectedIds, readExpectedIds, refuseUnexpected } from "./expected-ids.js";
import { readHeader } from "./header.js";
import { type Entry, KeyDirectory } from "./key-directory.js";
import { isUnknown, type KeyCopy } from "./keys.js";
import { Refusal, type Refused, refuse, toRefused } from "./refusal.js";
import { refuseReplay, SPARE_MS } from "./replay-guard.js";
import { authorizationOf, type RequestLike } from "./request.js";
import { type AssertionVerifierOptions, readSettings, type Settings } from "./settings.js";
import { type Verified, verified } from "./verified.js";

/** The key that made a signature. */
interface Signer {
  copy: KeyCopy;
  /** Undefined if the verifier has no guard. */
  replayId: string | undefined;
}

/** A key to judge signatures of unknown agents with, so that they take as long as those of a wrong key. */
const DECOY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINdamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea";

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
 *   if (!verdict.ok) {
 *     console.warn(verdict.code, verdict.error.message, verdict.claimed); // for you, not for the client
 *     return refusalResponse(verdict);
 *   }
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
  readonly #settings: Settings;
  readonly #keys: KeyDirectory;
  #decoy: AgentPublicKey | undefined;

  /**
   * @throws `AgentIdentityError` `wrong_type`; `number_out_of_range`: a number that is not finite, not whole where it
   * must be, or outside its range; `text_too_long`: a realm of more than 256 characters
   */
  constructor(options: AssertionVerifierOptions) {
    this.#settings = readSettings(options);
    this.#keys = new KeyDirectory(this.#settings.keys);
    // These can be taken from the object and called without it, and never throw.
    this.#own("verify", this.verify.bind(this));
    this.#own("verifyRequest", this.verifyRequest.bind(this));
    this.#own("forget", this.forget.bind(this));
  }

  /**
   * Judges the value of an Authorization header; `null` and `undefined` mean that there is none.
   *
   * Never rejects, and may be called without its object, as in `const { verify } = verifier`. A look-up or a store that fails is a refusal with 503. A mistake of the caller is one with 500: an
   * expected id that is present and not a string, a header that is not a string, a clock that is not finite, a key that
   * cannot be read.
   */
  verify(authorization: string | null | undefined, expected?: ExpectedIds): Promise<Verified | Refused> {
    return this.#answer(authorization, (given) => given, expected);
  }

  /**
   * Judges a Fetch `Request` or Node's `IncomingMessage`, as {@link verify} does. Names are case-insensitive. Several
   * Authorization headers (by `rawHeaders` if it is there, or joined by a comma) are `authorization_repeated`.
   */
  verifyRequest(request: RequestLike, expected?: ExpectedIds): Promise<Verified | Refused> {
    return this.#answer(request, authorizationOf, expected);
  }

  /**
   * Drops the cached keys of one agent, or of all, and the results of look-ups that are running: requests that wait for
   * these look the agent up again.
   */
  forget(agentRuntimeId?: string): void {
    this.#keys.forget(agentRuntimeId);
  }

  #own(name: "verify" | "verifyRequest" | "forget", value: unknown): void {
    if (!Object.isExtensible(this)) return;
    Object.defineProperty(this, name, withoutPrototype({ value, writable: true, configurable: true }));
  }

  /** Keeps every exception from the caller, and is done at once if nothing has to be looked up. */
  #answer(given: unknown, read: (given: unknown) => unknown, expected: unknown): Promise<Verified | Refused> {
    let assertion: Assertion | undefined;
    const refused = (thrown: unknown) => toRefused(thrown, this.#settings.challenge, assertion);
    try {
      const { maxAgeSeconds, maxSkewSeconds, now: clock } = this.#settings;
      const ids = readExpectedIds(expected);
      const now = clock();
      assertion = readHeader(read(given), { maxAgeSeconds, maxSkewSeconds, now });
      const verdict = this.#judge(assertion, ids, now);
      return verdict instanceof Promise ? verdict.catch(refused) : Promise.resolve(verdict);
    } catch (thrown) {
      return Promise.resolve(refused(thrown));
    }
  }

  #judge(assertion: Assertion, expected: ExpectedIds | undefined, now: number): Verified | Promise<Verified> {
    const entry = this.#keys.cached(assertion.agentRuntimeId, now);
    const signer = entry && this.#signer(assertion, entry);
    if (signer) return this.#accept(assertion, signer, expected, now);
    return this.#judgeLater(assertion, expected, entry);
  }

  /** Looks the agent up, or refreshes the keys that the signature does not fit. */
  async #judgeLater(
    assertion: Assertion,
    expected: ExpectedIds | undefined,
    tried: Entry | undefined,
  ): Promise<Verified> {
    const { agentRuntimeId } = assertion;
    let entry = tried ?? (await this.#keys.find(agentRuntimeId));
    let signer = tried ? undefined : this.#signer(assertion, entry);
    if (!signer && !isUnknown(entry.keys)) {
      const newer = await this.#keys.refresh(agentRuntimeId, entry);
      signer = newer && this.#signer(assertion, newer);
      entry = newer ?? entry;
    }
    if (!signer) throw refusalOf(entry);
    return this.#accept(assertion, signer, expected, this.#settings.now());
  }

  #signer(assertion: Assertion, entry: Entry): Signer | undefined {
    const signer = this.#findSigner(assertion, entry);
    if (signer) this.#keys.prove(assertion.agentRuntimeId, entry);
    return signer;
  }

  #findSigner(assertion: Assertion, { keys }: Entry): Signer | undefined {
    if (isUnknown(keys)) {
      this.#decoy ??= AgentPublicKey.parse(DECOY);
      isSignedBy(assertion, this.#decoy);
    }
    const { replays } = this.#settings;
    // An iterator that is left early would call a `return` that it inherits from a polluted `Object.prototype`.
    for (let index = 0; index < keys.copies.length; index++) {
      const copy = keys.copies[index] as KeyCopy;
      const id = replays ? replayId(assertion, copy.key) : undefined;
      if (replays ? id !== undefined : isSignedBy(assertion, copy.key)) return { copy, replayId: id };
    }
    return undefined;
  }

  #accept(
    assertion: Assertion,
    { copy, replayId: id }: Signer,
    expected: ExpectedIds | undefined,
    now: number,
  ): Verified | Promise<Verified> {
    if (expected) refuseUnexpected(assertion, expected);
    const checked = id === undefined ? undefined : this.#refuseReplay(assertion, id, now);
    return checked ? checked.then(() => verified(assertion, copy)) : verified(assertion, copy);
  }

  #refuseReplay(assertion: Assertion, id: string, now: number): Promise<void> | undefined {
    const { replays, maxAgeSeconds, maxSkewSeconds, timeoutMs } = this.#settings;
    if (!replays) return undefined;
    const staleAt = assertion.issuedAt.getTime() + maxAgeSeconds * 1000;
    const ttlMs = Math.ceil((maxAgeSeconds + maxSkewSeconds) * 1000) + SPARE_MS;
    return refuseReplay(replays, { id, now, staleAt, ttlMs, timeoutMs });
  }
}

/** Says why a signature is by none of the keys of an agent. */
function refusalOf({ keys }: Entry): Refusal {
  if (keys.fault) return new Refusal(500, keys.fault);
  if (isUnknown(keys)) return refuse(401, "agent_unknown", "the agent is unknown");
  const { length } = keys.copies;
  return refuse(401, "signature_invalid", `the signature is by none of the agent's ${length} keys`);
}
