// @ts-check
import { byteLength, view } from "./bytes.js";
import { adopt, Handle, OURS, rawOf } from "./handle.js";
import { core } from "./load.js";

/** So much is copied into the module's memory at a time, which never shrinks. */
const PIECE = 0x10000;

export class AssertionExtractor extends Handle {
  constructor() {
    super();
    adopt(this, "AssertionExtractor", new (core().AssertionExtractor)(), OURS);
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
 * @param {unknown} chunk
 * @returns {Generator<unknown>}
 */
function* pieces(chunk) {
  if (typeof chunk === "string") return yield* piecesOfText(chunk);
  const length = byteLength(chunk);
  // For the module to refuse.
  if (length < 0) yield chunk;
  for (let start = 0; start < length; start += PIECE) {
    yield view(chunk, start, Math.min(start + PIECE, length));
  }
}

/**
 * The two halves of a surrogate pair stay together.
 * @param {string} text
 */
function* piecesOfText(text) {
  for (let start = 0; start < text.length; ) {
    const end = start + PIECE;
    const splits = end < text.length && isHighSurrogate(text.charCodeAt(end - 1));
    const piece = text.slice(start, splits ? end - 1 : end);
    yield piece;
    start += piece.length;
  }
}

/** @param {unknown} value */
function rawExtractor(value) {
  return rawOf(value, "AssertionExtractor", "the extractor");
}

/** @param {number} unit */
function isHighSurrogate(unit) {
  return unit >= 0xd800 && unit < 0xdc00;
}
