import {
  type Assertion,
  type FreshnessOptions,
  parseAssertion,
  parseFreshAssertion,
} from "agent-identity-wasm";
import { CodedError, isOwnError } from "./error.js";
import { isClientFault } from "./public-messages.js";
import { Refusal, refuse } from "./refusal.js";

/** Judges the form and the age of an Authorization header. */
export function readHeader(authorization: unknown, window: FreshnessOptions): Assertion {
  if (authorization === null || authorization === undefined) {
    throw refuse(401, "authorization_missing", "there is no Authorization header");
  }
  if (typeof authorization !== "string") {
    throw new CodedError("wrong_type", "the Authorization header must be a string, null or undefined");
  }
  try {
    return parseFreshAssertion(authorization, window);
  } catch (error) {
    // The clock or WebAssembly may be at fault as well.
    if (!isOwnError(error) || !isClientFault(error.code)) throw error;
    throw new Refusal(401, error, isStale(error.code) ? parseAssertion(authorization) : undefined);
  }
}

const isStale = (code: string) => code === "timestamp_expired" || code === "timestamp_in_future";
