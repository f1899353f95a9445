import { type AgentIdentity, rawIdentity } from "../agent-identity.js";
import type { EndpointOptions } from "../endpoints.js";
import { CodedError } from "../error.js";
import { unlessAborted } from "../http/abort.js";
import { isTransient, retrying } from "../http/retry.js";
import { send } from "../http/send.js";
import type { Settings } from "../http/settings.js";
import { core } from "../load.js";
import { memberOf } from "../members.js";
import type { RegisteredAgentTask } from "../task.js";
import { BoundedSingleFlight } from "./bounded-single-flight.js";
import { ConcurrencyLimit } from "./concurrency-limit.js";
import { type Forgotten, isSameTask, readForgotten, type TaskIds } from "./forgotten.js";
import { RateLimit } from "./rate-limit.js";

const MAX_REPLACEMENTS = 3;
const REPLACEMENT_PERIOD_MS = 60_000;

/** The external reference of a task. The background task has none. */
type Reference = string | undefined;

/** The account that a request is for. */
export interface RequestAccount {
  /** Sent as `ChatGPT-Account-ID`. */
  accountId: string;
  /** Whether to send `X-OpenAI-Fedramp: true`; false unless given. */
  fedramp?: boolean | undefined;
}

export interface TaskKeeperOptions {
  where: EndpointOptions;
  settings: Settings;
  maxTasks: number;
  maxConcurrent: number;
}

/** Registers the tasks of an agent, keeps those that were used last, and signs requests for them. */
export class TaskKeeper {
  readonly settings: Settings;
  readonly #identity: AgentIdentity;
  readonly #where: EndpointOptions;
  readonly #authority: string;
  readonly #threads: BoundedSingleFlight<Reference, RegisteredAgentTask>;
  readonly #background = new BoundedSingleFlight<Reference, RegisteredAgentTask>(1);
  readonly #registrations: ConcurrencyLimit;
  readonly #replacements = new RateLimit<Reference>(MAX_REPLACEMENTS, REPLACEMENT_PERIOD_MS);
  /** The task behind each object that was handed out: a task, or headers that were signed for one. */
  readonly #taskOf = new WeakMap<object, RegisteredAgentTask>();
  #checkedAccount: RequestAccount | undefined;

  constructor(identity: AgentIdentity, { where, settings, maxTasks, maxConcurrent }: TaskKeeperOptions) {
    this.#identity = identity;
    this.#where = where;
    this.settings = settings;
    this.#threads = new BoundedSingleFlight(maxTasks);
    this.#registrations = new ConcurrencyLimit(maxConcurrent);
    // A bad address is refused here and not at the first task.
    this.#authority = new URL(this.#registrationRequest(undefined, 0).url).origin;
  }

  /** The origin of the ChatGPT base, to which requests go unless the caller says otherwise. */
  get chatgptOrigin(): string {
    const { endpoints, authApiBaseUrl } = this.#where;
    return new URL(core().endpoints(endpoints, { authApiBaseUrl }).chatgptBaseUrl).origin;
  }

  /** Returns the task that is kept, or registers one. The signal ends the wait, not the registration. */
  task(reference: Reference, signal: AbortSignal): Promise<RegisteredAgentTask> {
    return unlessAborted(this.#shared(reference), signal);
  }

  /** Refuses a bad account id before anything is sent for it: signing would refuse it only once there is a task. */
  checkAccount(account: RequestAccount): void {
    const { accountId, fedramp } = account;
    const checked = this.#checkedAccount;
    if (checked && checked.accountId === accountId && checked.fedramp === fedramp) return;
    rawIdentity(this.#identity).requestHeaders("task", { accountId, fedramp, now: 0 });
    this.#checkedAccount = { accountId, fedramp };
  }

  sign(task: RegisteredAgentTask, { accountId, fedramp }: RequestAccount): Record<string, string> {
    const now = this.settings.runtime.now();
    const headers = rawIdentity(this.#identity).requestHeaders(task, { accountId, fedramp, now });
    this.#taskOf.set(headers, task);
    return headers;
  }

  /**
   * Drops a task. An object that this class handed out matches only its own task, because the authority may give a new
   * task an old id. A copy matches every task that is equal to it.
   *
   * @throws AgentIdentityError `wrong_type`
   */
  forget(used: unknown): void {
    const task = this.#taskOf.get(used as object);
    if (task) this.#forgetIf(referenceOf(task), (kept) => kept === task);
    else this.#forgetCopy(readForgotten(used));
  }

  /**
   * Replaces a task that was refused. The first caller that notices the refusal starts the new registration, and the
   * others share it.
   *
   * @returns the new task; nothing if too many were registered within a minute because others were refused
   */
  replacement(refused: RegisteredAgentTask): Promise<RegisteredAgentTask> | undefined {
    const reference = referenceOf(refused);
    const store = this.#storeOf(reference);
    const kept = store.peek(reference);
    const isNoticedFirst = kept === refused || (kept === undefined && !store.isRunning(reference));
    if (isNoticedFirst) {
      if (!this.#replacements.take(reference, this.settings.runtime.now())) return undefined;
      store.forget(reference);
    }
    return this.#shared(reference);
  }

  #forgetCopy(forgotten: Forgotten): void {
    if ("ids" in forgotten) this.#forgetIds(forgotten.ids);
    else this.#forgetIf(referenceOf(forgotten.task), (kept) => isSameTask(kept, forgotten.task));
  }

  #forgetIf(reference: Reference, matches: (kept: RegisteredAgentTask) => boolean): void {
    const kept = this.#storeOf(reference).peek(reference);
    if (kept && matches(kept)) this.#storeOf(reference).forget(reference);
  }

  #forgetIds({ agentRuntimeId, taskId }: TaskIds): void {
    const matches = (kept: RegisteredAgentTask) =>
      kept.taskId === taskId && kept.agentRuntimeId === agentRuntimeId;
    for (const store of [this.#threads, this.#background]) store.forgetAll(matches);
  }

  #storeOf(reference: Reference): BoundedSingleFlight<Reference, RegisteredAgentTask> {
    return reference === undefined ? this.#background : this.#threads;
  }

  #shared(reference: Reference): Promise<RegisteredAgentTask> {
    return this.#storeOf(reference).get(reference, () => this.#register(reference));
  }

  async #register(reference: Reference): Promise<RegisteredAgentTask> {
    // A bad reference is refused without waiting for others.
    this.#registrationRequest(reference, 0);
    const tryOnce = () => this.#tryToRegister(reference);
    return this.#registrations.run(() => retrying(this.#authority, tryOnce, isTransient, this.settings));
  }

  /** Sends one request. Each try is signed anew, because the authority refuses a stale timestamp. */
  async #tryToRegister(reference: Reference): Promise<RegisteredAgentTask> {
    const request = this.#registrationRequest(reference, this.settings.runtime.now());
    const read = (body: string): RegisteredAgentTask =>
      rawIdentity(this.#identity).readTaskRegistrationResponse(body, optionsOf(reference));
    const task = Object.freeze(await send(request, read, this.settings));
    this.#taskOf.set(task, task);
    return task;
  }

  #registrationRequest(reference: Reference, now: number) {
    const options = { ...this.#where, ...optionsOf(reference), now };
    return rawIdentity(this.#identity).taskRegistrationRequest(options);
  }
}

/** The background task has no reference, and must not get one from a polluted prototype. */
const referenceOf = (task: Partial<RegisteredAgentTask>) => memberOf(task, "externalTaskRef") as Reference;

const optionsOf = (reference: Reference) => (reference === undefined ? {} : { externalTaskRef: reference });

/** @throws AgentIdentityError `wrong_type` */
export function checkReference(reference: unknown): asserts reference is string {
  if (typeof reference === "string") return;
  throw new CodedError("wrong_type", "externalTaskRef must be a string");
}
