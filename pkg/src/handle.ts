import { CodedError } from "./error.js";
import { type core, type Raw, release } from "./load.js";
import { quoted } from "./quote.js";

declare global {
  interface SymbolConstructor {
    /** Declared here so that `using` type-checks without a `lib` setting of yours. */
    readonly dispose: unique symbol;
  }
}

/** @internal */
export const inspect: unique symbol = Symbol.for("nodejs.util.inspect.custom") as never;
/** @internal */
export const denoInspect: unique symbol = Symbol.for("Deno.customInspect") as never;
/** The symbol that `using` looks for, even if the runtime does not define it. */
const dispose: typeof Symbol.dispose = Symbol.dispose ?? Symbol.for("Symbol.dispose");

const SECRET = "it holds a private key";

/**
 * The token without which no handle can be made. It does not leave this package.
 * @internal
 */
export const OURS: unique symbol = Symbol();

/** @internal */
export type Kind = "AgentKey" | "AgentPublicKey" | "AgentIdentity" | "AssertionExtractor";
/** @internal */
export type RawOf<K extends Kind> = ReturnType<typeof core>[K]["prototype"];

interface Inside {
  raw: Raw | null;
  readonly kind: Kind;
}

// These two reach the private member of a handle. They are not methods, because the exported classes would inherit them.
let inside: (value: unknown) => Inside | undefined;
/** Puts `own` into a handle. Returns false if the object is not an empty handle. */
let fill: (handle: Handle, own: Inside) => boolean;

/** An object in WebAssembly memory. It is kept behind a private name, so that it can be neither forged nor printed. */
export class Handle {
  #inside: Inside | undefined;

  static {
    inside = (value) =>
      typeof value === "object" && value !== null && #inside in value ? value.#inside : undefined;
    fill = (handle, own) => {
      const isEmpty = #inside in handle && handle.#inside === undefined;
      if (isEmpty) handle.#inside = own;
      return isEmpty;
    };
  }

  /**
   * Releases the object's memory. A secret is wiped as soon as no other object uses it: an `AgentKey` and the
   * `AgentIdentity` objects made with it share one. Freeing twice does nothing.
   */
  free(): void {
    free(this);
  }

  /** Does the same as `free()`, for `using`. */
  [dispose](): void {
    free(this);
  }

  /** @internal */
  toString(): string {
    return print(this);
  }

  /** @internal */
  toJSON(): string {
    return print(this);
  }

  /** @internal */
  [inspect](): string {
    return print(this);
  }

  /** @internal */
  [denoInspect](): string {
    return print(this);
  }
}

/**
 * Puts an object of the module into an empty handle. `super` takes no arguments, because a caller who replaces the
 * prototype of a class would receive them.
 * @internal
 */
export function adopt(handle: Handle, kind: Kind, raw: Raw, maker: unknown): void {
  if (maker !== OURS || !fill(handle, { raw, kind })) {
    throw new CodedError("wrong_type", "a key has no public constructor; use the static methods");
  }
  // structuredClone and spreading would make a copy with nothing behind it.
  Object.defineProperty(handle, "handle", guard(kind));
}

/**
 * @param name what to call the value in an error
 * @internal
 */
export function rawOf<K extends Kind>(value: unknown, kind: K, name: string): RawOf<K> {
  const found = inside(value);
  if (found?.raw === null) throw new CodedError("freed", `${name} was freed`);
  if (found?.kind === kind) return found.raw as RawOf<K>;
  const way = found ? `it is an ${found.kind}` : kindOf(value);
  const remedy = REMEDIES[`${found?.kind ?? typeof value} ${kind}`];
  const wanted = `${name} must be an ${kind} that this copy of agent-identity-wasm made`;
  throw new CodedError("wrong_type", `${wanted}; ${way}${remedy ? `: ${remedy}` : ""}`);
}

/** The advice for one kind of value where another is wanted. */
const REMEDIES: Record<string, string> = {
  "AgentKey AgentPublicKey": "pass its publicKey",
  "AgentIdentity AgentPublicKey": "pass its publicKey",
  "string AgentPublicKey": "AgentPublicKey.parse reads one",
  "string AgentKey": "AgentKey.fromPkcs8 reads one",
};

/** Never calls what a caller may have put into a value. */
function kindOf(value: unknown): string {
  if (value === null) return "it is null";
  return value === undefined ? "there is none" : `it is of the type ${typeof value}`;
}

/** @internal */
export function isFreed(handle: Handle): boolean {
  return inside(handle)?.raw === null;
}

function free(handle: unknown): void {
  const found = inside(handle);
  if (!found) throw new CodedError("wrong_type", "free() was called on something else");
  const { raw, kind } = found;
  found.raw = null;
  if (raw) release(raw, kind);
}

/** Never throws, whatever it is called on and whichever members were replaced: a caller who prints expects no error. */
function print(value: unknown): string {
  const found = inside(value);
  if (!found) return "no object of agent-identity-wasm";
  const { raw, kind } = found;
  if (!raw) return `${kind} (freed)`;
  try {
    return (describe[kind] as (raw: Raw) => string)(raw);
  } catch {
    // The module's memory is used up.
    return kind;
  }
}

const describe = {
  AgentKey: (raw: RawOf<"AgentKey">) => `AgentKey (secret, ${fingerprint(raw)})`,
  AgentPublicKey: (raw: RawOf<"AgentPublicKey">) => raw.toSsh(undefined),
  AgentIdentity: (raw: RawOf<"AgentIdentity">) =>
    `AgentIdentity (${quoted(raw.agentRuntimeId())}, secret key, ${fingerprint(raw)})`,
  AssertionExtractor: () => "AssertionExtractor",
};

function fingerprint(holder: RawOf<"AgentKey" | "AgentIdentity">): string {
  const publicKey = holder.publicKey();
  const printed = publicKey.fingerprint();
  publicKey.free();
  return printed;
}

/** Returns a descriptor without a prototype, whose members would otherwise be read as the descriptor's. */
function guard(kind: Kind): PropertyDescriptor {
  return Object.assign(Object.create(null), { enumerable: true, get: () => refuseCopy(kind) });
}

function refuseCopy(kind: Kind): never {
  const advice = {
    AgentPublicKey: "send its toSsh() instead",
    AssertionExtractor: "it is in the middle of a text",
    AgentKey: SECRET,
    AgentIdentity: SECRET,
  };
  throw new CodedError("not_cloneable", `an ${kind} cannot be copied or cloned: ${advice[kind]}`);
}
