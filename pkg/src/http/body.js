// @ts-check
import { AgentIdentityError } from "../error.js";
import { unlessAborted } from "./abort.js";
import { coded, codedLater, quietly } from "./host.js";

/**
 * @typedef {{ bytes: Uint8Array, failure?: unknown }} Body what arrived, and why that is not all of it
 * @typedef {{ read(): Promise<{ done?: boolean, value?: unknown }>, cancel?(): unknown }} Reader
 */

const LIMIT = 64 * 1024;
const BROKEN_OFF = "the answer broke off";

/**
 * Never throws: of a refusal, what arrived is worth having.
 * @param {any} response
 * @param {number} declaredLength
 * @param {AbortSignal} signal aborted with the error to report
 * @returns {Promise<Body>}
 */
export async function readBody(response, declaredLength, signal) {
  const arrived = new Arrived();
  /** @type {Reader | undefined} */
  let reader;
  try {
    reader = coded("request_failed", BROKEN_OFF, () => readerOf(response));
    if (declaredLength > LIMIT) throw tooLarge();
    await readAll(reader, arrived, signal);
    return { bytes: arrived.bytes };
  } catch (failure) {
    quietly(() => reader?.cancel?.());
    return { bytes: arrived.bytes, failure };
  }
}

class Arrived {
  #buffer = new Uint8Array(LIMIT);
  #length = 0;

  get bytes() {
    return this.#buffer.subarray(0, this.#length);
  }

  /** @param {Uint8Array} chunk */
  add(chunk) {
    const fitting = chunk.subarray(0, LIMIT - this.#length);
    this.#buffer.set(fitting, this.#length);
    this.#length += fitting.length;
    if (fitting.length < chunk.length) throw tooLarge();
  }
}

/**
 * Chunks are counted as well: without end, empty ones would keep the timer from ever ringing.
 * @param {Reader} reader
 * @param {Arrived} arrived
 * @param {AbortSignal} signal
 */
async function readAll(reader, arrived, signal) {
  for (let chunks = 0; chunks <= LIMIT; chunks++) {
    const chunk = await unlessAborted(nextChunk(reader), signal);
    if (!chunk) return;
    arrived.add(chunk);
  }
  throw tooLarge();
}

/**
 * @param {any} response
 * @returns {Reader}
 */
function readerOf(response) {
  const { body } = response;
  return typeof body?.getReader === "function" ? body.getReader() : { read: readerOfText(response) };
}

/**
 * An empty answer has no stream, and neither has any answer of some hosts.
 * @param {any} response
 * @returns {Reader["read"]}
 */
function readerOfText(response) {
  const parts = (async function* () {
    const text = await response.text();
    if (typeof text !== "string") throw new TypeError("the text of an answer must be a string");
    yield new TextEncoder().encode(text);
  })();
  return () => parts.next();
}

/**
 * A copy of the next chunk, which nobody else can change; nothing at the end.
 * @param {Reader} reader
 * @returns {Promise<Uint8Array | undefined>}
 */
function nextChunk(reader) {
  return codedLater("request_failed", BROKEN_OFF, async () => {
    const { done, value } = await reader.read();
    if (done) return undefined;
    if (!isUint8Array(value)) throw new TypeError("a chunk of an answer must be a Uint8Array");
    return new Uint8Array(value);
  });
}

const tagOf = /** @type {{ get(): unknown }} */ (
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag)
);

/**
 * Of any realm, and whatever its own properties say.
 * @param {unknown} value
 * @returns {value is Uint8Array}
 */
function isUint8Array(value) {
  return tagOf.get.call(value) === "Uint8Array";
}

function tooLarge() {
  return new AgentIdentityError(
    "response_too_large",
    `the answer is larger than ${LIMIT} bytes, or in more chunks`,
  );
}
