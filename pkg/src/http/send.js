// @ts-check
import { AgentIdentityError, isAgentIdentityError } from "../error.js";
import { refuseIfAborted, unlessAborted } from "./abort.js";
import { readBody } from "./body.js";
import { coded, codedLater, quietly } from "./host.js";
import { quote, redact } from "./redact.js";
import { parseRetryAfter } from "./retry.js";

/**
 * @typedef {import("../../types/index.js").HttpRequest} HttpRequest
 * @typedef {import("./settings.js").Settings} Settings
 * @typedef {object} Answer what a response says of itself, read once
 * @property {any} response
 * @property {boolean} ok
 * @property {number} status
 * @property {number} declaredLength
 * @property {string | null | undefined} retryAfter
 */

/**
 * Sends a request once and reads the answer. The time-out and the signal hold from the first byte sent to
 * the last one read, even where `fetch` does not listen to them.
 * @template T
 * @param {HttpRequest} request
 * @param {(body: string) => T} read takes the body of a 2xx answer
 * @param {Settings} settings
 * @param {AbortSignal} [signal] one of ours
 * @returns {Promise<T>}
 */
export async function send(request, read, settings, signal) {
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

/**
 * The timer goes when `stop` is aborted, as it is at the latest when all is done.
 * @param {AbortController} stop
 * @param {Settings} settings
 */
function stopAfterTimeout(stop, { timeoutMs, runtime }) {
  const message = `there was no complete answer within ${timeoutMs} ms`;
  runtime.sleep(timeoutMs, stop.signal).then(
    () => stop.abort(new AgentIdentityError("request_timed_out", message)),
    (error) => stop.abort(error),
  );
}

/**
 * Redirects are not followed: what is signed or has a token in it is for this address alone. The mode is
 * not `error`, because Cloudflare's workerd refuses that, and because a redirect is no broken connection.
 * @param {HttpRequest} request
 * @param {Settings["fetch"]} fetch
 * @param {AbortSignal} signal aborted with the error to report
 * @returns {Promise<Response>}
 */
async function responseTo({ url, ...init }, fetch, signal) {
  const answering = codedLater("request_failed", `no answer came from ${url}`, () =>
    fetch(url, { ...init, redirect: "manual", signal }),
  );
  try {
    return await unlessAborted(answering, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
    quietly(async () => (await answering).body?.cancel());
    throw signal.reason;
  }
}

/**
 * @param {any} response
 * @returns {Answer}
 */
function answerOf(response) {
  const message = "what fetch comes back with must be a Response";
  const answer = coded("wrong_type", message, () => {
    const { ok, status, headers } = response;
    const declaredLength = Number(headers.get("content-length"));
    return { response, ok, status, declaredLength, retryAfter: headers.get("retry-after") };
  });
  const { ok, status, retryAfter } = answer;
  if (typeof ok === "boolean" && typeof status === "number" && typeof (retryAfter ?? "") === "string") {
    return answer;
  }
  throw new AgentIdentityError("wrong_type", message);
}

/**
 * @param {HttpRequest} request
 * @param {Answer} answer
 * @param {Uint8Array} bytes
 * @param {number} now
 */
function refusal({ url, headers }, { status, retryAfter }, bytes, now) {
  const error = new AgentIdentityError("response_status", `${url} answered with status ${status}`);
  const body = quote(new TextDecoder().decode(bytes), secretsOf(headers));
  const retryAfterMs = parseRetryAfter(retryAfter, now);
  return Object.assign(error, { status, body }, retryAfterMs === undefined ? {} : { retryAfterMs });
}

/**
 * Who reads an answer may quote it in an error.
 * @template T
 * @param {HttpRequest} request
 * @param {() => T} read
 * @returns {T}
 */
function withoutSecrets({ headers }, read) {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof AgentIdentityError)) throw error;
    const message = redact(error.message, secretsOf(headers));
    throw message === error.message ? error : new AgentIdentityError(error.code, message);
  }
}

/**
 * A token may have spaces in it.
 * @param {HttpRequest["headers"]} headers
 */
function secretsOf({ Authorization: authorization }) {
  return authorization ? [authorization.slice(authorization.indexOf(" ") + 1)] : [];
}

/** @param {Uint8Array} bytes */
function decode(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new AgentIdentityError("json_invalid", "the answer is not UTF-8", cause);
  }
}
