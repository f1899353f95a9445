import { CodedError } from "../error.js";
import { coded } from "../http/host.js";
import { memberOf } from "../members.js";
import { readMember, readOptions } from "../options.js";
import type { RegisteredAgentTask } from "../task.js";
import { type Assertion, parseAssertion } from "../verification.js";

/** The caller's request to forget a task, or to forget every task with the ids in some signed headers. */
export type Forgotten = { readonly task: Partial<RegisteredAgentTask> } | { readonly ids: TaskIds };

export type TaskIds = Pick<RegisteredAgentTask, "agentRuntimeId" | "taskId">;

const IDENTIFYING = ["agentRuntimeId", "taskId", "kind", "externalTaskRef"] as const;

/** @throws AgentIdentityError `wrong_type` */
export function readForgotten(used: unknown): Forgotten {
  const task = readOptions(used ?? null, IDENTIFYING);
  if (typeof task.taskId === "string") return { task };
  const assertion = assertionIn(used as Record<string, unknown>);
  if (assertion) return { ids: assertion };
  throw new CodedError(
    "wrong_type",
    "what to forget must be a registered task, or the headers signed for one",
  );
}

function assertionIn(headers: Record<string, unknown>): Assertion | undefined {
  const names = coded("wrong_type", "the headers cannot be read", () => Object.keys(headers));
  const name = names.find((name) => name.toLowerCase() === "authorization");
  const value = name === undefined ? undefined : readMember(headers, name);
  if (typeof value !== "string") return undefined;
  return coded("wrong_type", "the headers have no assertion in Authorization", () => parseAssertion(value));
}

export function isSameTask(one: RegisteredAgentTask, other: Partial<RegisteredAgentTask>): boolean {
  return IDENTIFYING.every((name) => memberOf(one, name) === memberOf(other, name));
}
