// @ts-check
import { rawKey } from "./agent-key.js";
import { AgentPublicKey } from "./agent-public-key.js";
import { adopt, Handle, isFreed, OURS, rawOf } from "./handle.js";
import { core } from "./load.js";

/** @typedef {import("../types/index.js").RegisteredAgentTask} RegisteredAgentTask */

export class AgentIdentity extends Handle {
  /** @type {AgentPublicKey | undefined} */
  #publicKey;

  /**
   * @param {string} agentRuntimeId
   * @param {import("./agent-key.js").AgentKey} key
   */
  constructor(agentRuntimeId, key) {
    super();
    adopt(this, "AgentIdentity", new (core().AgentIdentity)(agentRuntimeId, rawKey(key)), OURS);
  }

  get agentRuntimeId() {
    return rawIdentity(this).agentRuntimeId();
  }

  get publicKey() {
    const raw = rawIdentity(this);
    if (!this.#publicKey || isFreed(this.#publicKey)) {
      this.#publicKey = new AgentPublicKey(raw.publicKey(), OURS);
    }
    return this.#publicKey;
  }

  /**
   * @param {string | RegisteredAgentTask} task
   * @param {object} [options]
   */
  authorizationHeader(task, options) {
    return rawIdentity(this).authorizationHeader(task, options);
  }

  /**
   * @param {string | RegisteredAgentTask} task
   * @param {object} options
   */
  requestHeaders(task, options) {
    return rawIdentity(this).requestHeaders(task, options);
  }

  /** @param {object} [options] */
  taskRegistrationRequest(options) {
    return rawIdentity(this).taskRegistrationRequest(options);
  }

  /**
   * @param {string | object} body
   * @param {object} [options]
   */
  readTaskRegistrationResponse(body, options) {
    return rawIdentity(this).readTaskRegistrationResponse(body, options);
  }

  get [Symbol.toStringTag]() {
    return "AgentIdentity";
  }
}

/** @param {unknown} value */
export function rawIdentity(value) {
  return rawOf(value, "AgentIdentity", "the identity");
}
