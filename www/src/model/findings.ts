import type { Finding, Inspection } from "agent-identity-wasm";
import type { Refusal } from "./refusal.js";

export type { Finding };
export type Span = NonNullable<Finding["span"]>;

export const refused = ({ code, message }: Refusal) => ({ severity: "error", code, message }) as Finding;

/** The inspection's own, after every refusal that it could not know of. */
export function findingsOf(
  { findings }: Inspection,
  refusals: ReadonlyArray<Refusal | undefined>,
): Finding[] {
  const known = new Set(findings.map(({ code }) => code as string));
  const own: Finding[] = [];
  for (const refusal of refusals) {
    if (!refusal || known.has(refusal.code)) continue;
    known.add(refusal.code);
    own.push(refused(refusal));
  }
  return [...own, ...findings];
}
