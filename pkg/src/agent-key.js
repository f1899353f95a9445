// @ts-check
import { AgentPublicKey } from "./agent-public-key.js";
import { adopt, Handle, isFreed, OURS, rawOf } from "./handle.js";
import { core } from "./load.js";

/**
 * Of the key itself, whatever its owner put in the place of its members.
 * @type {(key: AgentKey) => AgentPublicKey}
 */
export let publicKeyOf;

export class AgentKey extends Handle {
  /** @type {AgentPublicKey | undefined} */
  #publicKey;

  /**
   * @param {import("../build/core.js").AgentKey} raw
   * @param {unknown} maker
   */
  constructor(raw, maker) {
    super();
    adopt(this, "AgentKey", raw, maker);
  }

  static generate() {
    return new AgentKey(core().AgentKey.generate(), OURS);
  }

  /** @param {string | Uint8Array} source */
  static fromPkcs8(source) {
    return new AgentKey(core().AgentKey.fromPkcs8(source), OURS);
  }

  static {
    publicKeyOf = (key) => {
      const raw = rawKey(key);
      if (!key.#publicKey || isFreed(key.#publicKey)) {
        key.#publicKey = new AgentPublicKey(raw.publicKey(), OURS);
      }
      return key.#publicKey;
    };
  }

  get publicKey() {
    return publicKeyOf(this);
  }

  exportPkcs8() {
    return rawKey(this).exportPkcs8();
  }

  get [Symbol.toStringTag]() {
    return "AgentKey";
  }
}

/**
 * @param {unknown} value
 * @param {string} [name]
 */
export function rawKey(value, name = "the key") {
  return rawOf(value, "AgentKey", name);
}
