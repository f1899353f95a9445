import { AgentIdentityError, CodedError, isAgentIdentityError } from "../error.js";
import type { HttpRequest } from "../http-request.js";
import { memberOf } from "../members.js";
import { quietly } from "../quietly.js";
import { quoted, quotedBody, redacted } from "../quote.js";
import { redactedCause, redacting } from "../redacted-cause.js";
import { TextDecoder } from "../text.js";
import { refuseIfAborted, unlessAborted } from "./abort.js";
import { readBody } from "./body.js";
import { coded, codedLater } from "./host.js";
import { parseRetryAfter } from "./retry.js";
import type { Settings } from "./settings.js";

/** The status line and the headers of a response, each read once. */
interface Answer {
  response: Response;
  ok: boolean;
  status: number;
  declaredLength: number;
  retryAfter: string | null | undefined;
}

/**
 * Sends a request once and reads the answer. The time-out and the signal hold from the first byte sent to
 * the last one read, even if `fetch` does not listen to them.
 * @param read takes the body of a 2xx answer
 * @param signal one of ours
 */
export async function send<T>(
  request: HttpRequest,
  read: (body: string) => T,
  settings: Settings,
  signal?: AbortSignal,
): Promise<T> {
  refuseIfAborted(signal);
  const stop = new AbortController();
  const onAbort = () => stop.abort(signal?.reason);
  signal?.addEventListener("abort", onAbort);
  try {
    stopAfterTimeout(stop, settings);
    const answer = answerOf(await responseTo(request, settings.fetch, stop.signal));
    const body = await readBody(answer.response, answer.declaredLength, stop.signal);
    if (isAgentIdentityError(body.failure, "request_aborted")) throw body.failure;
    if (!answer.ok) throw refusal(request, answer, body.bytes, settings.runtime.now());
    if (body.failure) throw body.failure;
    return withoutSecrets(request, () => read(decode(body.bytes)));
  } finally {
    signal?.removeEventListener("abort", onAbort);
    stop.abort();
  }
}

/** The timer ends when `stop` is aborted, which happens at the latest when all is done. */
function stopAfterTimeout(stop: AbortController, { timeoutMs, runtime }: Settings): void {
  const message = `there was no complete answer within ${timeoutMs} ms`;
  runtime.sleep(timeoutMs, stop.signal).then(
    () => stop.abort(new CodedError("request_timed_out", message)),
    (error) => stop.abort(error),
  );
}

/**
 * Redirects are not followed: a signature or a token in the request is for this address alone. The mode is
 * not `error`, because Cloudflare's workerd refuses that, and because a redirect is not a broken connection.
 * @param signal aborted with the error to report
 */
async function responseTo(
  { url, ...init }: HttpRequest,
  fetch: Settings["fetch"],
  signal: AbortSignal,
): Promise<Response> {
  const answering = codedLater("request_failed", `no answer came from ${quoted(url)}`, async () => {
    try {
      // The object has no prototype, because `fetch` would read options of the request from a polluted prototype.
      return await fetch(url, Object.assign(Object.create(null), init, { redirect: "manual", signal }));
    } catch (cause) {
      const sent = secretOf(init.headers);
      throw redactedCause(
        cause,
        redacting((text) => redacted(text, sent)),
        isOurs,
      );
    }
  });
  try {
    return await unlessAborted(answering, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
    quietly(async () => (await answering).body?.cancel());
    throw signal.reason;
  }
}

function answerOf(response: Response): Answer {
  const message = "what fetch comes back with must be a Response";
  const answer = coded("wrong_type", message, () => {
    const ok = memberOf(response, "ok");
    const status = memberOf(response, "status");
    const headers = memberOf(response, "headers");
    const declaredLength = Number((headers as Headers).get("content-length"));
    const retryAfter = (headers as Headers).get("retry-after");
    return { response, ok, status, declaredLength, retryAfter } as Answer;
  });
  const { ok, status, retryAfter } = answer;
  if (typeof ok === "boolean" && typeof status === "number" && typeof (retryAfter ?? "") === "string") {
    return answer;
  }
  throw new CodedError("wrong_type", message);
}

function refusal(
  { url, headers }: HttpRequest,
  { status, retryAfter }: Answer,
  bytes: Uint8Array,
  now: number,
): AgentIdentityError {
  const error = new CodedError("response_status", `${quoted(url)} answered with status ${status}`);
  const body = quotedBody(new TextDecoder().decode(bytes), secretOf(headers));
  const retryAfterMs = parseRetryAfter(retryAfter, now);
  return Object.assign(error, { status, body }, retryAfterMs === undefined ? {} : { retryAfterMs });
}

/** The function that reads an answer may quote it in an error, so that error is redacted. */
function withoutSecrets<T>({ headers }: HttpRequest, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!isOurs(error)) throw error;
    const message = redacted(error.message, secretOf(headers));
    throw message === error.message ? error : new CodedError(error.code, message);
  }
}

/** The secret is all that follows the scheme: a token may have spaces in it. */
function secretOf({ Authorization: authorization = "" }: HttpRequest["headers"]): string {
  return authorization.slice(authorization.indexOf(" ") + 1);
}

const isOurs = (value: unknown): value is AgentIdentityError => value instanceof AgentIdentityError;

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch (cause) {
    throw new CodedError("json_invalid", "the answer is not UTF-8", cause);
  }
}
