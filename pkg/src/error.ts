import type { AgentKey } from "./agent-key.js";
import type { AgentIdentityErrorCode } from "./error-codes.js";

/**
 * The error of this package: a real `Error` with a stack, a message for people that says what is wrong and where, and
 * a `code` for programs. It never contains key material.
 *
 * The ESM, CommonJS and slim builds each have a class of their own: across them, use
 * {@link isAgentIdentityError}, not `instanceof`.
 */
export class AgentIdentityError extends Error {
  readonly code: AgentIdentityErrorCode;
  /** The exception of the host, or the reason of the aborted signal, if one of these caused the error. */
  declare readonly cause?: unknown;
  /** `response_status`: the status; 0 where a browser hides that of a redirect. */
  declare readonly status?: number;
  /**
   * `response_status`: the first 512 characters of the answer, after secrets were taken out of it: what looks
   * like one, and the access token that was sent, escaped or not, in whole or eight characters of it.
   */
  declare readonly body?: string;
  /** `response_status`: how long the authority asked to wait (`Retry-After`), where it did. */
  declare readonly retryAfterMs?: number;
  /** How often a request was tried, where that was more than once. */
  declare readonly attempts?: number;
  /**
   * {@link registerAgent}: the key of an agent that may be registered, although no answer says so. Not
   * enumerable. It is yours now: keep it, or free it.
   */
  declare readonly key?: AgentKey;

  private constructor(code: AgentIdentityErrorCode, message: string, ...rest: [cause?: unknown]) {
    super(message, rest.length > 0 ? { cause: rest[0] } : undefined);
    this.code = code;
  }

  get name(): "AgentIdentityError" {
    return "AgentIdentityError";
  }
}

/**
 * The same class, for this package, which may call its constructor. WebAssembly calls it as well.
 * @internal
 */
export const CodedError = AgentIdentityError as unknown as new (
  code: AgentIdentityErrorCode,
  message: string,
  ...rest: [cause?: unknown]
) => AgentIdentityError;

/**
 * Whether a caught value is an {@link AgentIdentityError}, and where `code` is given, one of that code.
 *
 * @example
 * ```js
 * import { isAgentIdentityError, parseAssertion } from "agent-identity-wasm";
 *
 * try {
 *   parseAssertion("Bearer abc");
 * } catch (error) {
 *   console.log(isAgentIdentityError(error, "assertion_scheme_invalid")); // true
 * }
 * ```
 */
export function isAgentIdentityError<Code extends AgentIdentityErrorCode = AgentIdentityErrorCode>(
  value: unknown,
  code?: Code,
): value is AgentIdentityError & { readonly code: Code } {
  // The ESM, CommonJS and slim builds have a class each, so this looks at the name and the code.
  try {
    const { name, code: found } = value as { name?: unknown; code?: unknown };
    return (
      name === "AgentIdentityError" && typeof found === "string" && (code === undefined || code === found)
    );
  } catch {
    return false;
  }
}
