import { copyBytes } from "./bytes.js";
import type { Assertion } from "./verification.js";

type Judged = "agentRuntimeId" | "taskId" | "timestamp" | "signature";

interface Latest extends Pick<Assertion, Judged> {
  /** A copy: the caller may change the bytes of his. */
  readonly bytes: Uint8Array;
}

const SIGNATURE_LENGTH = 64;

/** The assertion that the module keeps, until it reads another one. */
let latest: Latest | undefined;

/** Has the module read an assertion, and notes what it keeps of it. */
export function keepLatest(read: () => Assertion): Assertion {
  let assertion: Assertion;
  try {
    assertion = read();
  } finally {
    // Whatever happens: a clock that is read meanwhile may have had another one read.
    latest = undefined;
  }
  const { agentRuntimeId, taskId, timestamp, signature } = assertion;
  const bytes = new Uint8Array(SIGNATURE_LENGTH);
  if (copyBytes(signature, bytes)) latest = { agentRuntimeId, taskId, timestamp, signature, bytes };
  return assertion;
}

/** True if the module keeps an assertion with exactly these parts. The caller may have changed any of them since. */
export function isLatest(parts: Readonly<Record<Judged, unknown>>): boolean {
  return (
    latest !== undefined &&
    parts.signature === latest.signature &&
    parts.agentRuntimeId === latest.agentRuntimeId &&
    parts.taskId === latest.taskId &&
    parts.timestamp === latest.timestamp &&
    isUnchanged(latest)
  );
}

function isUnchanged({ signature, bytes }: Latest): boolean {
  for (let index = 0; index < SIGNATURE_LENGTH; index++) if (signature[index] !== bytes[index]) return false;
  return true;
}
