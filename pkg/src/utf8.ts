const REPLACEMENT = 0xfffd;

/** Encodes a text in UTF-8. Half of a surrogate pair becomes U+FFFD, as it does in a `TextEncoder`. */
export function encodeUtf8(text: string): Uint8Array<ArrayBuffer> {
  const bytes = [];
  for (const character of text) bytes.push(...encodeCodePoint(character.codePointAt(0) as number));
  return Uint8Array.from(bytes);
}

function encodeCodePoint(value: number): number[] {
  if (value < 0x80) return [value];
  if (value < 0x800) return [0xc0 | (value >> 6), continuation(value)];
  if (value >= 0xd800 && value <= 0xdfff) return encodeCodePoint(REPLACEMENT);
  if (value < 0x10000) return [0xe0 | (value >> 12), continuation(value >> 6), continuation(value)];
  return [
    ...[0xf0 | (value >> 18), continuation(value >> 12)],
    ...[continuation(value >> 6), continuation(value)],
  ];
}

const continuation = (value: number): number => 0x80 | (value & 0x3f);

/**
 * Decodes UTF-8. Bytes that are not valid UTF-8 throw a `TypeError` if `fatal` is set; otherwise U+FFFD takes the place
 * of each longest beginning of a sequence, as in a `TextDecoder`.
 */
export function decodeUtf8(bytes: Uint8Array, fatal: boolean): string {
  let text = "";
  for (let at = 0; at < bytes.length; ) {
    const { value, length } = decodeSequence(bytes, at);
    if (value === undefined && fatal) throw new TypeError("the bytes are not valid UTF-8");
    text += String.fromCodePoint(value ?? REPLACEMENT);
    at += length;
  }
  return text;
}

/** Returns the code point at a position, or nothing if there is none, and the number of bytes that it takes. */
function decodeSequence(bytes: Uint8Array, at: number): { value?: number; length: number } {
  const first = bytes[at];
  if (first < 0x80) return { value: first, length: 1 };
  const needed = first < 0xc2 || first > 0xf4 ? 0 : first < 0xe0 ? 1 : first < 0xf0 ? 2 : 3;
  let value = first & (0x3f >> needed);
  for (let index = 1; index <= needed; index++) {
    const next = bytes[at + index];
    const range = index === 1 ? secondByteRange(first) : [0x80, 0xbf];
    if (!(next >= range[0] && next <= range[1])) return { length: index };
    value = (value << 6) | (next & 0x3f);
  }
  return needed === 0 ? { length: 1 } : { value, length: needed + 1 };
}

/** Returns the range of the second byte, which is narrower after four of the first bytes (Unicode, table 3-7). */
function secondByteRange(first: number): [number, number] {
  if (first === 0xe0) return [0xa0, 0xbf];
  if (first === 0xed) return [0x80, 0x9f];
  if (first === 0xf0) return [0x90, 0xbf];
  return first === 0xf4 ? [0x80, 0x8f] : [0x80, 0xbf];
}
