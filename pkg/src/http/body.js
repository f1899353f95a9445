// @ts-check
import { AgentIdentityError } from "../error.js";
import { unlessAborted } from "./abort.js";

/** @typedef {{ bytes: Uint8Array, failure?: unknown }} Body what arrived, and why that is not all of it */
/** @typedef {ReadableStreamDefaultReader<Uint8Array>} Reader */

const LIMIT = 64 * 1024;

/**
 * Never throws: of a refusal, what arrived is worth having.
 * @param {Response} response
 * @param {AbortSignal} signal aborted with the error to report
 * @returns {Promise<Body>}
 */
export async function readBody(response, signal) {
  /** @type {Uint8Array[]} */
  const chunks = [];
  let length = 0;
  let failure;
  /** @type {Reader | undefined} */
  let reader;
  try {
    reader = readerOf(response);
    if (Number(response.headers.get("content-length")) > LIMIT) throw tooLarge();
    for (;;) {
      const { done, value } = await unlessAborted(reader.read(), signal, ({ reason }) => reason);
      if (done) break;
      length += value.byteLength;
      chunks.push(value);
      if (length > LIMIT) throw tooLarge();
    }
  } catch (cause) {
    failure = cause instanceof AgentIdentityError ? cause : brokenOff(cause);
    reader?.cancel().catch(() => {});
  }
  return { bytes: concat(chunks), failure };
}

/**
 * @param {Response} response
 * @returns {Reader}
 */
function readerOf(response) {
  const { body } = response;
  return (typeof body?.getReader === "function" ? body : streamOf(response)).getReader();
}

/**
 * An empty answer has no stream, and neither has any answer of some hosts.
 * @param {Response} response
 * @returns {ReadableStream<Uint8Array>}
 */
function streamOf(response) {
  return new ReadableStream({
    async start(controller) {
      controller.enqueue(new TextEncoder().encode(await response.text()));
      controller.close();
    },
  });
}

/** @param {Uint8Array[]} chunks */
function concat(chunks) {
  const bytes = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.byteLength, 0));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.byteLength;
  }
  return bytes;
}

function tooLarge() {
  return new AgentIdentityError("response_too_large", `the answer is larger than ${LIMIT} bytes`);
}

/** @param {unknown} cause */
function brokenOff(cause) {
  return new AgentIdentityError("request_failed", "the answer broke off", cause);
}
