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

/** @typedef {"AgentKey" | "AgentPublicKey" | "AgentIdentity" | "AssertionExtractor"} Kind */
/** @typedef {{ __destroy_into_raw(): number | undefined }} Raw */

/** An object of WebAssembly memory behind a private name, so that it can be neither forged nor printed. */
export class Handle {
  /** @type {Raw | null} */
  #raw;
  /** @type {Kind} */
  #kind;

  /**
   * @param {Raw} raw
   * @param {Kind} kind
   */
  constructor(raw, kind) {
    if (!isRaw(raw, kind)) {
      throw new AgentIdentityError("wrong_type", `${kind} has no public constructor; use its static methods`);
    }
    this.#raw = raw;
    this.#kind = kind;
    // structuredClone and spreading would make a copy with nothing behind it.
    Object.defineProperty(this, "handle", { enumerable: true, get: () => refuseCopy(kind) });
  }

  /**
   * @template {Kind} K
   * @param {unknown} value
   * @param {K} kind
   * @param {string} name what to call it in an error
   * @returns {InstanceType<ReturnType<typeof core>[K]>}
   */
  static raw(value, kind, name) {
    const raw = typeof value === "object" && value !== null && #raw in value ? value.#raw : undefined;
    if (raw === null) throw new AgentIdentityError("freed", `${name} was freed`);
    if (raw instanceof core()[kind]) {
      return /** @type {InstanceType<ReturnType<typeof core>[K]>} */ (raw);
    }
    const message = `${name} must be an ${kind} that this copy of agent-identity-wasm made`;
    throw new AgentIdentityError("wrong_type", message);
  }

  /** @param {Handle} handle */
  static isFreed(handle) {
    return handle.#raw === null;
  }

  free() {
    if (!(#raw in this)) throw new AgentIdentityError("wrong_type", "free() was called on something else");
    const raw = this.#raw;
    this.#raw = null;
    if (raw) release(raw, this.#kind);
  }

  [dispose]() {
    this.free();
  }

  toJSON() {
    return this.toString();
  }

  [inspect]() {
    return this.toString();
  }

  [denoInspect]() {
    return this.toString();
  }
}

/**
 * @param {unknown} value whatever a caller may hand to a constructor, proxies that throw included
 * @param {Kind} kind
 */
function isRaw(value, kind) {
  try {
    return value instanceof core()[kind];
  } catch {
    return false;
  }
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
