import { CodedError } from "../error.js";
import { refuseIfAborted } from "../http/abort.js";
import { readBody } from "../http/body.js";
import { coded } from "../http/host.js";
import type { Settings } from "../http/settings.js";
import { quietly } from "../quietly.js";
import { TextDecoder } from "../text.js";

/** Decides whether an answer says that the task is gone. */
export type IsTaskRefused = (status: number, body: string) => boolean;

/** Error codes by which a backend says that it does not know the task. They are reported by implementers (PROTOCOL §4). */
const REFUSED_TASK_CODES: readonly unknown[] = ["invalid_task_id", "task_not_found", "task_expired"];

// An answer that stalls is decided on, and handed over, with what has arrived by then.
const MAX_WAIT_FOR_BODY_MS = 5_000;

/** The rule unless the caller has one: status 401 and a JSON error with one of the codes above. */
export function saysTaskIsGone(status: number, body: string): boolean {
  return status === 401 && errorCodesOf(body).some((code) => REFUSED_TASK_CODES.includes(code));
}

function errorCodesOf(body: string): unknown[] {
  try {
    const answer: unknown = JSON.parse(body);
    return [memberOf(answer, "code"), memberOf(memberOf(answer, "error"), "code")];
  } catch {
    return [];
  }
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
}

/**
 * True if the answer refuses the task. Only an answer with 401 or 403 is looked at, and at most 64 KiB of it: of a copy,
 * which is given up afterwards, so that the caller has the whole body still before it and no more than that is kept.
 */
export async function refusesTask(
  response: unknown,
  isTaskRefused: IsTaskRefused,
  signal: AbortSignal,
  { runtime }: Settings,
): Promise<boolean> {
  const copy = copyOfRefusal(response);
  if (!copy) return false;
  const body = await beginningOf(copy, signal, runtime);
  refuseIfAborted(signal);
  const verdict: unknown = coded("wrong_type", "isTaskRefused failed", () =>
    isTaskRefused(copy.status, body),
  );
  if (typeof verdict === "boolean") return verdict;
  throw new CodedError("wrong_type", "what isTaskRefused returns must be a boolean");
}

/**
 * Returns undefined for any other answer, and for one that cannot be copied or read as a web stream. (Half a copy of
 * a Node.js stream, as some implementations of `fetch` have it, could stop the other half.)
 */
function copyOfRefusal(response: unknown): Response | undefined {
  try {
    const { status } = response as Response;
    if (status !== 401 && status !== 403) return undefined;
    const { body } = response as Response;
    if (body && typeof body.getReader !== "function") return undefined;
    return (response as Response).clone();
  } catch {
    return undefined;
  }
}

async function beginningOf(
  copy: Response,
  signal: AbortSignal,
  runtime: Settings["runtime"],
): Promise<string> {
  const stop = new AbortController();
  const onAbort = () => stop.abort(signal.reason);
  signal.addEventListener("abort", onAbort);
  try {
    quietly(() => runtime.sleep(MAX_WAIT_FOR_BODY_MS, stop.signal).then(() => stop.abort()));
    const { bytes } = await readBody(copy, 0, stop.signal);
    return new TextDecoder().decode(bytes);
  } finally {
    signal.removeEventListener("abort", onAbort);
    stop.abort();
  }
}
