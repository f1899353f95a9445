// @ts-check
import { AgentIdentityError, isAgentIdentityError } from "../error.js";
import { aborted, refuseIfAborted, unlessAborted } from "./abort.js";
import { readBody } from "./body.js";
import { quote } from "./redact.js";
import { parseRetryAfter } from "./retry.js";

/**
 * @typedef {import("../../types/index.js").AbortSignalLike} AbortSignalLike
 * @typedef {import("../../types/index.js").HttpRequest} HttpRequest
 * @typedef {import("./settings.js").Settings} Settings
 */

/**
 * Sends a request once. The time-out and the signal hold from the first byte sent to the last one read,
 * even where `fetch` does not listen to them.
 * @param {HttpRequest} request
 * @param {Settings} settings
 * @param {AbortSignalLike} [signal]
 * @returns {Promise<string>} the body of a 2xx answer
 */
export async function send(request, settings, signal) {
  refuseIfAborted(signal);
  const stop = new AbortController();
  const onAbort = () => signal && stop.abort(aborted(signal));
  signal?.addEventListener("abort", onAbort);
  try {
    stopAfterTimeout(stop, settings);
    const response = responseOf(await answerTo(request, settings.fetch, stop.signal));
    const body = await readBody(response, stop.signal);
    if (isAgentIdentityError(body.failure, "request_aborted")) throw body.failure;
    if (!response.ok) throw refusal(request, response, body.bytes, settings.runtime.now());
    if (body.failure) throw body.failure;
    return decode(body.bytes);
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
    () => {},
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
async function answerTo({ url, ...init }, fetch, signal) {
  const answering = (async () => fetch(url, { ...init, redirect: "manual", signal }))();
  try {
    return await unlessAborted(answering, signal, ({ reason }) => reason);
  } catch (cause) {
    if (!signal.aborted) throw new AgentIdentityError("request_failed", `no answer came from ${url}`, cause);
    answering.then((late) => late.body?.cancel()).catch(() => {});
    throw signal.reason;
  }
}

/** @param {Response} response */
function responseOf(response) {
  if (typeof response?.headers?.get === "function") return response;
  throw new AgentIdentityError("wrong_type", "what fetch comes back with must be a Response");
}

/**
 * @param {HttpRequest} request
 * @param {Response} response
 * @param {Uint8Array} bytes
 * @param {number} now
 */
function refusal({ url, headers }, { status, headers: answered }, bytes, now) {
  const error = new AgentIdentityError("response_status", `${url} answered with status ${status}`);
  const body = quote(new TextDecoder().decode(bytes), secretsOf(headers));
  const retryAfterMs = parseRetryAfter(answered.get("retry-after"), now);
  return Object.assign(error, { status, body }, retryAfterMs === undefined ? {} : { retryAfterMs });
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
