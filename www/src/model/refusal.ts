import { isAgentIdentityError } from "agent-identity-wasm";
import { coreFailure } from "../core/state.js";

/** An error of the package, as data. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
}

export type Attempt<T> =
  | { readonly value: T; readonly refusal?: never }
  | { readonly value?: never; readonly refusal: Refusal };

export function attempt<T>(work: () => T): Attempt<T> {
  try {
    return { value: work() };
  } catch (error) {
    if (!isAgentIdentityError(error)) throw error;
    const failure = error.code === "not_initialized" ? coreFailure() : undefined;
    return { refusal: failure ?? { code: error.code, message: error.message } };
  }
}

/** The core itself could not be started: nothing was judged. */
export const isOfTheCore = ({ code }: Refusal) => code.startsWith("wasm_") || code === "not_initialized";
