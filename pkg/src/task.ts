/** `thread`: one conversation, with a reference. `background`: the whole process, without. Never sent. */
export type AgentTaskKind = "thread" | "background";

/** A task that the authority has registered. */
export interface RegisteredAgentTask {
  readonly agentRuntimeId: string;
  readonly taskId: string;
  readonly kind: AgentTaskKind;
  readonly externalTaskRef?: string;
}
