import type { AgentPublicKey } from "agent-identity-wasm";
import { Refusal } from "./answers.js";

export interface RegisteredAgent {
  readonly publicKey: AgentPublicKey;
  readonly accountId?: string;
}

export interface RegisteredTask {
  readonly agentRuntimeId: string;
  readonly externalTaskRef?: string;
}

/** The reason for which a task is not accepted. */
type Gone = "task_not_found" | "task_expired";

/** The agents and tasks that the authority knows. */
export class Registry {
  readonly agents = new Map<string, RegisteredAgent>();
  readonly tasks = new Map<string, RegisteredTask>();
  readonly #revoked = new Map<string, RegisteredAgent>();
  readonly #fedrampAgents = new Set<string>();
  readonly #registeredAt = new Map<string, number>();
  readonly #taskOfReference = new Map<string, string>();
  readonly #tasksLiveMs: number;

  constructor(tasksLiveMs: number) {
    this.#tasksLiveMs = tasksLiveMs;
  }

  addAgent(agentRuntimeId: string, agent: RegisteredAgent, isFedramp: boolean): void {
    this.agents.set(agentRuntimeId, Object.freeze(agent));
    this.#revoked.delete(agentRuntimeId);
    if (isFedramp) this.#fedrampAgents.add(agentRuntimeId);
    else this.#fedrampAgents.delete(agentRuntimeId);
  }

  isFedramp(agentRuntimeId: string): boolean {
    return this.#fedrampAgents.has(agentRuntimeId);
  }

  /** Returns the key of an agent, even if it was revoked: only the holder of its key may learn that it was. */
  keyOf(agentRuntimeId: string): AgentPublicKey | undefined {
    return (this.agents.get(agentRuntimeId) ?? this.#revoked.get(agentRuntimeId))?.publicKey;
  }

  revoke(agentRuntimeId: string): boolean {
    const agent = this.agents.get(agentRuntimeId);
    if (!agent) return false;
    this.agents.delete(agentRuntimeId);
    this.#revoked.set(agentRuntimeId, agent);
    return true;
  }

  requireNotRevoked(agentRuntimeId: string): void {
    if (!this.#revoked.has(agentRuntimeId)) return;
    throw new Refusal(403, "agent_revoked", "the agent was revoked");
  }

  /** Returns the task of this reference, or a new one. Without a reference, it is always a new one. */
  taskFor(
    agentRuntimeId: string,
    externalTaskRef: string | undefined,
    newId: () => string,
    now: number,
  ): string {
    const reference =
      externalTaskRef === undefined ? undefined : JSON.stringify([agentRuntimeId, externalTaskRef]);
    const known = reference === undefined ? undefined : this.#taskOfReference.get(reference);
    if (known !== undefined && this.#whyGone(known, agentRuntimeId, now) === undefined) return known;
    const taskId = newId();
    this.tasks.set(
      taskId,
      Object.freeze({ agentRuntimeId, ...(externalTaskRef !== undefined && { externalTaskRef }) }),
    );
    this.#registeredAt.set(taskId, now);
    if (reference !== undefined) this.#taskOfReference.set(reference, taskId);
    return taskId;
  }

  forgetTask(taskId: string): boolean {
    return this.tasks.delete(taskId);
  }

  /** Returns the agent's task. */
  requireTask(agentRuntimeId: string, taskId: string, now: number): RegisteredTask {
    const gone = this.#whyGone(taskId, agentRuntimeId, now);
    if (gone === "task_expired") throw new Refusal(401, gone, "the task has expired: register it again");
    const task = this.tasks.get(taskId);
    if (gone || !task)
      throw new Refusal(401, "task_not_found", "the agent has no such task: register it again");
    return task;
  }

  #whyGone(taskId: string, agentRuntimeId: string, now: number): Gone | undefined {
    const task = this.tasks.get(taskId);
    if (task?.agentRuntimeId !== agentRuntimeId) return "task_not_found";
    const age = now - (this.#registeredAt.get(taskId) ?? now);
    return age >= this.#tasksLiveMs ? "task_expired" : undefined;
  }
}
