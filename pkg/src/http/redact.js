// @ts-check
import { endBeforeBrokenEscape, readings } from "./escapes.js";

const QUOTED_CHARACTERS = 512;
const REDACTED = "[redacted]";

// So much of a secret is not shown anywhere, and less of its beginning not at the end, where it broke off.
const FRAGMENT = 8;
const SHORTEST_BEGINNING = 4;

// Each takes linear time, and takes a secret that breaks off as well. What the first group has may be shown.
const lookingSecret = [
  /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z0-9 ]{0,40}-----|$)/g,
  /\b((?:Bearer|AgentAssertion)(?:\s|%20|\+)+)(?:[^\s"'<>,;\\]|\\\/)+/gi,
  /eyJ[\w-]{8,}(?:\.[\w-]*)*/g,
  /(?:MC4CAQ|MFECAQ)(?:[\w+/=-]|\\\/)*/g,
  // PKCS#8 with more in it: what stands before the seed, after each number of bytes, and in hex.
  /[\w+/-]{0,16}(?:BQYDK2VwBCIE|MAUGAytlcAQi|BgMrZXAEIgQg)(?:[\w+/=-]|\\\/)*/g,
  /[\da-f]{0,32}06032b6570042204[\da-f]*/gi,
];

/** @typedef {Iterable<readonly [from: number, to: number]>} Ranges */

/**
 * The beginning of a text from outside, fit to be shown: what is or looks like a secret is taken out first.
 * @param {string} text
 * @param {readonly string[]} [secrets] what must not be shown, whatever it looks like
 */
export function quote(text, secrets = []) {
  // A character has two code units at most: no need to take the whole of a long text apart.
  const start = redact(text, secrets).slice(0, 2 * QUOTED_CHARACTERS);
  return Array.from(start).slice(0, QUOTED_CHARACTERS).join("");
}

/**
 * @param {string} text
 * @param {readonly string[]} secrets
 */
export function redact(text, secrets) {
  const hidden = new Uint8Array(text.length);
  const forms = secrets.flatMap(readings).map((secret) => spaced(secret.text));
  for (const { text: read, starts } of readings(text)) {
    for (const [from, to] of secretRanges(read, forms)) hidden.fill(1, starts[from], starts[to]);
  }
  return masked(text, hidden);
}

/**
 * @param {string} text
 * @param {readonly string[]} secrets
 * @returns {Ranges}
 */
function* secretRanges(text, secrets) {
  for (const pattern of lookingSecret) {
    for (const { index, 0: whole, 1: shown = "" } of text.matchAll(pattern)) {
      yield [index + shown.length, index + whole.length];
    }
  }
  for (const secret of secrets) {
    yield* fragmentsOf(secret, spaced(text));
    yield* brokenOff(secret, spaced(text));
  }
}

/**
 * @param {string} secret
 * @param {string} text
 * @returns {Ranges}
 */
function* fragmentsOf(secret, text) {
  const size = Math.min(FRAGMENT, secret.length);
  const fragments = new Set();
  for (let at = 0; at + size <= secret.length; at++) fragments.add(secret.slice(at, at + size));
  for (let at = 0; at + size <= text.length; at++) {
    if (fragments.has(text.slice(at, at + size))) yield [at, at + size];
  }
}

/**
 * @param {string} secret
 * @param {string} text
 * @returns {Ranges}
 */
function* brokenOff(secret, text) {
  for (const end of [text.length, endBeforeBrokenEscape(text)]) {
    for (let size = SHORTEST_BEGINNING; size < FRAGMENT; size++) {
      const beginning = secret.slice(0, size);
      if (text.slice(0, end).endsWith(beginning)) yield [end - beginning.length, text.length];
    }
  }
}

/**
 * A space is a plus sign in a form.
 * @param {string} text
 */
function spaced(text) {
  return text.replaceAll("+", " ");
}

/**
 * @param {string} text
 * @param {Uint8Array} hidden
 */
function masked(text, hidden) {
  let shown = "";
  for (let from = 0; from < text.length; ) {
    const next = hidden.indexOf(1 - hidden[from], from);
    const to = next < 0 ? text.length : next;
    shown += hidden[from] ? REDACTED : text.slice(from, to);
    from = to;
  }
  return shown;
}
