import { membersOf, withoutPrototype } from "../members.js";
import { answerOf, errorAnswer, Refusal } from "./answers.js";
import { CodedError } from "./coded-error.js";

/** The routes that can be told to fail. */
export type FailingRoute = "agent" | "task" | "jwks" | "responses";

/**
 * How a request fails: with a status; with a connection that is reset; with no answer at all; or with an answer that was
 * meant and breaks off in the middle of its body.
 */
export type Failure = { status: number; retryAfter?: number } | "reset" | "hang" | "cut";

const NAMES = ["status", "retryAfter"] as const;
const ROUTES: readonly unknown[] = ["agent", "task", "jwks", "responses"];

/**
 * The failures that were asked for and have not happened yet.
 * @internal
 */
export class Failures {
  readonly #planned = new Map<string, { how: Failure; times: number }[]>();

  /** @throws AgentIdentityError `wrong_type`, `number_out_of_range` */
  plan(route: FailingRoute, how: Failure, times: number): void {
    if (!ROUTES.includes(route))
      throw new CodedError("wrong_type", `there is no route to fail of this name: use ${ROUTES.join(", ")}`);
    const checked = readFailure(how);
    if (times !== Number.POSITIVE_INFINITY) requireWhole(times, "times", 1, Number.MAX_SAFE_INTEGER);
    const queue = this.#planned.get(route) ?? [];
    this.#planned.set(route, [...queue, { how: checked, times }]);
  }

  /** Returns how the next request to this route fails, if it does. */
  next(route: string): Failure | undefined {
    const queue = this.#planned.get(route);
    const first = queue?.[0];
    if (!queue || !first) return undefined;
    first.times--;
    if (first.times === 0) queue.shift();
    return first.how;
  }
}

function readFailure(how: unknown): Failure {
  if (how === "reset" || how === "hang" || how === "cut") return how;
  if (typeof how !== "object" || how === null) {
    throw new CodedError("wrong_type", 'how to fail must be { status }, "reset", "hang" or "cut"');
  }
  const { status, retryAfter } = membersOf(how as { status?: unknown; retryAfter?: unknown }, NAMES);
  requireWhole(status, "status", 200, 599);
  if (retryAfter !== undefined) requireWhole(retryAfter, "retryAfter", 0, 9_999_999_999);
  const answer = {
    status: status as number,
    ...(retryAfter !== undefined && { retryAfter: retryAfter as number }),
  };
  return withoutPrototype(answer);
}

/** @internal */
export function requireWhole(value: unknown, name: string, min: number, max: number): void {
  if (typeof value !== "number") throw new CodedError("wrong_type", `${name} must be a number`);
  if (Number.isInteger(value) && value >= min && value <= max) return;
  throw new CodedError("number_out_of_range", `${name} must be a whole number from ${min} to ${max}`);
}

/** @internal */
export function failedAnswer({ status, retryAfter }: { status: number; retryAfter?: number }): Response {
  const headers: Record<string, string> =
    retryAfter === undefined ? {} : { "Retry-After": String(retryAfter) };
  // These may have no body (Fetch standard, null body status).
  if ([204, 205, 304].includes(status)) return answerOf(null, status, headers);
  return errorAnswer(new Refusal(status, "test_failure", "the test asked for this failure"), headers);
}

/**
 * Returns the error that `fetch` throws if the connection is reset.
 * @internal
 */
export function connectionReset(): TypeError {
  return new TypeError("fetch failed", {
    cause: Object.assign(new Error("the test asked for a reset"), { code: "ECONNRESET" }),
  });
}

/**
 * Rejects with the signal's reason once the caller has given up.
 * @internal
 */
export function hang(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener("abort", () => reject(signal.reason));
  });
}

/**
 * Returns the same answer with half of its body, after which it breaks off. Its `Content-Length` is that of the whole.
 * @internal
 */
export async function cutAnswer(answer: Response): Promise<Response> {
  const whole = new Uint8Array(await answer.arrayBuffer());
  const half = whole.slice(0, Math.floor(whole.length / 2));
  let isSent = false;
  const pull = (controller: ReadableStreamDefaultController<Uint8Array>) => {
    if (isSent) controller.error(new TypeError("terminated"));
    else controller.enqueue(half);
    isSent = true;
  };
  const body = new ReadableStream<Uint8Array>(withoutPrototype({ pull }));
  const headers = new Headers(answer.headers);
  headers.set("Content-Length", String(whole.length));
  return answerOf(body, answer.status, headers);
}
