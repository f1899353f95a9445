import type { Assertion } from "agent-identity-wasm";
import { AssertionVerifier, ReplayGuard, refusalResponse } from "agent-identity-wasm/gateway";
import { readFedramp } from "./agent-registration.js";
import { errorAnswer, jsonAnswer, Refusal } from "./answers.js";
import type { AuthorityEvent } from "./event-log.js";
import { streamedResponse } from "./event-stream.js";
import type { Registry } from "./registry.js";

// A gateway's two seconds would make tests fail on a machine that is busy. A client that keeps its headers is found all the same.
const REUSE_MS = 30_000;

/** A small backend behind a gateway's verifier. It tells callers who they are, or streams a model's answer. */
export class Backend {
  readonly #registry: Registry;
  readonly #verifier: AssertionVerifier;
  readonly #now: () => number;

  constructor(registry: Registry, now: () => number) {
    this.#registry = registry;
    this.#now = now;
    this.#verifier = new AssertionVerifier({
      keysOf: (agentRuntimeId) => registry.keyOf(agentRuntimeId),
      now,
      replays: new ReplayGuard({ reuseMs: REUSE_MS }),
    });
  }

  /** Drops what the verifier has cached about an agent. A newly registered id may have been looked up before. */
  forget(agentRuntimeId: string): void {
    this.#verifier.forget(agentRuntimeId);
  }

  async answer(
    route: "whoami" | "responses",
    request: Request,
    event: Partial<AuthorityEvent>,
  ): Promise<Response> {
    const verdict = await this.#verifier.verifyRequest(request);
    if (!verdict.ok) {
      event.code = verdict.code;
      return refusalResponse(verdict);
    }
    const { agentRuntimeId, taskId } = verdict.assertion;
    Object.assign(event, { agentRuntimeId, taskId });
    try {
      const who = this.#requireAuthorized(verdict.assertion, request.headers);
      if (who.external_task_ref !== undefined) event.externalTaskRef = who.external_task_ref;
      return route === "whoami" ? jsonAnswer(who) : streamedResponse();
    } catch (error) {
      if (!(error instanceof Refusal) || error.status !== 401) throw error;
      event.code = error.code;
      // RFC 9110 §11.6.1: an answer with 401 has a challenge.
      return errorAnswer(error, { "WWW-Authenticate": 'AgentAssertion error="invalid_token"' });
    }
  }

  /** Checks what the signature does not cover: that the task is registered, and the headers about the account. */
  #requireAuthorized({ agentRuntimeId, taskId, timestamp }: Assertion, headers: Headers) {
    this.#registry.requireNotRevoked(agentRuntimeId);
    const task = this.#registry.requireTask(agentRuntimeId, taskId, this.#now());
    const known = this.#registry.agents.get(agentRuntimeId)?.accountId;
    const named = headers.get("chatgpt-account-id") ?? undefined;
    if (known !== undefined && named !== undefined && known !== named) {
      throw new Refusal(403, "account_mismatch", "ChatGPT-Account-ID is not the agent's account");
    }
    if (readFedramp(headers) && !this.#registry.isFedramp(agentRuntimeId)) {
      throw new Refusal(
        403,
        "fedramp_mismatch",
        "X-OpenAI-Fedramp is there, but the account is not a FedRAMP account",
      );
    }
    return {
      agent_runtime_id: agentRuntimeId,
      task_id: taskId,
      timestamp,
      external_task_ref: task.externalTaskRef,
      account_id: named ?? known,
      fedramp: this.#registry.isFedramp(agentRuntimeId),
    };
  }
}
