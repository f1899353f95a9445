import { AgentIdentityError, type AgentIdentityErrorCode } from "agent-identity-wasm";

/** The package's own class, whose constructor is not part of its public types. */
export const CodedError = AgentIdentityError as unknown as new (
  code: AgentIdentityErrorCode,
  message: string,
) => AgentIdentityError;
