import type { AgentIdentityErrorCode, Assertion } from "agent-identity-wasm";
import { hasMember } from "../members.js";
import { CodedError } from "./error.js";
import { readMember, refuseUnknown } from "./options.js";
import { refuse } from "./refusal.js";

/**
 * The only agent and the only task that are accepted. A member that is present must be a string: `undefined` is an error
 * and never means "any".
 */
export interface ExpectedIds {
  /** The only agent whose assertions are accepted. */
  agentRuntimeId?: string;
  /** The only task whose assertions are accepted. */
  taskId?: string;
}

const CODES: Record<keyof ExpectedIds, AgentIdentityErrorCode> = {
  agentRuntimeId: "agent_runtime_id_unexpected",
  taskId: "task_id_unexpected",
};
const NAMES = Object.keys(CODES) as (keyof ExpectedIds)[];

/** Other functions of the package call them so. Overlooking such a member of a class would accept any id. */
const MISTAKEN = ["expectedAgentRuntimeId", "expectedTaskId"];

/**
 * Reads each id once. An inherited one counts too, unless it is inherited from `Object.prototype`.
 * @internal
 */
export function readExpectedIds(expected: unknown): ExpectedIds | undefined {
  if (expected === undefined) return undefined;
  if (typeof expected !== "object" || expected === null || Array.isArray(expected)) {
    throw new CodedError("wrong_type", "the expected ids must be an object");
  }
  refuseUnknown(expected, NAMES);
  if (MISTAKEN.some((name) => hasMember(expected, name))) {
    throw new CodedError("wrong_type", "the expected ids are called agentRuntimeId and taskId");
  }
  const read = { __proto__: null } as ExpectedIds;
  for (const name of NAMES.filter((name) => hasMember(expected, name))) {
    const id = readMember(expected, name);
    if (typeof id !== "string") throw new CodedError("wrong_type", `the expected ${name} must be a string`);
    read[name] = id;
  }
  return read;
}

/** @internal */
export function refuseUnexpected(assertion: Assertion, expected: ExpectedIds): void {
  for (const name of NAMES) {
    const id = expected[name];
    if (id === undefined || id === assertion[name]) continue;
    throw refuse(401, CODES[name], `the assertion's ${name} is not the expected one`);
  }
}
