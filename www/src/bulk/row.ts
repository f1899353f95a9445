import { isFailed, type JudgedAssertion } from "agent-identity-wasm/bulk";
import type { Row } from "./messages.js";

/** A judged assertion as plain data for the page. */
export function rowOf(judged: JudgedAssertion, index: number): Row {
  const { verdict, agentRuntimeId, issuedAt, sentAt, status, ...rest } = judged;
  return {
    ...rest,
    index,
    status: verdict,
    failed: isFailed(judged),
    ...(agentRuntimeId === undefined ? {} : { runtimeId: agentRuntimeId }),
    ...(issuedAt ? { time: issuedAt.getTime() } : {}),
    ...(sentAt ? { sentAt: sentAt.getTime() } : {}),
    ...(status === undefined ? {} : { answer: status }),
  };
}
