// @ts-check
import { AgentIdentityError } from "./error.js";
import { core, release } from "./load.js";

/** @type {unique symbol} */
const inspect = Symbol.for("nodejs.util.inspect.custom");
/** @type {unique symbol} */
const denoInspect = Symbol.for("Deno.customInspect");
/**
 * `using` looks for this where the runtime has no symbol of its own.
 * @type {typeof Symbol.dispose}
 */
const dispose = Symbol.dispose ?? Symbol.for("Symbol.dispose");

const SECRET = "it holds a private key";

/** Whoever has it makes handles: this package alone. */
export const OURS = Symbol();

/** @typedef {"AgentKey" | "AgentPublicKey" | "AgentIdentity" | "AssertionExtractor"} Kind */
/** @typedef {{ __destroy_into_raw(): number | undefined }} Raw */
/**
 * @template {Kind} K
 * @typedef {InstanceType<ReturnType<typeof core>[K]>} RawOf
 */

/** @typedef {{ raw: Raw | null, readonly kind: Kind }} Inside */

/**
 * What only this file may reach: no method does this, for the exported classes would inherit it.
 * @type {(value: unknown) => Inside | undefined}
 */
let inside;

/**
 * Whether there was a handle with nothing inside yet.
 * @type {(handle: Handle, own: Inside) => boolean}
 */
let fill;

/** An object of WebAssembly memory behind a private name, so that it can be neither forged nor printed. */
export class Handle {
  /** @type {Inside | undefined} */
  #inside;

  static {
    inside = (value) =>
      typeof value === "object" && value !== null && #inside in value ? value.#inside : undefined;
    fill = (handle, own) => {
      const isEmpty = #inside in handle && handle.#inside === undefined;
      if (isEmpty) handle.#inside = own;
      return isEmpty;
    };
  }

  free() {
    free(this);
  }

  [dispose]() {
    free(this);
  }

  toString() {
    return print(this);
  }

  toJSON() {
    return print(this);
  }

  [inspect]() {
    return print(this);
  }

  [denoInspect]() {
    return print(this);
  }
}

/**
 * No argument of `super`, which whoever replaces the prototype of a class would be given.
 * @param {Handle} handle
 * @param {Kind} kind
 * @param {Raw} raw
 * @param {unknown} maker
 */
export function adopt(handle, kind, raw, maker) {
  if (maker !== OURS || !fill(handle, { raw, kind })) {
    throw new AgentIdentityError("wrong_type", "a key has no public constructor; use the static methods");
  }
  // structuredClone and spreading would make a copy with nothing behind it.
  Object.defineProperty(handle, "handle", guard(kind));
}

/**
 * @template {Kind} K
 * @param {unknown} value
 * @param {K} kind
 * @param {string} name what to call it in an error
 * @returns {RawOf<K>}
 */
export function rawOf(value, kind, name) {
  const found = inside(value);
  if (found?.raw === null) throw new AgentIdentityError("freed", `${name} was freed`);
  if (found?.kind === kind) return /** @type {RawOf<K>} */ (found.raw);
  const message = `${name} must be an ${kind} that this copy of agent-identity-wasm made`;
  throw new AgentIdentityError("wrong_type", message);
}

/** @param {Handle} handle */
export function isFreed(handle) {
  return inside(handle)?.raw === null;
}

/** @param {unknown} handle */
function free(handle) {
  const found = inside(handle);
  if (!found) throw new AgentIdentityError("wrong_type", "free() was called on something else");
  const { raw, kind } = found;
  found.raw = null;
  if (raw) release(raw, kind);
}

/**
 * Of whatever it is called on, and whatever was put in the place of its members: who prints expects no error.
 * @param {unknown} value
 */
function print(value) {
  const found = inside(value);
  if (!found) return "no object of agent-identity-wasm";
  const { raw, kind } = found;
  return raw ? describe[kind](/** @type {any} */ (raw)) : `${kind} (freed)`;
}

const describe = {
  /** @param {RawOf<"AgentKey">} raw */
  AgentKey: (raw) => `AgentKey (secret, ${fingerprint(raw)})`,
  /** @param {RawOf<"AgentPublicKey">} raw */
  AgentPublicKey: (raw) => raw.toSsh(undefined),
  /** @param {RawOf<"AgentIdentity">} raw */
  AgentIdentity: (raw) => `AgentIdentity (${raw.agentRuntimeId()}, secret key, ${fingerprint(raw)})`,
  AssertionExtractor: () => "AssertionExtractor",
};

/** @param {RawOf<"AgentKey" | "AgentIdentity">} holder */
function fingerprint(holder) {
  const publicKey = holder.publicKey();
  const printed = publicKey.fingerprint();
  publicKey.free();
  return printed;
}

/**
 * Without a prototype, whose members would be taken for the descriptor's.
 * @param {Kind} kind
 * @returns {PropertyDescriptor}
 */
function guard(kind) {
  return Object.assign(Object.create(null), { enumerable: true, get: () => refuseCopy(kind) });
}

/** @param {Kind} kind */
function refuseCopy(kind) {
  const advice = {
    AgentPublicKey: "send its toSsh() instead",
    AssertionExtractor: "it is in the middle of a text",
    AgentKey: SECRET,
    AgentIdentity: SECRET,
  };
  throw new AgentIdentityError("not_cloneable", `an ${kind} cannot be copied or cloned: ${advice[kind]}`);
}
