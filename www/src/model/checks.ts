import type { Inspection } from "agent-identity-wasm";
import type { Conditions } from "./conditions.js";
import type { Refusal } from "./refusal.js";

/** The checks of a verifier, in its order. */
export const CHECKS = ["form", "signature", "freshness", "ids"] as const;

export type Check = (typeof CHECKS)[number];
export type CheckState = "passed" | "failed" | "open" | "unasked";
export type Checks = Record<Check, CheckState>;

export const noChecks: Checks = { form: "open", signature: "open", freshness: "open", ids: "open" };

const SIGNATURE = { valid: "passed", invalid: "failed", unchecked: "open" } as const;
const FRESHNESS = { fresh: "passed", expired: "failed", future: "failed", unknown: "open" } as const;

/** Each check by itself, as the inspection tells of it: one that fails does not keep the next from being made. */
export function checksOf(
  inspection: Inspection,
  malformed: Refusal | undefined,
  key: Refusal | undefined,
  conditions: Conditions,
): Checks {
  const decided = conditions.now !== undefined && !conditions.refusal;
  return {
    form: malformed ? "failed" : "passed",
    signature: key ? "failed" : SIGNATURE[inspection.signature],
    freshness: decided ? FRESHNESS[inspection.freshness] : "open",
    ids: decided ? idsOf(inspection, conditions) : "open",
  };
}

function idsOf({ assertion, findings }: Inspection, { options, asksForIds }: Conditions): CheckState {
  if (!asksForIds) return "unasked";
  if (findings.some(({ code }) => code.endsWith("_id_unexpected"))) return "failed";
  const unread =
    (options.expectedAgentRuntimeId !== undefined && assertion?.agentRuntimeId === undefined) ||
    (options.expectedTaskId !== undefined && assertion?.taskId === undefined);
  return unread ? "open" : "passed";
}
