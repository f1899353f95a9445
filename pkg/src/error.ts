import type { AgentKey } from "./agent-key.js";
import type { AgentIdentityErrorCode } from "./error-codes.js";
import { memberOf } from "./members.js";
import { onlyWords } from "./only-words.js";
import { redactedCause, redacting, redactingButFiles } from "./redacted-cause.js";

/** The members of every {@link AgentIdentityError}, whatever its code. */
export interface AgentIdentityErrorBase<Code extends AgentIdentityErrorCode> extends Error {
  readonly name: "AgentIdentityError";
  readonly code: Code;
  /**
   * The exception of the host or of your code, or the reason of the aborted signal, if one of these caused the error.
   * In place of an exception that holds a secret, or that could show more when it is printed than its own members, there
   * is a plain error with its redacted name and message. The reason of a signal stays as it is.
   */
  readonly cause?: unknown;
  /** The number of times that a request was sent, if it was sent more than once. */
  readonly attempts?: number;
  /**
   * {@link registerAgent}: the key of an agent that may be registered, although no answer says so. Not
   * enumerable. It is yours now: keep it, or free it.
   */
  readonly key?: AgentKey;
  /**
   * Returns the error as a plain object for `JSON.stringify`, `structuredClone` and `postMessage`. It has neither the
   * stack nor the `cause`, and never the `key`. A structured clone of the error itself loses the `code`.
   *
   * @example
   * ```js
   * import { isAgentIdentityError, parseAssertion } from "agent-identity-wasm";
   *
   * try {
   *   parseAssertion("Bearer abc");
   * } catch (error) {
   *   const message = structuredClone(error.toJSON());
   *   console.log(message.code); // assertion_scheme_invalid
   *   console.log(isAgentIdentityError(message)); // true
   * }
   * ```
   */
  toJSON(): AgentIdentityErrorJson;
}

/** An answer of the authority whose status is not 2xx. */
export interface ResponseStatusError extends AgentIdentityErrorBase<"response_status"> {
  /** The status. It is 0 if a browser hides that of a redirect. */
  readonly status: number;
  /**
   * The first 512 characters of the answer, in which secrets are redacted: everything that looks like one, and the
   * access token that was sent, escaped or not, in whole or eight characters of it.
   */
  readonly body: string;
  /** The time that the authority asked to wait (`Retry-After`, RFC 9110 §10.2.3) in milliseconds, if it asked. */
  readonly retryAfterMs?: number;
}

/** A call that its caller aborted. */
export interface RequestAbortedError extends AgentIdentityErrorBase<"request_aborted"> {
  /** The reason of the caller's signal. */
  readonly cause: unknown;
}

/** An error of any other code. Only the members of {@link AgentIdentityErrorBase} describe it. */
export interface OtherAgentIdentityError
  extends AgentIdentityErrorBase<Exclude<AgentIdentityErrorCode, "response_status" | "request_aborted">> {}

/**
 * The error of this package: a real `Error` with a stack, a message for people that says what is wrong and where, and
 * a `code` for programs. It never contains key material.
 *
 * The type is a union that is discriminated by `code`: after `error.code === "response_status"`, `error.status` is a
 * number.
 *
 * The ESM, CommonJS and slim builds each have a class of their own: across them, use
 * {@link isAgentIdentityError}, not `instanceof`.
 */
export type AgentIdentityError = ResponseStatusError | RequestAbortedError | OtherAgentIdentityError;

/** The {@link AgentIdentityError} of one code, or of several. */
export type AgentIdentityErrorOf<Code extends AgentIdentityErrorCode> = AgentIdentityErrorCode extends Code
  ? AgentIdentityError
  : AgentIdentityError & { readonly code: Code };

/** The plain form of an {@link AgentIdentityError}. */
export interface AgentIdentityErrorJson {
  /** Tells it from other plain objects. */
  name: "AgentIdentityError";
  /** The error's code, for programs. */
  code: AgentIdentityErrorCode;
  /** The error's message, for people: what is wrong, and where. It holds no secret. */
  message: string;
  /** Present if the code is `response_status`. */
  status?: number;
  /** Present if the code is `response_status`. */
  body?: string;
  /** Present if the code is `response_status` and the authority asked to wait. */
  retryAfterMs?: number;
  /** How often the request was sent, if more than once. */
  attempts?: number;
}

/** The class of {@link AgentIdentityError}, for `instanceof`. Its constructor is not public. */
export interface AgentIdentityErrorClass {
  readonly prototype: AgentIdentityError;
  [Symbol.hasInstance](value: unknown): value is AgentIdentityError;
}

/** Redacts a text of a cause. Until the module is loaded, nothing can tell a secret from other text. */
let redact = redactingButFiles(onlyWords);

/** Sets how texts in causes are redacted. @internal */
export function redactCausesBy(better: (text: string) => string): void {
  redact = redacting(better);
}

const isOurs = (value: unknown) => value instanceof CodedError;

const DETAILS = ["status", "body", "retryAfterMs", "attempts"] as const;

/**
 * The class as this package uses it. WebAssembly calls the constructor as well.
 * @internal
 */
export const CodedError = class AgentIdentityError extends Error {
  readonly code: AgentIdentityErrorCode;

  constructor(code: AgentIdentityErrorCode, message: string, ...rest: [cause?: unknown]) {
    super(message, rest.length > 0 ? { cause: causeOf(code, rest[0]) } : undefined);
    this.code = code;
  }

  get name() {
    return "AgentIdentityError" as const;
  }

  toJSON(): AgentIdentityErrorJson {
    const plain: Record<string, unknown> = { name: this.name, code: this.code, message: this.message };
    for (const name of DETAILS) {
      if (Object.hasOwn(this, name)) plain[name] = Reflect.get(this, name);
    }
    return plain as unknown as AgentIdentityErrorJson;
  }
} as unknown as CodedErrorClass;

/** The reason of the caller's own signal stays as it is: `fetch`, too, rejects with that very value. */
function causeOf(code: AgentIdentityErrorCode, cause: unknown): unknown {
  return code === "request_aborted" ? cause : redactedCause(cause, redact, isOurs);
}

interface CodedErrorClass extends AgentIdentityErrorClass {
  new (code: AgentIdentityErrorCode, message: string, ...rest: [cause?: unknown]): AgentIdentityError;
}

/** The class of the errors of this package, for `instanceof`. */
export const AgentIdentityError: AgentIdentityErrorClass = CodedError;

/**
 * True if a caught value is an {@link AgentIdentityError} and, if `code` is given, has that code. It goes by `name` and
 * `code`, so it recognises the errors of other builds and realms as well, and what {@link
 * AgentIdentityErrorBase.toJSON} returns.
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
): value is AgentIdentityErrorOf<Code> {
  try {
    const name = memberOf(value as object, "name");
    const found = memberOf(value as object, "code");
    return (
      name === "AgentIdentityError" && typeof found === "string" && (code === undefined || code === found)
    );
  } catch {
    return false;
  }
}
