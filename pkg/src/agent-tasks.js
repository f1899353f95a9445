// @ts-check
import { rawIdentity } from "./agent-identity.js";
import { AgentIdentityError } from "./error.js";
import { heeding, unlessAborted } from "./http/abort.js";
import { isTransient, retrying } from "./http/retry.js";
import { send } from "./http/send.js";
import { readSettings, settingNames } from "./http/settings.js";
import { Shared } from "./http/shared.js";
import { readOptions } from "./options.js";

/**
 * @typedef {import("../types/index.js").RegisteredAgentTask} RegisteredAgentTask
 * @typedef {import("../types/index.js").AgentIdentity} AgentIdentity
 * @typedef {import("../types/index.js").Where} Where
 */

export class AgentTasks {
  /** @type {AgentIdentity} */
  #identity;
  /** @type {Where} */
  #where;
  /** @type {import("./http/settings.js").Settings} */
  #settings;
  /**
   * By external reference; that of the background task is `undefined`.
   * @type {Shared<string | undefined, RegisteredAgentTask>}
   */
  #tasks = new Shared();
  /** @type {WeakSet<RegisteredAgentTask>} */
  #handedOut = new WeakSet();

  /**
   * @param {AgentIdentity} identity
   * @param {object} [options]
   */
  constructor(identity, options) {
    rawIdentity(identity);
    const given = readOptions(options, [...settingNames, "endpoints", "authApiBaseUrl"]);
    const { endpoints, authApiBaseUrl } = given;
    this.#identity = identity;
    this.#settings = readSettings(given, { timeoutMs: 30_000, retries: 3 });
    this.#where = { endpoints, authApiBaseUrl };
    // Better refused here than at the first task.
    rawIdentity(identity).taskRegistrationRequest({ ...this.#where, now: 0 });
  }

  /**
   * @param {string} externalTaskRef
   * @param {object} [options]
   */
  async thread(externalTaskRef, options) {
    // To leave it out, as a slip would, is to ask for the background task.
    if (typeof externalTaskRef !== "string") {
      throw new AgentIdentityError("wrong_type", "externalTaskRef must be a string");
    }
    return this.#task(externalTaskRef, options);
  }

  /** @param {object} [options] */
  async background(options) {
    return this.#task(undefined, options);
  }

  /** @param {RegisteredAgentTask} task */
  forget(task) {
    const old = readTask(task);
    // The authority may give a task its old id again: an object of ours stands for itself alone.
    const isIt = this.#handedOut.has(task)
      ? (/** @type {RegisteredAgentTask} */ current) => current === task
      : (/** @type {RegisteredAgentTask} */ current) => isSameTask(current, old);
    this.#tasks.forget(old.externalTaskRef, isIt);
  }

  /**
   * @param {string | undefined} externalTaskRef
   * @param {object} [options]
   */
  #task(externalTaskRef, options) {
    const start = () => this.#register(externalTaskRef);
    return heeding(options, (signal) => unlessAborted(this.#tasks.get(externalTaskRef, start), signal));
  }

  /** @param {string | undefined} externalTaskRef */
  #register(externalTaskRef) {
    return retrying(() => this.#tryToRegister(externalTaskRef), isTransient, this.#settings);
  }

  /**
   * Signs anew each time: the authority refuses a stale timestamp.
   * @param {string | undefined} externalTaskRef
   */
  async #tryToRegister(externalTaskRef) {
    const now = this.#settings.runtime.now();
    const ref = externalTaskRef === undefined ? {} : { externalTaskRef };
    const request = rawIdentity(this.#identity).taskRegistrationRequest({ ...this.#where, ...ref, now });
    const read = (/** @type {string} */ body) =>
      rawIdentity(this.#identity).readTaskRegistrationResponse(body, ref);
    const task = Object.freeze(await send(request, read, this.#settings));
    this.#handedOut.add(task);
    return task;
  }
}

const identifying = /** @type {const} */ (["agentRuntimeId", "taskId", "kind", "externalTaskRef"]);

/** @param {unknown} task */
function readTask(task) {
  const found = readOptions(task, identifying);
  if (typeof found.taskId === "string") return found;
  throw new AgentIdentityError("wrong_type", "what to forget must be a registered task");
}

/**
 * @param {RegisteredAgentTask} one
 * @param {Partial<RegisteredAgentTask>} other
 */
function isSameTask(one, other) {
  return identifying.every((name) => one[name] === other[name]);
}
