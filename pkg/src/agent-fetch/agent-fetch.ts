import { type AgentTasks, keeperOf } from "../agent-tasks.js";
import { type AgentIdentityError, isAgentIdentityError } from "../error.js";
import { heeding, unlessAborted } from "../http/abort.js";
import { functionOf } from "../http/settings.js";
import { hostGlobal } from "../members.js";
import { readOptions } from "../options.js";
import { quietly } from "../quietly.js";
import type { RegisteredAgentTask } from "../task.js";
import type { RequestAccount, TaskKeeper } from "../tasks/task-keeper.js";
import type { HostFetch, HostRequest, HostRequestInit, HostResponse, HostUrl } from "./host-types.js";
import { readAllowedOrigins } from "./origins.js";
import { type OutgoingRequest, readOutgoingRequest } from "./outgoing-request.js";
import { type IsTaskRefused, refusesTask, saysTaskIsGone } from "./refused-task.js";

interface Sender {
  readonly keeper: TaskKeeper;
  readonly account: RequestAccount;
  readonly fetch: (input: unknown, init: unknown) => unknown;
  readonly isTaskRefused: IsTaskRefused;
}

/**
 * Returns a `fetch` that signs: each request, and each one that is sent again, gets headers of its own
 * (`Authorization`, `ChatGPT-Account-ID` and, for a FedRAMP account, `X-OpenAI-Fedramp`). What the caller has under
 * these names is removed.
 *
 * Requests go to `allowedOrigins` only. Any other address, and one with a user part, is refused before a task is
 * registered. Redirects are never followed (`redirect` is always `manual`), because what is signed is for one address.
 *
 * If the answer says that the task is gone, one new task is registered for all requests that notice, at most three in a
 * minute for each thread, and the request is sent once more. Its body must be one that can be sent twice: a string, bytes, a
 * `Blob`, `URLSearchParams` or `FormData`, but not a stream or the body of a `Request`. Otherwise, and for any other
 * answer, the answer is yours, with its whole body unread. Nothing is sent again after 429, 5xx or a network error.
 *
 * An abort rejects with the signal's reason, and what `fetch` throws passes through unchanged.
 *
 * @param tasks register and keep the tasks. Several functions for the same tasks share them.
 * @param options.accountId the account that requests are for; `fedramp` says whether it is a FedRAMP account
 * @param options.allowedOrigins origins like `https://chatgpt.com`, exactly in this form; unless given, the origin of the
 * ChatGPT base of `tasks`, which the option `endpoints` of {@link AgentTasks} sets. Each of them may read what is signed, so name only your own.
 * @param options.fetch sends the signed requests, not the registrations; `globalThis.fetch` unless given
 * @param options.isTaskRefused decides whether an answer means that the task is gone. It gets the status, 401 or 403, and at
 * most 64 KiB of the body, or what arrived of it within five seconds. Unless given, it is true for 401 and a JSON error whose
 * `code` is `invalid_task_id`, `task_not_found` or `task_expired`; implementers report these codes, they were not seen first-hand.
 * @throws {@link AgentIdentityError} `wrong_type`, `account_id_invalid`, `freed`; `origin_not_allowed`: an entry of
 * `allowedOrigins` is not an origin
 * @returns a function like `fetch`, whose `init` may have a `thread`: the external reference of the task to sign for; the
 * background task unless given. It rejects with `origin_not_allowed`, `wrong_type`, `external_task_ref_invalid`, as
 * {@link AgentTasks.thread} does if a task cannot be registered, with the signal's reason, and with what `fetch` throws.
 *
 * @example
 * ```js
 * import { AgentIdentity, AgentKey, AgentTasks, agentFetch } from "agent-identity-wasm";
 *
 * // In place of the authority and of ChatGPT. Leave `fetch` out to ask the real ones.
 * const tasks = new AgentTasks(new AgentIdentity("agent-1", AgentKey.generate()), {
 *   fetch: async () => new Response('{"task_id":"task-1"}'),
 * });
 * const signedFetch = agentFetch(tasks, {
 *   accountId: "account-1",
 *   fetch: async (url, init) => new Response(`${url} ${init.headers.get("authorization").split(" ")[0]}`),
 * });
 * const response = await signedFetch("https://chatgpt.com/backend-api/me", { thread: "thread-7" });
 * console.log(await response.text()); // https://chatgpt.com/backend-api/me AgentAssertion
 * ```
 */
export function agentFetch(
  tasks: AgentTasks,
  options: {
    accountId: string;
    fedramp?: boolean;
    allowedOrigins?: readonly string[];
    fetch?: HostFetch;
    isTaskRefused?(status: number, body: string): boolean;
  },
): (
  input: string | HostUrl | HostRequest,
  init?: HostRequestInit & { thread?: string },
) => Promise<HostResponse> {
  const keeper = keeperOf(tasks);
  const names = ["accountId", "fedramp", "allowedOrigins", "fetch", "isTaskRefused"] as const;
  const {
    accountId,
    fedramp,
    allowedOrigins = [keeper.chatgptOrigin],
    fetch = hostGlobal("fetch"),
    isTaskRefused = saysTaskIsGone,
  } = readOptions(options ?? null, names);
  const sender: Sender = {
    keeper,
    account: { accountId, fedramp },
    fetch: functionOf(fetch, "fetch") as Sender["fetch"],
    isTaskRefused: functionOf(isTaskRefused, "isTaskRefused") as IsTaskRefused,
  };
  keeper.checkAccount(sender.account);
  const allowed = readAllowedOrigins(allowedOrigins);
  return async (input, init) => {
    const request = readOutgoingRequest(input, init, allowed);
    return withReason(request.signal, (signal) =>
      sendSigned(sender, request, signal),
    ) as Promise<HostResponse>;
  };
}

/** Rejects with the reason of the caller's signal, as `fetch` does, and not with an error of this package. */
async function withReason<T>(given: unknown, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  let ours: AbortSignal | undefined;
  try {
    return await heeding(given === undefined ? {} : { signal: given }, (signal) => {
      ours = signal;
      return work(signal);
    });
  } catch (error) {
    // An aborted signal ends it before the work begins.
    const isAbort = ours
      ? ours.aborted && error === ours.reason
      : isAgentIdentityError(error, "request_aborted");
    throw isAbort ? (error as AgentIdentityError).cause : error;
  }
}

async function sendSigned(sender: Sender, request: OutgoingRequest, signal: AbortSignal): Promise<unknown> {
  const { keeper } = sender;
  const task = await keeper.task(request.thread, signal);
  const answer = await sendOnce(sender, request, task, signal);
  if (!(await isRefused(sender, answer, signal))) return answer;
  const replacement = keeper.replacement(task);
  if (!replacement) return answer;
  if (!request.isRepeatable) {
    // The next request will want the new task. Should it fail to come, that request will say so.
    quietly(() => replacement);
    return answer;
  }
  giveUp(answer);
  return sendOnce(sender, request, await unlessAborted(replacement, signal), signal);
}

async function sendOnce(
  { keeper, account, fetch }: Sender,
  request: OutgoingRequest,
  task: RegisteredAgentTask,
  signal: AbortSignal,
): Promise<unknown> {
  const answering = (async () => request.send(fetch, keeper.sign(task, account)))();
  try {
    return await unlessAborted(answering, signal);
  } catch (error) {
    // A fetch that does not listen to its signal may still come back with an answer that nobody wants.
    if (signal.aborted) quietly(async () => giveUp(await answering));
    throw error;
  }
}

async function isRefused(sender: Sender, answer: unknown, signal: AbortSignal): Promise<boolean> {
  try {
    return await refusesTask(answer, sender.isTaskRefused, signal, sender.keeper.settings);
  } catch (error) {
    giveUp(answer);
    throw error;
  }
}

/** Lets go of an answer that the caller will not see, and so of its connection. */
function giveUp(answer: unknown): void {
  quietly(() => (answer as Response | undefined)?.body?.cancel());
}
