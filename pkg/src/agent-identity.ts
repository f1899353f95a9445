import { type AgentKey, rawKey } from "./agent-key.js";
import { type AgentPublicKey, wrapPublicKey } from "./agent-public-key.js";
import type { EndpointOptions } from "./endpoints.js";
import { adopt, Handle, isFreed, OURS, type RawOf, rawOf } from "./handle.js";
import type { HttpRequest } from "./http-request.js";
import { core } from "./load.js";
import type { RegisteredAgentTask } from "./task.js";
import type { Time } from "./time.js";

/**
 * A registered agent with its key: it signs.
 *
 * @example
 * ```js
 * import { AgentIdentity, AgentKey, verifyAssertion } from "agent-identity-wasm";
 *
 * const identity = new AgentIdentity("agent-1", AgentKey.generate());
 * const header = identity.authorizationHeader("task-1");
 * console.log(header.split(" ")[0]); // AgentAssertion
 * console.log(verifyAssertion(header, identity.publicKey).taskId); // task-1
 * ```
 */
export class AgentIdentity extends Handle {
  #publicKey: AgentPublicKey | undefined;

  /**
   * @throws {@link AgentIdentityError} `agent_runtime_id_invalid`, `freed`
   */
  constructor(agentRuntimeId: string, key: AgentKey) {
    super();
    adopt(this, "AgentIdentity", new (core().AgentIdentity)(agentRuntimeId, rawKey(key)), OURS);
  }

  /** The id that the authority gave the agent. */
  get agentRuntimeId(): string {
    return rawIdentity(this).agentRuntimeId();
  }

  /** The public half of the key; the same object every time. */
  get publicKey(): AgentPublicKey {
    const raw = rawIdentity(this);
    if (!this.#publicKey || isFreed(this.#publicKey)) this.#publicKey = wrapPublicKey(raw.publicKey());
    return this.#publicKey;
  }

  /**
   * Returns the value of the `Authorization` header, `AgentAssertion …`. A verifier with the usual window accepts it
   * for 300 seconds. Calls for the same task within one second return the same header.
   *
   * @param task a task's id, or a task of this agent
   * @param options.now the time to sign for; the host's clock unless given
   * @throws {@link AgentIdentityError} `task_id_invalid`, `task_of_other_agent`, `time_out_of_range`
   */
  authorizationHeader(task: string | RegisteredAgentTask, options?: { now?: Time }): string {
    return rawIdentity(this).authorizationHeader(task, options);
  }

  /**
   * Returns the headers `Authorization`, `ChatGPT-Account-ID` and, for a FedRAMP account, `X-OpenAI-Fedramp`. The first
   * one contains the signature, which does not cover the others.
   *
   * @throws {@link AgentIdentityError} as {@link AgentIdentity.authorizationHeader}, and `account_id_invalid`
   *
   * @example
   * ```js
   * import { AgentIdentity, AgentKey } from "agent-identity-wasm";
   *
   * const identity = new AgentIdentity("agent-1", AgentKey.generate());
   * const headers = identity.requestHeaders("task-1", { accountId: "account-1" });
   * console.log(Object.keys(headers)); // [ 'Authorization', 'ChatGPT-Account-ID' ]
   * ```
   */
  requestHeaders(
    task: string | RegisteredAgentTask,
    options: { accountId: string; fedramp?: boolean; now?: Time },
  ): Record<string, string> {
    return rawIdentity(this).requestHeaders(task, options);
  }

  /**
   * Returns the request that registers a task.
   *
   * @param options.externalTaskRef your own stable name for the work, a thread's id for example. The signature does not
   * cover it. Leave it out for background work. It is the public design's form: an authority may resolve it, but the
   * released client does not send it (docs/PROTOCOL.md §4).
   * @throws {@link AgentIdentityError} `external_task_ref_invalid`, `time_out_of_range`, `base_url_…`
   *
   * @example
   * ```js
   * import { AgentIdentity, AgentKey } from "agent-identity-wasm";
   *
   * const identity = new AgentIdentity("agent-1", AgentKey.generate());
   * const { url, ...init } = identity.taskRegistrationRequest({ externalTaskRef: "thread-7" });
   * console.log(url); // https://auth.openai.com/api/accounts/v1/agent/agent-1/task/register
   * // const body = await (await fetch(url, init)).text();
   * const body = '{"task_id":"task-1"}';
   * const task = identity.readTaskRegistrationResponse(body, { externalTaskRef: "thread-7" });
   * console.log(task.kind, task.taskId); // thread task-1
   * ```
   */
  taskRegistrationRequest(options?: { externalTaskRef?: string; now?: Time } & EndpointOptions): HttpRequest {
    return rawIdentity(this).taskRegistrationRequest(options);
  }

  /**
   * Reads the task from the authority's response. Its id may be plain or sealed for this agent's key.
   *
   * @param body the text of the answer, or the object it holds
   * @throws {@link AgentIdentityError} `json_…`, `task_id_missing`, `task_id_invalid`, `sealed_task_id_…`
   */
  readTaskRegistrationResponse(
    body: string | object,
    options?: { externalTaskRef?: string },
  ): RegisteredAgentTask {
    return rawIdentity(this).readTaskRegistrationResponse(body, options);
  }

  /** @internal */
  get [Symbol.toStringTag](): string {
    return "AgentIdentity";
  }
}

/** @internal */
export function rawIdentity(value: unknown): RawOf<"AgentIdentity"> {
  return rawOf(value, "AgentIdentity", "the identity");
}
