import { type AgentIdentity, rawIdentity } from "./agent-identity.js";
import type { Where } from "./endpoints.js";
import { CodedError } from "./error.js";
import { type AbortSignalLike, heeding, unlessAborted } from "./http/abort.js";
import { isTransient, retrying } from "./http/retry.js";
import { send } from "./http/send.js";
import { readSettings, type SendOptions, type Settings, settingNames } from "./http/settings.js";
import { Shared } from "./http/shared.js";
import { readOptions } from "./options.js";
import type { RegisteredAgentTask } from "./task.js";

/**
 * The tasks of an agent: one registration for each reference and one for background work, shared by all who
 * ask, and kept until it is forgotten. A failure is not kept: the next call tries again.
 *
 * Sent again are requests that got no answer in time or in full, a 429 or a 5xx, each time with a new
 * timestamp and signature.
 *
 * @example
 * ```js
 * import { AgentIdentity, AgentKey, AgentTasks } from "agent-identity-wasm";
 *
 * const identity = new AgentIdentity("agent-1", AgentKey.generate());
 * // In place of the authority. Leave `fetch` out to ask the real one.
 * const fetch = async (url) => new Response('{"task_id":"task-1"}');
 * const tasks = new AgentTasks(identity, { fetch });
 * const [task, same] = await Promise.all([tasks.thread("thread-7"), tasks.thread("thread-7")]);
 * console.log(task.kind, task.taskId, task === same); // thread task-1 true
 * console.log(identity.authorizationHeader(task).split(" ")[0]); // AgentAssertion
 * ```
 */
export class AgentTasks {
  #identity: AgentIdentity;
  #where: Where;
  #settings: Settings;
  /** The registrations by external reference. The background task has the key `undefined`. */
  #tasks = new Shared<string | undefined, RegisteredAgentTask>();
  #handedOut = new WeakSet<RegisteredAgentTask>();

  /**
   * @throws {@link AgentIdentityError} `wrong_type`, `number_out_of_range`, `freed`, `base_url_…`
   */
  constructor(identity: AgentIdentity, options?: SendOptions & Where) {
    rawIdentity(identity);
    const given = readOptions(options, [...settingNames, "endpoints", "authApiBaseUrl"]);
    const { endpoints, authApiBaseUrl } = given;
    this.#identity = identity;
    this.#settings = readSettings(given, { timeoutMs: 30_000, retries: 3 });
    this.#where = { endpoints, authApiBaseUrl };
    // A bad address is refused here and not at the first task.
    rawIdentity(identity).taskRegistrationRequest({ ...this.#where, now: 0 });
  }

  /**
   * The task of one conversation.
   *
   * @param externalTaskRef your own stable name for it, a thread's id for example
   * @param options.signal ends your wait. The registration goes on, for others and for the next call.
   * @throws {@link AgentIdentityError} `external_task_ref_invalid`, before anything is sent; `request_…`,
   * `response_…`; as {@link AgentIdentity.readTaskRegistrationResponse}
   */
  async thread(
    externalTaskRef: string,
    options?: { signal?: AbortSignalLike | undefined },
  ): Promise<RegisteredAgentTask> {
    // A call that forgets the reference must not get the background task.
    if (typeof externalTaskRef !== "string") {
      throw new CodedError("wrong_type", "externalTaskRef must be a string");
    }
    return this.#task(externalTaskRef, options);
  }

  /** The task of the whole process, which has no reference. Else as {@link AgentTasks.thread}. */
  async background(options?: { signal?: AbortSignalLike | undefined }): Promise<RegisteredAgentTask> {
    return this.#task(undefined, options);
  }

  /**
   * Drops a task that the authority has refused: the next call for it registers a new one. If several callers notice
   * the refusal and each drops the task that it was given, only one new task is registered.
   *
   * @param task as it was given to you; a copy stands for every task that is equal to it
   * @throws {@link AgentIdentityError} `wrong_type`
   *
   * @example
   * ```js
   * import { AgentIdentity, AgentKey, AgentTasks } from "agent-identity-wasm";
   *
   * let registered = 0;
   * const fetch = async () => new Response(`{"task_id":"task-${++registered}"}`);
   * const tasks = new AgentTasks(new AgentIdentity("agent-1", AgentKey.generate()), { fetch });
   * const refused = await tasks.background();
   * tasks.forget(refused);
   * const task = await tasks.background();
   * tasks.forget(refused); // someone else, later
   * console.log(task.taskId, task === (await tasks.background())); // task-2 true
   * ```
   */
  forget(task: RegisteredAgentTask): void {
    const old = readTask(task);
    // The authority may give a new task an old id. An object that this class handed out matches only itself.
    const isIt = this.#handedOut.has(task)
      ? (current: RegisteredAgentTask) => current === task
      : (current: RegisteredAgentTask) => isSameTask(current, old);
    this.#tasks.forget(old.externalTaskRef, isIt);
  }

  #task(externalTaskRef: string | undefined, options: unknown): Promise<RegisteredAgentTask> {
    const start = () => this.#register(externalTaskRef);
    return heeding(options, (signal) => unlessAborted(this.#tasks.get(externalTaskRef, start), signal));
  }

  #register(externalTaskRef: string | undefined): Promise<RegisteredAgentTask> {
    return retrying(() => this.#tryToRegister(externalTaskRef), isTransient, this.#settings);
  }

  /** Sends one request. Each try is signed anew, because the authority refuses a stale timestamp. */
  async #tryToRegister(externalTaskRef: string | undefined): Promise<RegisteredAgentTask> {
    const now = this.#settings.runtime.now();
    const ref = externalTaskRef === undefined ? {} : { externalTaskRef };
    const request = rawIdentity(this.#identity).taskRegistrationRequest({ ...this.#where, ...ref, now });
    const read = (body: string): RegisteredAgentTask =>
      rawIdentity(this.#identity).readTaskRegistrationResponse(body, ref);
    const task = Object.freeze(await send(request, read, this.#settings));
    this.#handedOut.add(task);
    return task;
  }
}

const identifying = ["agentRuntimeId", "taskId", "kind", "externalTaskRef"] as const;

function readTask(task: unknown): Partial<RegisteredAgentTask> {
  const found = readOptions(task, identifying);
  if (typeof found.taskId === "string") return found;
  throw new CodedError("wrong_type", "what to forget must be a registered task");
}

function isSameTask(one: RegisteredAgentTask, other: Partial<RegisteredAgentTask>): boolean {
  return identifying.every((name) => one[name] === other[name]);
}
