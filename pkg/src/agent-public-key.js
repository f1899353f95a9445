// @ts-check
import { adopt, Handle, OURS, rawOf } from "./handle.js";
import { core } from "./load.js";

export class AgentPublicKey extends Handle {
  /**
   * @param {import("../build/core.js").AgentPublicKey} raw
   * @param {unknown} maker
   */
  constructor(raw, maker) {
    super();
    adopt(this, "AgentPublicKey", raw, maker);
  }

  /** @param {unknown} source */
  static parse(source) {
    return new AgentPublicKey(core().AgentPublicKey.parse(source), OURS);
  }

  /** @param {string} [comment] */
  toSsh(comment) {
    return rawPublicKey(this).toSsh(comment);
  }

  toBytes() {
    return rawPublicKey(this).toBytes();
  }

  toJwk() {
    return rawPublicKey(this).toJwk();
  }

  toSpkiPem() {
    return rawPublicKey(this).toSpkiPem();
  }

  fingerprint() {
    return rawPublicKey(this).fingerprint();
  }

  /** @param {AgentPublicKey} other */
  equals(other) {
    return rawPublicKey(this).equals(rawPublicKey(other, "other"));
  }

  get [Symbol.toStringTag]() {
    return "AgentPublicKey";
  }
}

/**
 * @param {unknown} value
 * @param {string} [name]
 */
export function rawPublicKey(value, name = "the public key") {
  return rawOf(value, "AgentPublicKey", name);
}
