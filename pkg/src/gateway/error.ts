import { AgentIdentityError, type AgentIdentityErrorCode } from "agent-identity-wasm";

/** The error class of the main entry, with the constructor that its declaration hides. */
export const CodedError = AgentIdentityError as unknown as new (
  code: AgentIdentityErrorCode,
  message: string,
  ...rest: [cause?: unknown]
) => AgentIdentityError;

/** True for an error of this copy of the package. A caller may throw anything, even a proxy that throws in turn. */
export function isOwnError(thrown: unknown): thrown is AgentIdentityError {
  try {
    return thrown instanceof AgentIdentityError && typeof thrown.code === "string";
  } catch {
    return false;
  }
}

/** Returns the error itself if it is one of the package. */
export const coded = (thrown: unknown, message: string): AgentIdentityError =>
  isOwnError(thrown) ? thrown : new CodedError("wrong_type", message, thrown);
