import { CodedError } from "../error.js";
import type { AgentIdentityErrorCode } from "../error-codes.js";

/** Runs code of the host or the caller. An exception of it becomes the cause of a coded error. */
export function coded<T>(code: AgentIdentityErrorCode, message: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw new CodedError(code, message, cause);
  }
}

/** Does the same as {@link coded} for asynchronous code. */
export async function codedLater<T>(
  code: AgentIdentityErrorCode,
  message: string,
  work: () => T,
): Promise<Awaited<T>> {
  try {
    return await work();
  } catch (cause) {
    throw new CodedError(code, message, cause);
  }
}
