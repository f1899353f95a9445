/**
 * `thread`: one conversation, with an external reference. `background`: the whole process, without one. The kinds are the
 * public design's form: they are never sent, and the released client knows none (docs/PROTOCOL.md §1, §4).
 */
export type AgentTaskKind = "thread" | "background";

/** A task that the authority has registered. */
export interface RegisteredAgentTask {
  /** The agent that the task belongs to. */
  readonly agentRuntimeId: string;
  /** The id that the authority gave the task, which every assertion names. */
  readonly taskId: string;
  /** Whether it belongs to a conversation or to the whole process. */
  readonly kind: AgentTaskKind;
  /** The reference it was registered for: the public design's form, which the released client does not send. */
  readonly externalTaskRef?: string;
}
