import type { AgentIdentityErrorCode, ExtractedAssertion } from "agent-identity-wasm";
import { memberOf } from "../members.js";

/** An assertion that was found in a text, with its verdict. */
export interface JudgedAssertion extends ExtractedAssertion {
  /** `unverified`: the form and the age are right, but no key was given to check the signature with. */
  verdict: "valid" | "invalid" | "unverified";
  /** The reason for `invalid`. */
  code?: AgentIdentityErrorCode;
  /** The reason for `invalid`, in a sentence. */
  message?: string;
  /** The fingerprint of the key that made the signature. */
  signedBy?: string;
  /** Claimed by the header, and proven only if the verdict is `valid`. */
  agentRuntimeId?: string;
  /** Claimed by the header, and proven only if the verdict is `valid`. */
  taskId?: string;
  /** When the header says that it was signed. */
  issuedAt?: Date;
  /** How old the assertion was at the time by which it was judged, in seconds; negative if it lay ahead. */
  ageSeconds?: number;
  /** The signer's clock minus the time of the request, in seconds; negative if the signer's clock is slow. */
  clockSeconds?: number;
}

/** True if the server answered with an error status, or if the assertion is invalid. */
export function isFailed(judged: JudgedAssertion): boolean {
  const status = memberOf(judged, "status");
  return judged.verdict === "invalid" || (typeof status === "number" && status >= 400);
}
