/** Explains the members of the protocol's documents to people. */
const MEANINGS: ReadonlyMap<string, string> = new Map([
  ["agent_runtime_id", "the agent: a program that acts for the account"],
  ["task_id", "the work that the agent does"],
  ["timestamp", "when the agent signed"],
  ["account_id", "the account that the agent acts for"],
  ["external_task_ref", "the caller's own name for the work"],
  ["agent_public_key", "the key that checks the agent's signatures"],
  ["exp", "when it expires"],
  ["iss", "who issued it"],
  ["aud", "who it is for"],
  ["kid", "the name of the key that signed it"],
]);

const lastPart = (name: string): string => name.split(".").at(-1) ?? "";

/** Returns what a member means, by the last part of its name. */
export const meaningOf = (name: string): string | undefined => MEANINGS.get(lastPart(name));

/** A signature tells a reader nothing, so only its beginning is shown. */
export function shownValue(name: string, value: string): string {
  const isLong = lastPart(name) === "signature" && value.length > 24;
  return isLong ? `${value.slice(0, 16)}… (${value.length} characters; --json shows all of them)` : value;
}
