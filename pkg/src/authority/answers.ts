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
  const body = JSON.stringify(value);
  return new Response(body, { status, headers: { ...common("application/json"), ...headers } });
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
