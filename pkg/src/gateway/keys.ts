import {
  type AgentIdentityError,
  AgentPublicKey,
  type HostAbortSignal,
  type PublicJwkLike,
} from "agent-identity-wasm";
import { memberOf } from "../members.js";
import { CodedError, coded } from "./error.js";

/** One public key, in a form that `AgentPublicKey.parse` reads, or as an `AgentPublicKey` of this copy of the package. */
export type AgentKeySource = AgentPublicKey | string | PublicJwkLike;

/**
 * The keys of one agent: a single one, or up to 16 in an array or another iterable. `null`, `undefined` and an empty
 * iterable mean that the agent is unknown. A lone string is one key.
 */
export type Keys = AgentKeySource | Iterable<AgentKeySource> | null | undefined;

/**
 * Looks up the keys of an agent, usually in a database. The answer must depend on the id alone, because it is cached by
 * it: use one verifier per tenant.
 *
 * `signal` is aborted as soon as the answer has become useless. `refresh` is true if a signature fitted none of the known keys: if
 * the function has caches of its own, it should bypass them. If it throws or rejects, the answer to the request is 503.
 */
export type KeysOf = (
  agentRuntimeId: string,
  about: { signal: HostAbortSignal; refresh: boolean },
) => Promise<Keys> | Keys;

/** Bounds the work that one forged header causes. */
const MAX_KEYS = 16;

/**
 * The verifier's own copy of a key, which nobody else can free.
 * @internal
 */
export class KeyCopy {
  readonly #bytes: Uint8Array;
  #key: AgentPublicKey | undefined;

  constructor(source: unknown) {
    const form = source instanceof AgentPublicKey ? source.toBytes() : source;
    this.#key = AgentPublicKey.parse(form as string);
    this.#bytes = this.#key.toBytes();
  }

  /** The key, for this call only: {@link release} frees it. */
  get key(): AgentPublicKey {
    this.#key ??= this.copy();
    return this.#key;
  }

  /** Returns a key that belongs to the caller. */
  copy(): AgentPublicKey {
    return AgentPublicKey.parse(this.#bytes);
  }

  /** Frees the WebAssembly memory of this copy. A later use allocates it again. */
  release(): void {
    this.#key?.free();
    this.#key = undefined;
  }
}

/**
 * Copies of the keys that a look-up returned.
 * @internal
 */
export interface AgentKeys {
  /** An agent without keys is unknown, unless there is a fault. */
  readonly copies: readonly KeyCopy[];
  /** Why one of the keys could not be read. */
  readonly fault: AgentIdentityError | undefined;
}

/** @internal */
export const isUnknown = ({ copies, fault }: AgentKeys): boolean => copies.length === 0 && !fault;

/**
 * Copies what a look-up returned. An exception of an iterator is passed on.
 * @internal
 */
export function copyKeys(keys: unknown): AgentKeys {
  const copies: KeyCopy[] = [];
  let fault: AgentIdentityError | undefined;
  const sources = firstOf(keys, MAX_KEYS + 1);
  sources.slice(0, MAX_KEYS).forEach((source) => {
    try {
      copies.push(new KeyCopy(source));
    } catch (error) {
      fault ??= coded(error, "a key cannot be read");
    }
  });
  if (sources.length > MAX_KEYS) {
    fault ??= new CodedError("number_out_of_range", `the agent has more than ${MAX_KEYS} keys`);
  }
  return { copies, fault };
}

/** Returns at most `most` of the sources that a look-up returned. */
function firstOf(keys: unknown, most: number): unknown[] {
  if (keys === null || keys === undefined) return [];
  if (typeof keys !== "object" || ArrayBuffer.isView(keys)) return [keys];
  // An iterator in a polluted `Object.prototype` would make a list of any JWK.
  const iterate = memberOf(keys, Symbol.iterator);
  if (iterate === undefined) return [keys];
  if (typeof iterate !== "function") throw new TypeError("the keys have an iterator that is not a function");
  return taken(Reflect.apply(iterate, keys, []) as Iterator<unknown>, most);
}

/** A loop with `of` would call a `return` that the iterator of an array inherits from a polluted `Object.prototype`. */
function taken(iterator: Iterator<unknown>, most: number): unknown[] {
  const items: unknown[] = [];
  for (let next = iterator.next(); !memberOf(next, "done"); next = iterator.next()) {
    items.push(memberOf(next, "value"));
    if (items.length < most) continue;
    const close = memberOf(iterator, "return");
    if (typeof close === "function") Reflect.apply(close, iterator, []);
    break;
  }
  return items;
}
