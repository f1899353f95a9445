// @ts-check
import { Handle } from "./handle.js";
import { core } from "./load.js";

/** So much is copied into the module's memory at a time, which never shrinks. */
const PIECE = 0x10000;

export class AssertionExtractor extends Handle {
  constructor() {
    super(new (core().AssertionExtractor)(), "AssertionExtractor");
  }

  /** @param {string | Uint8Array} chunk */
  push(chunk) {
    const raw = rawExtractor(this);
    /** @type {object[]} */
    const found = [];
    for (const piece of pieces(chunk)) for (const one of raw.push(piece)) found.push(one);
    return found;
  }

  finish() {
    return rawExtractor(this).finish();
  }

  toString() {
    return Handle.isFreed(this) ? "AssertionExtractor (freed)" : "AssertionExtractor";
  }

  get [Symbol.toStringTag]() {
    return "AssertionExtractor";
  }
}

/** @param {string | Uint8Array} text */
export function extractAssertions(text) {
  const extractor = new AssertionExtractor();
  try {
    return extractor.push(text).concat(extractor.finish());
  } finally {
    extractor.free();
  }
}

/**
 * @param {string | Uint8Array} chunk
 * @returns {Generator<string | Uint8Array>}
 */
function* pieces(chunk) {
  // What is neither is for the module to refuse.
  if (typeof chunk !== "string" && !ArrayBuffer.isView(chunk)) yield chunk;
  for (let start = 0; start < chunk?.length; ) {
    const end = endOfPiece(chunk, start + PIECE);
    yield chunk.slice(start, end);
    start = end;
  }
}

/**
 * The two halves of a surrogate pair stay together.
 * @param {string | Uint8Array} chunk
 * @param {number} end
 */
function endOfPiece(chunk, end) {
  const splits =
    typeof chunk === "string" && end < chunk.length && isHighSurrogate(chunk.charCodeAt(end - 1));
  return splits ? end - 1 : end;
}

/** @param {unknown} value */
function rawExtractor(value) {
  return Handle.raw(value, "AssertionExtractor", "the extractor");
}

/** @param {number} unit */
function isHighSurrogate(unit) {
  return unit >= 0xd800 && unit < 0xdc00;
}
