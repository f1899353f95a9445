import { type AgentIdentity, rawIdentity } from "./agent-identity.js";
import type { EndpointOptions } from "./endpoints.js";
import { CodedError } from "./error.js";
import { type AbortSignalLike, heeding } from "./http/abort.js";
import { readSettings, type SendOptions, settingNames, wholeNumber } from "./http/settings.js";
import { readOptions } from "./options.js";
import type { RegisteredAgentTask } from "./task.js";
import { checkReference, type RequestAccount, TaskKeeper } from "./tasks/task-keeper.js";

/** How many tasks are kept and registered at once. Both are whole numbers from 1 to 1,000,000. */
export interface TasksOptions {
  /**
   * How many external references keep their task; 10,000 unless given. The one that was used least recently is dropped
   * first. A registration that is running is never dropped, and neither is the background task, which does not count.
   */
  maxTasks?: number;
  /** How many registrations run at once, with their retries; 64 unless given. The others wait for their turn. */
  maxConcurrent?: number;
}

const MAX_LIMIT = 1_000_000;
const limitNames = ["maxTasks", "maxConcurrent"] as const;

/**
 * Returns what is behind an `AgentTasks`, for the rest of this package.
 * @internal
 */
export let keeperOf: (tasks: unknown) => TaskKeeper;

/**
 * The tasks of an agent: one registration for each reference and one for background work, shared by all who
 * ask, and kept until it is forgotten or, of more references than `maxTasks`, until it is the one used least
 * recently. A failure is not kept: the next call tries again.
 *
 * Sent again are requests that got no answer in time or in full, a 429 or a 5xx, each time with a new
 * timestamp and signature. At most `maxConcurrent` registrations run at once, and `Retry-After` in one answer
 * holds back all requests to the same authority.
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
  #keeper: TaskKeeper;

  static {
    keeperOf = (tasks) => {
      if (typeof tasks === "object" && tasks !== null && #keeper in tasks) return tasks.#keeper;
      throw new CodedError(
        "wrong_type",
        "the tasks must be AgentTasks that this copy of agent-identity-wasm made",
      );
    };
  }

  /**
   * @throws {@link AgentIdentityError} `wrong_type`, `number_out_of_range`, `freed`, `base_url_…`
   */
  constructor(identity: AgentIdentity, options?: SendOptions & EndpointOptions & TasksOptions) {
    rawIdentity(identity);
    const given = readOptions(options, [...settingNames, ...limitNames, "endpoints", "authApiBaseUrl"]);
    const { endpoints, authApiBaseUrl, maxTasks = 10_000, maxConcurrent = 64 } = given;
    this.#keeper = new TaskKeeper(identity, {
      where: { endpoints, authApiBaseUrl },
      settings: readSettings(given, { timeoutMs: 30_000, retries: 3 }),
      maxTasks: wholeNumber(maxTasks, "maxTasks", 1, MAX_LIMIT),
      maxConcurrent: wholeNumber(maxConcurrent, "maxConcurrent", 1, MAX_LIMIT),
    });
  }

  /**
   * The task of one conversation.
   *
   * @param externalTaskRef your own stable name for it, a thread's id for example. It is the public design's form, which
   * the released client does not send.
   * @param options.signal ends your wait. The registration goes on, for others and for the next call.
   * @throws {@link AgentIdentityError} `external_task_ref_invalid`, before anything is sent; `request_…`,
   * `response_…`; as {@link AgentIdentity.readTaskRegistrationResponse}
   */
  async thread(
    externalTaskRef: string,
    options?: { signal?: AbortSignalLike | undefined },
  ): Promise<RegisteredAgentTask> {
    // A call that forgets the reference must not get the background task.
    checkReference(externalTaskRef);
    return heeding(options, (signal) => this.#keeper.task(externalTaskRef, signal));
  }

  /** The task of the whole process, which has no reference. Else as {@link AgentTasks.thread}. */
  async background(options?: { signal?: AbortSignalLike | undefined }): Promise<RegisteredAgentTask> {
    return heeding(options, (signal) => this.#keeper.task(undefined, signal));
  }

  /**
   * The headers for one request, or for one attempt to open a WebSocket: `Authorization`, `ChatGPT-Account-ID` and, for
   * a FedRAMP account, `X-OpenAI-Fedramp`. They are signed now and meant to be sent now; get new ones for the next
   * attempt. The task is registered if there is none.
   *
   * @param thread as for {@link AgentTasks.thread}; `undefined` for the background task
   * @param options.signal ends your wait, as in {@link AgentTasks.thread}
   * @throws {@link AgentIdentityError} `wrong_type`, `account_id_invalid` and `external_task_ref_invalid`, before
   * anything is sent; and as {@link AgentTasks.thread}
   *
   * @example
   * ```js
   * import { AgentIdentity, AgentKey, AgentTasks } from "agent-identity-wasm";
   *
   * const fetch = async () => new Response('{"task_id":"task-1"}');
   * const tasks = new AgentTasks(new AgentIdentity("agent-1", AgentKey.generate()), { fetch });
   * const headers = await tasks.headers("thread-7", { accountId: "account-1" });
   * // new WebSocket(url, { headers }), in Node.js with a package that takes headers
   * console.log(Object.keys(headers)); // [ 'Authorization', 'ChatGPT-Account-ID' ]
   * ```
   */
  async headers(
    thread: string | undefined,
    options: { accountId: string; fedramp?: boolean; signal?: AbortSignalLike | undefined },
  ): Promise<Record<string, string>> {
    if (thread !== undefined) checkReference(thread);
    const account = readOptions(options ?? null, ["accountId", "fedramp"]) as RequestAccount;
    this.#keeper.checkAccount(account);
    const task = await heeding(options, (signal) => this.#keeper.task(thread, signal));
    return this.#keeper.sign(task, account);
  }

  /**
   * Drops a task that the authority has refused: the next call for it registers a new one. If several callers notice
   * the refusal and each drops the task that it was given, only one new task is registered.
   *
   * @param used the task as it was given to you, or what {@link AgentTasks.headers} returned; a copy stands for
   * every task that is equal to it
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
  forget(used: RegisteredAgentTask | Record<string, string>): void {
    this.#keeper.forget(used);
  }
}
