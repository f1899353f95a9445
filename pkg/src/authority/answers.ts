import { jsonText, withoutPrototype } from "../members.js";

/** Marks every answer, so that nobody takes this for the real authority. */
const SERVER = "agent-identity-wasm TestAuthority (for tests only)";

/** A request that is refused: the status and the error of the answer. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export function jsonAnswer(value: unknown, status = 200, headers: Record<string, string> = {}): Response {
  // A `toJSON` that the value inherits from a polluted `Object.prototype` does not count.
  const body = typeof value === "object" && value !== null ? jsonText(value) : JSON.stringify(value);
  return answerOf(body, status, { ...common("application/json"), ...headers });
}

/** Makes an answer. What its options inherit from `Object.prototype` does not count. */
export function answerOf(
  body: BodyInit | null | undefined,
  status: number,
  headers: Record<string, string> | Headers,
): Response {
  const own = headers instanceof Headers ? headers : withoutPrototype(headers);
  return new Response(body, withoutPrototype({ status, statusText: "", headers: own }));
}

/** `{"error":{"code":…,"message":…}}`, the form in which errors of tasks are reported (PROTOCOL §4). */
export function errorAnswer({ status, code, message }: Refusal, headers?: Record<string, string>): Response {
  return jsonAnswer({ error: { code, message } }, status, headers);
}

export const common = (contentType: string): Record<string, string> => ({
  "Cache-Control": "no-store",
  "Content-Type": contentType,
  Server: SERVER,
});
