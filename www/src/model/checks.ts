/** The checks of a verifier, in its order. */
export const CHECKS = ["form", "signature", "freshness", "ids"] as const;

export type Check = (typeof CHECKS)[number];
export type CheckState = "passed" | "failed" | "open" | "unasked";
export type Checks = Record<Check, CheckState>;

const FAILED_AT: Record<string, Check> = {
  signature_invalid: "signature",
  timestamp_expired: "freshness",
  timestamp_in_future: "freshness",
  agent_runtime_id_unexpected: "ids",
  task_id_unexpected: "ids",
};

/** Which check a verifier's refusal of a well-formed header belongs to; none where an option is at fault. */
export const failedCheck = (code: string): Check | undefined => FAILED_AT[code];

/** The checks before the failed one have passed, those after it were never made. */
export function checksUpTo(failed: Check | undefined, idsAsked: boolean): Checks {
  const end = failed ? CHECKS.indexOf(failed) : CHECKS.length;
  const state = (check: Check, index: number): CheckState => {
    if (check === failed) return "failed";
    if (check === "ids" && !idsAsked) return "unasked";
    return index < end ? "passed" : "open";
  };
  return Object.fromEntries(CHECKS.map((check, index) => [check, state(check, index)])) as Checks;
}

/** Only that far: the next check lacks something that the user has not given. */
export function openFrom(first: Check): Checks {
  const start = CHECKS.indexOf(first);
  return Object.fromEntries(
    CHECKS.map((check, index) => [check, index < start ? "passed" : "open"]),
  ) as Checks;
}
