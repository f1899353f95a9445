import { endBeforeBrokenEscape, readings } from "./escapes.js";

const QUOTED_CHARACTERS = 512;
const REDACTED = "[redacted]";

/** Every run of this many characters of a secret is redacted. */
const MIN_FRAGMENT_LENGTH = 8;
/** At the end of a truncated text, a beginning of a secret of this many characters is redacted. */
const MIN_TRUNCATED_PREFIX_LENGTH = 4;

// Each pattern takes linear time, and matches a secret that breaks off as well. The first group may be shown.
const lookingSecret = [
  /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z0-9 ]{0,40}-----|$)/g,
  /\b((?:Bearer|AgentAssertion)(?:\s|%20|\+)+)(?:[^\s"'<>,;\\]|\\\/)+/gi,
  /eyJ[\w-]{8,}(?:\.[\w-]*)*/g,
  /(?:MC4CAQ|MFECAQ)(?:[\w+/=-]|\\\/)*/g,
  // PKCS#8 with attributes: the bytes before the seed in the three base64 alignments, and in hex.
  /[\w+/-]{0,16}(?:BQYDK2VwBCIE|MAUGAytlcAQi|BgMrZXAEIgQg)(?:[\w+/=-]|\\\/)*/g,
  /[\da-f]{0,32}06032b6570042204[\da-f]*/gi,
];

type Ranges = Iterable<readonly [from: number, to: number]>;

/**
 * Returns the beginning of a text from outside, in which everything that is or looks like a secret is redacted.
 * @param secrets what must not be shown, whatever it looks like
 */
export function quote(text: string, secrets: readonly string[] = []): string {
  // A character has two code units at most: no need to take the whole of a long text apart.
  const start = redact(text, secrets).slice(0, 2 * QUOTED_CHARACTERS);
  return Array.from(start).slice(0, QUOTED_CHARACTERS).join("");
}

export function redact(text: string, secrets: readonly string[]): string {
  const hidden = new Uint8Array(text.length);
  const forms = secrets.flatMap(readings).map((secret) => spaced(secret.text));
  for (const { text: read, starts } of readings(text)) {
    for (const [from, to] of secretRanges(read, forms)) hidden.fill(1, starts[from], starts[to]);
  }
  return masked(text, hidden);
}

function* secretRanges(text: string, secrets: readonly string[]): Ranges {
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

function* fragmentsOf(secret: string, text: string): Ranges {
  const size = Math.min(MIN_FRAGMENT_LENGTH, secret.length);
  const fragments = new Set<string>();
  for (let at = 0; at + size <= secret.length; at++) fragments.add(secret.slice(at, at + size));
  for (let at = 0; at + size <= text.length; at++) {
    if (fragments.has(text.slice(at, at + size))) yield [at, at + size];
  }
}

function* brokenOff(secret: string, text: string): Ranges {
  for (const end of [text.length, endBeforeBrokenEscape(text)]) {
    for (let size = MIN_TRUNCATED_PREFIX_LENGTH; size < MIN_FRAGMENT_LENGTH; size++) {
      const beginning = secret.slice(0, size);
      if (text.slice(0, end).endsWith(beginning)) yield [end - beginning.length, text.length];
    }
  }
}

/** Turns plus signs into spaces: they mean the same in a form. */
function spaced(text: string): string {
  return text.replaceAll("+", " ");
}

function masked(text: string, hidden: Uint8Array): string {
  let shown = "";
  for (let from = 0; from < text.length; ) {
    const next = hidden.indexOf(1 - hidden[from], from);
    const to = next < 0 ? text.length : next;
    shown += hidden[from] ? REDACTED : text.slice(from, to);
    from = to;
  }
  return shown;
}
