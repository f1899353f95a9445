import type { AgentIdentityError } from "agent-identity-wasm";
import { type Timed, withDeadline } from "./deadline.js";
import { CodedError, isOwnError } from "./error.js";
import type { KeysOf } from "./keys.js";
import { Refusal } from "./refusal.js";

export interface LookUpOptions {
  keysOf: KeysOf;
  maxLookups: number;
  timeoutMs: number;
  /** False if one request must not wait for the promise of another. */
  shared: boolean;
}

/** The reason for a look-up. */
export interface Occasion {
  readonly agentRuntimeId: string;
  /** True if a signature fitted none of the known keys. */
  readonly refresh: boolean;
  /** True if the agent had keys before. */
  readonly known: boolean;
  /** When it started, by the verifier's clock. */
  readonly startedAt: number;
}

/** One call of `keysOf`. */
export interface LookUp<Result> extends Occasion {
  /** Orders look-ups by their start, so that the answer of an earlier one never replaces that of a later one. */
  readonly order: number;
  /** Rejects with a refusal. */
  readonly result: Promise<Result>;
  /** True if `forget` was called meanwhile: the result is not to be used. */
  forgotten: boolean;
}

type Running<Result> = LookUp<Result> & { cancel: Timed<Result>["cancel"] };

/**
 * The look-ups that are running: at most `maxLookups` at once, and one at a time per agent if they can be shared.
 *
 * A known agent takes the place of one that was never seen, so that invented ids cannot keep the keys of known agents from
 * being renewed.
 */
export class LookUps<Result> {
  readonly #options: LookUpOptions;
  readonly #finish: (keys: unknown, lookUp: LookUp<Result>) => Result;
  readonly #running = new Set<Running<Result>>();
  readonly #lookUps = new Map<string, Running<Result>>();
  readonly #refreshes = new Map<string, Running<Result>>();
  #count = 0;

  /** @param finish makes the result of what `keysOf` returned, before anyone who waits for it goes on */
  constructor(options: LookUpOptions, finish: (keys: unknown, lookUp: LookUp<Result>) => Result) {
    this.#options = options;
    this.#finish = finish;
  }

  /** Returns a running look-up that a request may wait for. A refresh serves those who need no refresh as well. */
  running(agentRuntimeId: string, refresh: boolean): LookUp<Result> | undefined {
    const refreshing = this.#refreshes.get(agentRuntimeId);
    return refreshing ?? (refresh ? undefined : this.#lookUps.get(agentRuntimeId));
  }

  /** Calls `keysOf`. Throws a refusal if too many look-ups are running. */
  start(occasion: Occasion): LookUp<Result> {
    if (!this.#options.shared) this.#removeAbandoned(occasion.startedAt);
    this.#makeRoom(occasion.known);
    const { result, cancel } = this.#call(occasion);
    const lookUp: Running<Result> = {
      ...occasion,
      order: ++this.#count,
      forgotten: false,
      cancel,
      result: result.then((keys) => this.#finish(keys, lookUp)).catch(refuseUnavailable),
    };
    this.#add(lookUp);
    return lookUp;
  }

  /** Makes the results of running look-ups useless, of one agent or of all. */
  forget(agentRuntimeId?: string): void {
    for (const lookUp of this.#running) {
      if (agentRuntimeId !== undefined && lookUp.agentRuntimeId !== agentRuntimeId) continue;
      lookUp.forgotten = true;
      if (this.#options.shared) this.#end(lookUp, unavailable("the agent's keys were forgotten"));
    }
  }

  #call({ agentRuntimeId, refresh }: Occasion): Timed<unknown> {
    const { keysOf, timeoutMs } = this.#options;
    return withDeadline<unknown>(
      (signal) => keysOf(agentRuntimeId, { signal, refresh }),
      timeoutMs,
      () => unavailable(`the look-up of the agent's keys took longer than ${timeoutMs} ms`),
    );
  }

  /** On Cloudflare Workers, nothing of a request goes on after its client has left, not even its timers. */
  #removeAbandoned(now: number): void {
    for (const lookUp of this.#running) {
      if (Math.abs(now - lookUp.startedAt) > this.#options.timeoutMs) this.#remove(lookUp);
    }
  }

  #makeRoom(known: boolean): void {
    const { maxLookups, shared } = this.#options;
    if (this.#running.size < maxLookups) return;
    const strangers = [...this.#running].filter((lookUp) => !lookUp.known);
    const newest = strangers.at(-1);
    if (known && newest && shared) {
      this.#end(newest, unavailable("the look-up made room for one of a known agent"));
      return;
    }
    // A promise of another request cannot be ended from here, so its look-up goes on beyond the limit.
    if (known && !shared && this.#running.size - strangers.length < maxLookups) return;
    throw new Refusal(503, unavailable(`${maxLookups} look-ups are running already`));
  }

  #add(lookUp: Running<Result>): void {
    this.#running.add(lookUp);
    if (this.#options.shared) this.#sharedWith(lookUp).set(lookUp.agentRuntimeId, lookUp);
    const remove = () => this.#remove(lookUp);
    lookUp.result.then(remove, remove);
  }

  #end(lookUp: Running<Result>, reason: AgentIdentityError): void {
    this.#remove(lookUp);
    lookUp.cancel(reason);
  }

  #remove(lookUp: Running<Result>): void {
    this.#running.delete(lookUp);
    const shared = this.#sharedWith(lookUp);
    if (shared.get(lookUp.agentRuntimeId) === lookUp) shared.delete(lookUp.agentRuntimeId);
  }

  #sharedWith(lookUp: Occasion): Map<string, Running<Result>> {
    return lookUp.refresh ? this.#refreshes : this.#lookUps;
  }
}

function unavailable(message: string, ...cause: [unknown?]): AgentIdentityError {
  return new CodedError("keys_unavailable", message, ...cause);
}

function refuseUnavailable(reason: unknown): never {
  const isTold = isOwnError(reason) && reason.code === "keys_unavailable";
  throw new Refusal(503, isTold ? reason : unavailable("the look-up of the agent's keys failed", reason));
}
