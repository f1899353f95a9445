import { AgentIdentityError, type AgentIdentityErrorCode, isAgentIdentityError } from "agent-identity-wasm";

/** The error class of the main entry, with the constructor that its declaration hides. */
export const CodedError = AgentIdentityError as unknown as new (
  code: AgentIdentityErrorCode,
  message: string,
  ...rest: [cause?: unknown]
) => AgentIdentityError;

/** Returns the error itself if it has a code already. */
export function coded(error: unknown, message: string): AgentIdentityError {
  return isAgentIdentityError(error) ? error : new CodedError("wrong_type", message, error);
}
