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
  /** The runtime id that the header claims. It is proven only if the verdict is `valid`. */
  agentRuntimeId?: string;
  /** The task id that the header claims. It is proven only if the verdict is `valid`. */
  taskId?: string;
  /** The time of signing that the header claims. */
  issuedAt?: Date;
  /** The age of the assertion, in seconds, at the time for which it was verified; negative if it was signed later. */
  ageSeconds?: number;
  /**
   * The time of signing minus the time of the request, in seconds. It is negative if the signer's clock is slow, and also if
   * the header was kept for some time before it was sent.
   */
  clockSeconds?: number;
}

/** True if the server answered with an error status, or if the assertion is invalid. */
export function isFailed(judged: JudgedAssertion): boolean {
  const status = memberOf(judged, "status");
  return judged.verdict === "invalid" || (typeof status === "number" && status >= 400);
}
