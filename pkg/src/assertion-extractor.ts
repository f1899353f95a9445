import { byteLength, view } from "./bytes.js";
import { adopt, Handle, OURS, type RawOf, rawOf } from "./handle.js";
import { core } from "./load.js";

/** An assertion in a longer text, and where it stood. */
export interface ExtractedAssertion {
  /**
   * The header as it was written, without the escapes, colours and line breaks of the text. It is not checked. It is
   * cut after 8193 bytes, which are too many for a header.
   */
  header: string;
  /** The line in which the scheme stands, counted from 1. */
  line: number;
  /** The index in a HAR file's `log.entries`, or in an array that is the whole text. */
  entry?: number;
  /**
   * The URL of the request as it was written, if the text contains it; else a host and a path, put together. It is cut
   * after 2048 bytes. All assertions of a request share one string.
   */
  url?: string;
  /** The method of the request, if the text contains it: at most 16 bytes. */
  method?: string;
  /**
   * When the request was sent, if the text tells: HAR's `startedDateTime`, a member such as `time`, `ts` or
   * `@timestamp` (RFC 3339, RFC 9110, or seconds to nanoseconds since 1970), or the time of a log line. A time without
   * an offset is read as UTC. It is not the time in the token.
   */
  sentAt?: Date;
  /** The status of the answer, 100 to 599, if the text tells: a member such as `status`, or an access log. */
  status?: number;
}

/** The most that is copied into the module's memory at a time, because that memory never shrinks. */
const PIECE = 0x10000;

/**
 * Finds every assertion in a text of any size that comes in pieces: a HAR file, NDJSON, a log, a shell's history.
 * The pieces may be cut anywhere, in a token or a character too.
 *
 * An extractor takes at most 512 KiB of memory, whatever the text. At most 2048 can be open at the same time.
 *
 * URL, method, time and status are read from the HAR entry, from members named `url`, `method`, `time`, `status` and
 * the like (`http.url`, `url.full`, `:path`, attributes of OpenTelemetry) that stand around an assertion or beside it,
 * and from words: a request line, a `curl` command, a call of `fetch` or `Invoke-WebRequest`, a line of a log. What is
 * more than 8 KiB away is not read.
 *
 * @example
 * ```js
 * import { AssertionExtractor } from "agent-identity-wasm";
 *
 * const extractor = new AssertionExtractor();
 * const log = new Blob(["POST https://a.example/x authorization: AgentAssertion eyJhIjoxfQ 200\n"]);
 * const found = [];
 * for await (const chunk of log.stream()) found.push(...extractor.push(chunk));
 * found.push(...extractor.finish());
 * extractor.free();
 * console.log(found[0].line, found[0].method, found[0].url); // 1 POST https://a.example/x
 * ```
 */
export class AssertionExtractor extends Handle {
  /** @throws {@link AgentIdentityError} `memory_exhausted` if 2048 extractors are open */
  constructor() {
    super();
    adopt(this, "AssertionExtractor", new (core().AssertionExtractor)(), OURS);
  }

  /**
   * Takes the next piece of the text: bytes of UTF-8, or a string that does not end within a surrogate pair.
   *
   * @returns the assertions that are complete, in the order of the text. A later call may return the last ones that
   * were found.
   * @throws {@link AgentIdentityError} `wrong_type`, `freed`, `memory_exhausted`; `text_compressed` for compressed
   * data. The contents of a text never cause an error.
   */
  push(chunk: string | Uint8Array): ExtractedAssertion[] {
    const raw = rawExtractor(this);
    const found: ExtractedAssertion[] = [];
    for (const piece of pieces(chunk)) for (const one of raw.push(piece)) found.push(one);
    return found;
  }

  /**
   * Ends the text. Returns the remaining assertions. The extractor is then ready for another text.
   *
   * @throws {@link AgentIdentityError} `freed`; `text_compressed` for compressed data of a few bytes
   */
  finish(): ExtractedAssertion[] {
    return rawExtractor(this).finish();
  }

  /** @internal */
  get [Symbol.toStringTag](): string {
    return "AssertionExtractor";
  }
}

/**
 * Finds every assertion in a text that is complete. {@link AssertionExtractor} takes a text in pieces.
 *
 * @throws {@link AgentIdentityError} `wrong_type`, `memory_exhausted`; `text_compressed` for compressed data. The
 * contents of a text never cause an error.
 *
 * @example
 * ```js
 * import { extractAssertions } from "agent-identity-wasm";
 *
 * const request = {
 *   method: "GET",
 *   url: "https://a.example/x",
 *   headers: [{ name: "Authorization", value: "AgentAssertion eyJhIjoxfQ" }],
 * };
 * const har = JSON.stringify({ log: { entries: [{ request }] } });
 * console.log(extractAssertions(har)[0].entry, extractAssertions(har)[0].header); // 0 AgentAssertion eyJhIjoxfQ
 * ```
 */
export function extractAssertions(text: string | Uint8Array): ExtractedAssertion[] {
  const extractor = new AssertionExtractor();
  try {
    return extractor.push(text).concat(extractor.finish());
  } finally {
    extractor.free();
  }
}

function* pieces(chunk: unknown): Generator<unknown> {
  if (typeof chunk === "string") return yield* piecesOfText(chunk);
  const length = byteLength(chunk);
  // A value of another type goes on to the module, which refuses it.
  if (length < 0) yield chunk;
  for (let start = 0; start < length; start += PIECE) {
    yield view(chunk, start, Math.min(start + PIECE, length));
  }
}

/** Cuts a text into pieces, but never between the two halves of a surrogate pair. */
function* piecesOfText(text: string): Generator<string> {
  for (let start = 0; start < text.length; ) {
    const end = start + PIECE;
    const splits = end < text.length && isHighSurrogate(text.charCodeAt(end - 1));
    const piece = text.slice(start, splits ? end - 1 : end);
    yield piece;
    start += piece.length;
  }
}

function rawExtractor(value: unknown): RawOf<"AssertionExtractor"> {
  return rawOf(value, "AssertionExtractor", "the extractor");
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xdc00;
}
