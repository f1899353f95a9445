import { CodedError } from "../error.js";
import { memberOf } from "../members.js";
import { quietly } from "../quietly.js";
import { TextEncoder } from "../text.js";
import { unlessAborted } from "./abort.js";
import { coded, codedLater } from "./host.js";

interface Body {
  bytes: Uint8Array;
  /** The reason if `bytes` is not the whole body. */
  failure?: unknown;
}

interface Reader {
  read(): Promise<{ done?: boolean; value?: unknown }>;
  cancel?(): unknown;
}

const LIMIT = 64 * 1024;
const BROKEN_OFF = "the answer broke off";

/**
 * Reads a body and never throws: the beginning of a refusal is worth having.
 * @param signal aborted with the error to report
 */
export async function readBody(
  response: Response,
  declaredLength: number,
  signal: AbortSignal,
): Promise<Body> {
  const arrived = new Arrived();
  let reader: Reader | undefined;
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

/**
 * The bytes that have arrived so far. The buffer grows with them, so that a stalled response does not take much memory.
 */
class Arrived {
  #buffer = new Uint8Array();
  #length = 0;

  get bytes(): Uint8Array {
    return this.#buffer.subarray(0, this.#length);
  }

  add(chunk: Uint8Array): void {
    const fitting = chunk.subarray(0, LIMIT - this.#length);
    this.#makeRoomFor(this.#length + fitting.length);
    this.#buffer.set(fitting, this.#length);
    this.#length += fitting.length;
    if (fitting.length < chunk.length) throw tooLarge();
  }

  /** Doubles the buffer, so that many small chunks are not copied again for each of them. */
  #makeRoomFor(length: number): void {
    if (length <= this.#buffer.length) return;
    const grown = new Uint8Array(Math.min(LIMIT, Math.max(length, 2 * this.#buffer.length)));
    grown.set(this.bytes);
    this.#buffer = grown;
  }
}

/** Chunks are counted as well: an endless sequence of empty ones would keep the timer from ever ringing. */
async function readAll(reader: Reader, arrived: Arrived, signal: AbortSignal): Promise<void> {
  for (let chunks = 0; chunks <= LIMIT; chunks++) {
    const chunk = await unlessAborted(nextChunk(reader), signal);
    if (!chunk) return;
    arrived.add(chunk);
  }
  throw tooLarge();
}

function readerOf(response: Response): Reader {
  const body = memberOf(response, "body") as Response["body"] | undefined;
  return typeof body?.getReader === "function" ? body.getReader() : { read: readerOfText(response) };
}

/** Reads a response without a stream: an empty one, or one of a host that has no streams. */
function readerOfText(response: Response): Reader["read"] {
  const parts = (async function* () {
    const text: unknown = await response.text();
    if (typeof text !== "string") throw new TypeError("the text of an answer must be a string");
    yield new TextEncoder().encode(text);
  })();
  return () => parts.next();
}

/** Returns a copy of the next chunk, which nobody else can change, or `undefined` at the end. */
function nextChunk(reader: Reader): Promise<Uint8Array | undefined> {
  return codedLater("request_failed", BROKEN_OFF, async () => {
    const result: object = await reader.read();
    if (memberOf(result, "done")) return undefined;
    const value = memberOf(result, "value");
    if (!isUint8Array(value)) throw new TypeError("a chunk of an answer must be a Uint8Array");
    return new Uint8Array(value);
  });
}

const tagOf = Object.getOwnPropertyDescriptor(
  Object.getPrototypeOf(Uint8Array.prototype),
  Symbol.toStringTag,
) as { get(): unknown };

/** True for a `Uint8Array` of any realm, whatever its own properties say. */
function isUint8Array(value: unknown): value is Uint8Array {
  return tagOf.get.call(value) === "Uint8Array";
}

function tooLarge() {
  return new CodedError("response_too_large", `the answer is larger than ${LIMIT} bytes, or in more chunks`);
}
