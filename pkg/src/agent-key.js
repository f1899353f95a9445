// @ts-check
import { AgentPublicKey } from "./agent-public-key.js";
import { adopt, Handle, isFreed, OURS, rawOf } from "./handle.js";
import { core } from "./load.js";

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

  get publicKey() {
    const raw = rawKey(this);
    if (!this.#publicKey || isFreed(this.#publicKey)) {
      this.#publicKey = new AgentPublicKey(raw.publicKey(), OURS);
    }
    return this.#publicKey;
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
