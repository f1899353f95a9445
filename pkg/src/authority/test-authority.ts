import {
  AgentIdentity,
  type AgentIdentityClaims,
  AgentKey,
  type AgentPublicKey,
  type HostRequest,
  type HostResponse,
  isAgentIdentityError,
  type JwkSet,
  sealTaskId,
} from "agent-identity-wasm";
import { membersOf } from "../members.js";
import { readAgentRegistration } from "./agent-registration.js";
import { errorAnswer, jsonAnswer, Refusal } from "./answers.js";
import { Backend } from "./backend.js";
import { CodedError } from "./coded-error.js";
import { type AuthorityEvent, EventLog } from "./event-log.js";
import {
  connectionReset,
  cutAnswer,
  type FailingRoute,
  type Failure,
  Failures,
  failedAnswer,
  hang,
  requireWhole,
} from "./failures.js";
import { IdentityJwtIssuer } from "./identity-jwt.js";
import { type AuthorityOptions, type CheckedOptions, readAuthorityOptions } from "./options.js";
import { Registry } from "./registry.js";
import { type Route, routeOf } from "./routes.js";
import { readTaskRegistration } from "./task-registration.js";

const DEFAULT_LIFETIME_SECONDS = 3_600;
const MAX_LIFETIME_SECONDS = 10 ** 10;

/**
 * Plays the authority (AuthAPI), strictly and in memory. **It is for development and tests only**: it gives an identity to
 * whoever asks, and forgets everything when the process ends.
 *
 * It answers the requests of PROTOCOL §4 to §7 below any base path, and refuses whatever differs from what the released
 * client sends: another order of members, another content type, an `Authorization` too many, a stale timestamp.
 * Behind a gateway's verifier it has a small backend: `GET …/whoami` says who asked, and `POST …/v1/responses` streams
 * an answer. Everything else is 404. Errors are `{"error":{"code":…,"message":…}}`, refusals of the verifier problem documents.
 *
 * @example
 * ```js
 * import { AgentTasks, agentFetch, registerAgent } from "agent-identity-wasm";
 * import { TestAuthority } from "agent-identity-wasm/authority";
 *
 * const authority = new TestAuthority();
 * const endpoints = "http://authority.test";
 * const fetch = (input, init) => authority.fetch(new Request(input, init));
 * const { identity } = await registerAgent({
 *   accessToken: "any token",
 *   billOfMaterials: { agentVersion: "1.0.0", agentHarnessId: "codex-app", runningLocation: "vscode-linux" },
 *   endpoints,
 *   authApiBaseUrl: endpoints,
 *   fetch,
 * });
 * const tasks = new AgentTasks(identity, { endpoints, authApiBaseUrl: endpoints, fetch });
 * const signedFetch = agentFetch(tasks, { accountId: "account-1", fetch });
 * const response = await signedFetch(`${endpoints}/whoami`, { thread: "thread-7" });
 * console.log((await response.json()).external_task_ref); // thread-7
 * console.log(authority.events.map(({ route }) => route)); // [ 'agent', 'task', 'whoami' ]
 * ```
 */
export class TestAuthority {
  readonly #options: CheckedOptions;
  readonly #registry: Registry;
  readonly #backend: Backend;
  readonly #issuer = new IdentityJwtIssuer();
  readonly #failures = new Failures();
  readonly #log: EventLog;
  #sealsNext = false;

  /** @throws `AgentIdentityError` `wrong_type`, `number_out_of_range` */
  constructor(options?: AuthorityOptions) {
    this.#options = readAuthorityOptions(options);
    this.#registry = new Registry(this.#options.tasksLiveMs);
    this.#backend = new Backend(this.#registry, this.#options.now);
    this.#log = new EventLog(this.#options.log);
  }

  /**
   * Answers a request. If `fail` asked for it, it rejects: as `fetch` does if a connection is reset, or with the reason of
   * the request's signal if that ends a hang.
   *
   * @throws `AgentIdentityError` `wrong_type`: not a `Request`
   */
  async fetch(request: HostRequest): Promise<HostResponse> {
    requireRequest(request);
    const { pathname: path } = new URL(request.url);
    const route = routeOf(request.method, path);
    const event: AuthorityEvent = {
      at: this.#options.now(),
      method: request.method,
      path,
      ...(route && { route: route.name }),
      status: 0,
    };
    const failure = route && this.#failures.next(route.name);
    if (failure === "reset" || failure === "hang") {
      this.#log.add({ ...event, code: failure });
      if (failure === "reset") throw connectionReset();
      return hang(request.signal);
    }
    const answer = await this.#answerOrFail(failure, route, request, event);
    this.#log.add({ ...event, status: answer.status });
    return answer;
  }

  /**
   * Issues an identity as a launcher hands it over: a whole agent in one JWT, registered by it. The JWT holds a private
   * key. What is not given is made up; `expiresInSeconds`, 3600 unless given, may be negative.
   *
   * @throws `AgentIdentityError` `wrong_type`, `number_out_of_range`, `agent_runtime_id_invalid`, `private_key_…`
   *
   * @example
   * ```js
   * import { verifyAgentIdentityJwt } from "agent-identity-wasm";
   * import { TestAuthority } from "agent-identity-wasm/authority";
   *
   * const authority = new TestAuthority();
   * const jwt = await authority.issueJwt({ accountId: "account-1", planType: "pro" });
   * const claims = await verifyAgentIdentityJwt(jwt, authority.jwks);
   * console.log(claims.accountId, authority.agents.has(claims.agentRuntimeId)); // account-1 true
   * ```
   */
  async issueJwt(claims: Partial<AgentIdentityClaims> & { expiresInSeconds?: number } = {}): Promise<string> {
    if (typeof claims !== "object" || claims === null)
      throw new CodedError("wrong_type", "the claims must be an object");
    const { expiresInSeconds = DEFAULT_LIFETIME_SECONDS, agentPrivateKey = newPrivateKey() } = membersOf(
      claims,
      ["expiresInSeconds", "agentPrivateKey"],
    );
    const { expiresInSeconds: _, ...given } = claims;
    requireWhole(expiresInSeconds, "expiresInSeconds", -MAX_LIFETIME_SECONDS, MAX_LIFETIME_SECONDS);
    const iat = Math.floor(this.#options.now() / 1000);
    const whole: AgentIdentityClaims = {
      iss: "https://chatgpt.com/codex-backend/agent-identity",
      aud: "codex-app-server",
      iat,
      exp: iat + expiresInSeconds,
      agentRuntimeId: this.#options.newId("agent", false),
      accountId: "account-1",
      chatgptUserId: "user-1",
      email: "agent@example.com",
      planType: "pro",
      fedramp: false,
      ...present(given),
      agentPrivateKey,
    };
    const { accountId, agentRuntimeId, fedramp } = whole;
    this.#register(agentRuntimeId, publicKeyOf(whole), accountId, fedramp);
    return this.#issuer.issue(whole);
  }

  /** The keys that verify the JWTs. There is none until the first `issueJwt`, or the first request for them. */
  get jwks(): JwkSet {
    return this.#issuer.jwks;
  }

  /** The agents that are registered, by runtime id. A revoked agent is not among them. */
  get agents(): ReadonlyMap<string, { publicKey: AgentPublicKey; accountId?: string }> {
    return this.#registry.agents;
  }

  /** The tasks that are registered, by id. A forgotten task is not among them. */
  get tasks(): ReadonlyMap<string, { agentRuntimeId: string; externalTaskRef?: string }> {
    return this.#registry.tasks;
  }

  /** The last 10,000 requests, oldest first, for tests to assert on. Nothing in them is a secret. */
  get events(): readonly AuthorityEvent[] {
    return this.#log.events;
  }

  /**
   * From now on, a request for this task is answered with 401 and `{"error":{"code":"task_not_found",…}}`. Its reference
   * gets a new task when it is registered again. An id that is not known is ignored.
   *
   * @throws `AgentIdentityError` `wrong_type`
   */
  forgetTask(taskId: string): void {
    requireString(taskId, "taskId");
    this.#registry.forgetTask(taskId);
  }

  /**
   * From now on, every request of this agent is answered with 403 and `{"error":{"code":"agent_revoked",…}}`. An id that
   * is not known is ignored.
   *
   * @throws `AgentIdentityError` `wrong_type`
   */
  revokeAgent(agentRuntimeId: string): void {
    requireString(agentRuntimeId, "agentRuntimeId");
    this.#registry.revoke(agentRuntimeId);
  }

  /**
   * Answers the next requests to a route in another way: with a status, and `Retry-After` in seconds if given; by
   * resetting the connection; not at all (until the request is aborted, or `close` ends the server); or with half of the
   * true answer, after doing what it says. Failures that are asked for while others are left come after those.
   *
   * @param times how many requests; one unless given, `Infinity` for all
   * @throws `AgentIdentityError` `wrong_type`, `number_out_of_range`
   *
   * @example
   * ```js
   * import { TestAuthority } from "agent-identity-wasm/authority";
   *
   * const authority = new TestAuthority();
   * authority.fail("jwks", { status: 503, retryAfter: 7 });
   * const jwks = () => authority.fetch(new Request("http://authority.test/agent-identities/jwks"));
   * console.log((await jwks()).headers.get("retry-after"), (await jwks()).status); // 7 200
   * ```
   */
  fail(route: FailingRoute, how: Failure, times = 1): void {
    this.#failures.plan(route, how, times);
  }

  async #answerOrFail(
    failure: Exclude<Failure, "reset" | "hang"> | undefined,
    route: Route | undefined,
    request: Request,
    event: AuthorityEvent,
  ): Promise<Response> {
    if (typeof failure === "object") {
      event.code = "test_failure";
      return failedAnswer(failure);
    }
    const answer = await this.#answer(route, request, event);
    if (failure === undefined) return answer;
    event.code = failure;
    return cutAnswer(answer);
  }

  async #answer(route: Route | undefined, request: Request, event: AuthorityEvent): Promise<Response> {
    try {
      switch (route?.name) {
        case "agent":
          return await this.#registerAgent(request, event);
        case "task":
          return await this.#registerTask(request, route.agentRuntimeId, event);
        case "jwks":
          return jsonAnswer(await this.#issuer.publishedJwks());
        case "whoami":
        case "responses":
          return await this.#backend.answer(route.name, request, event);
        case undefined:
          throw new Refusal(404, "not_found", "the authority has no such route");
      }
    } catch (error) {
      const refusal = error instanceof Refusal ? error : internalError(error);
      event.code = refusal.code;
      return errorAnswer(refusal);
    }
  }

  async #registerAgent(request: Request, event: AuthorityEvent): Promise<Response> {
    const { agent, isFedramp } = await readAgentRegistration(request, this.#options.accessTokens);
    const agentRuntimeId = this.#options.newId("agent", false);
    this.#register(agentRuntimeId, agent.publicKey, agent.accountId, isFedramp);
    event.agentRuntimeId = agentRuntimeId;
    return jsonAnswer({ agent_runtime_id: agentRuntimeId });
  }

  async #registerTask(request: Request, agentRuntimeId: string, event: AuthorityEvent): Promise<Response> {
    const publicKey = this.#registry.keyOf(agentRuntimeId);
    if (!publicKey) throw new Refusal(404, "agent_not_found", "there is no such agent");
    const now = this.#options.now();
    const externalTaskRef = await readTaskRegistration(request, agentRuntimeId, publicKey, now);
    this.#registry.requireNotRevoked(agentRuntimeId);
    const isSealed = this.#isNextSealed();
    const newTaskId = () => this.#options.newId("task", isSealed);
    const taskId = this.#registry.taskFor(agentRuntimeId, externalTaskRef, newTaskId, now);
    Object.assign(event, {
      agentRuntimeId,
      taskId,
      ...(externalTaskRef !== undefined && { externalTaskRef }),
    });
    return jsonAnswer(isSealed ? { encrypted_task_id: sealTaskId(taskId, publicKey) } : { task_id: taskId });
  }

  #isNextSealed(): boolean {
    const { sealTaskIds } = this.#options;
    if (sealTaskIds !== "sometimes") return sealTaskIds;
    this.#sealsNext = !this.#sealsNext;
    return !this.#sealsNext;
  }

  #register(
    agentRuntimeId: string,
    publicKey: AgentPublicKey,
    accountId: string | undefined,
    isFedramp: boolean,
  ) {
    const agent = { publicKey, ...(accountId !== undefined && { accountId }) };
    this.#registry.addAgent(agentRuntimeId, agent, isFedramp);
    this.#backend.forget(agentRuntimeId);
  }
}

function requireRequest(value: unknown): void {
  const { url, method } = (value ?? {}) as { url?: unknown; method?: unknown };
  if (typeof url === "string" && typeof method === "string") return;
  throw new CodedError("wrong_type", "the request must be a Request");
}

function requireString(value: unknown, name: string): void {
  if (typeof value !== "string") throw new CodedError("wrong_type", `${name} must be a string`);
}

/** Leaves out the claims that are undefined, and so made up. Only an email may be missing from a JWT (PROTOCOL §7). */
function present(claims: Partial<AgentIdentityClaims>): Partial<AgentIdentityClaims> {
  const entries = Object.entries(claims).filter((entry) => entry[1] !== undefined || entry[0] === "email");
  return Object.fromEntries(entries);
}

/** Something that the test did makes it impossible to answer: a clock that is none, for example, or a key that was freed. */
function internalError(error: unknown): Refusal {
  const reason = isAgentIdentityError(error) ? `: ${error.message}` : "";
  return new Refusal(500, "authority_failed", `the test authority could not answer${reason}`);
}

function newPrivateKey(): string {
  const key = AgentKey.generate();
  try {
    return key.exportPkcs8();
  } finally {
    key.free();
  }
}

/** Returns the public half of the key in the claims, and refuses a runtime id that is not one. */
function publicKeyOf({ agentRuntimeId, agentPrivateKey }: AgentIdentityClaims): AgentPublicKey {
  const key = AgentKey.fromPkcs8(agentPrivateKey);
  try {
    new AgentIdentity(agentRuntimeId, key).free();
    return key.publicKey;
  } finally {
    key.free();
  }
}
