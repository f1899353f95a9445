// @ts-check
import { AgentPublicKey } from "./agent-public-key.js";
import { Handle } from "./handle.js";
import { core } from "./load.js";

export class AgentKey extends Handle {
  /** @type {AgentPublicKey | undefined} */
  #publicKey;

  /** @param {import("../build/core.js").AgentKey} raw */
  constructor(raw) {
    super(raw, "AgentKey");
  }

  static generate() {
    return new AgentKey(core().AgentKey.generate());
  }

  /** @param {string | Uint8Array} source */
  static fromPkcs8(source) {
    return new AgentKey(core().AgentKey.fromPkcs8(source));
  }

  get publicKey() {
    const raw = rawKey(this);
    if (!this.#publicKey || Handle.isFreed(this.#publicKey)) {
      this.#publicKey = new AgentPublicKey(raw.publicKey());
    }
    return this.#publicKey;
  }

  exportPkcs8() {
    return rawKey(this).exportPkcs8();
  }

  toString() {
    return Handle.isFreed(this) ? "AgentKey (freed)" : `AgentKey (secret, ${this.publicKey.fingerprint()})`;
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
  return Handle.raw(value, "AgentKey", name);
}
