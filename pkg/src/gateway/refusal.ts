import type { AgentIdentityError, AgentIdentityErrorCode, Assertion } from "agent-identity-wasm";
import type { Challenge } from "./challenge.js";
import { CodedError, coded } from "./error.js";
import { publicMessage } from "./public-messages.js";

/** Why a request is refused, and what to answer. */
export interface Refused {
  /** Tells a refusal from {@link Verified}. */
  ok: false;
  /** 401: the client's fault. 503: ours, and worth trying again. 500: ours. */
  status: 401 | 500 | 503;
  /** The code of {@link error}, for programs and logs. Do not send it: it tells whether an agent exists. */
  code: AgentIdentityErrorCode;
  /**
   * Safe to send: ASCII, without quotes, keys and expected ids. `agent_unknown`, `signature_invalid`,
   * `agent_runtime_id_unexpected` and `task_id_unexpected` have the same message, headers and problem document, so that
   * nobody can enumerate agents.
   */
  publicMessage: string;
  /**
   * `Cache-Control: no-store`; with 401 `WWW-Authenticate` (without `error` for `authorization_missing`); with 503
   * `Retry-After: 1`. Always valid for `new Headers()`.
   */
  headers: Record<string, string>;
  /** The unproven claims of the header, for logs. They are absent if the header could not be read. */
  claimed?: { agentRuntimeId: string; taskId: string; timestamp: string };
  /** For logs, not for the client: its message and its cause may name keys and expected ids. */
  error: AgentIdentityError;
}

/**
 * Thrown inside the verifier. Everything else that is thrown there is a refusal with 500.
 * @internal
 */
export class Refusal {
  /** Tells a refusal from anything that a caller may throw, without calling into it. */
  static is(thrown: unknown): thrown is Refusal {
    return typeof thrown === "object" && thrown !== null && #brand in thrown;
  }

  readonly #brand = true;
  readonly status: Refused["status"];
  readonly error: AgentIdentityError;
  /** The assertion, if the refusal is thrown before whoever catches it has one. */
  readonly assertion: Assertion | undefined;

  constructor(status: Refused["status"], error: AgentIdentityError, assertion?: Assertion) {
    this.status = status;
    this.error = error;
    this.assertion = assertion;
  }
}

/** @internal */
export function refuse(status: Refused["status"], code: AgentIdentityErrorCode, message: string): Refusal {
  return new Refusal(status, new CodedError(code, message));
}

/**
 * Turns an exception into a refusal.
 * @internal
 */
export function toRefused(thrown: unknown, challenge: Challenge, assertion: Assertion | undefined): Refused {
  const refusal = Refusal.is(thrown)
    ? thrown
    : new Refusal(500, coded(thrown, "the request could not be verified"));
  const { status, error } = refusal;
  const claimed = assertion ?? refusal.assertion;
  const message = publicMessage(status, error.code);
  return {
    ok: false,
    status,
    code: error.code,
    publicMessage: message,
    headers: headersOf(status, challenge(error.code, message)),
    ...(claimed && { claimed: claimOf(claimed) }),
    error,
  };
}

function headersOf(status: Refused["status"], challenge: string): Record<string, string> {
  return {
    "Cache-Control": "no-store",
    ...(status === 401 && { "WWW-Authenticate": challenge }),
    ...(status === 503 && { "Retry-After": "1" }),
  };
}

const claimOf = ({ agentRuntimeId, taskId, timestamp }: Assertion) => ({ agentRuntimeId, taskId, timestamp });
