import { isAgentIdentityError } from "agent-identity-wasm";

/** Why the core could not be started. */
export interface CoreFailure {
  readonly code: string;
  readonly message: string;
}

let failure: CoreFailure | undefined;

/** Returns why the core could not be started. */
export const coreFailure = () => failure;

/** Notes why the core could not be started. */
export function noteCoreFailure(error: unknown) {
  failure = describe(error);
}

function describe(error: unknown): CoreFailure {
  if (isAgentIdentityError(error)) return { code: error.code, message: error.message };
  return { code: "wasm_invalid", message: error instanceof Error ? error.message : String(error) };
}
