import assert from "node:assert/strict";
import { randomInt } from "node:crypto";
import { test } from "node:test";
import { importTypeScript } from "../../scripts/lib/typescript.mjs";

const { decodeUtf8, encodeUtf8 } = await importTypeScript("pkg/src/utf8.ts");

const hex = (bytes) => Buffer.from(bytes).toString("hex");

/** The first and the last code point of each length, and those next to the surrogates. */
const EDGES = [0, 0x7f, 0x80, 0x7ff, 0x800, 0xd7ff, 0xe000, 0xfeff, 0xfffd, 0xffff, 0x10000, 0x10ffff];

test("encodes as TextEncoder does", () => {
  const texts = ["", "tâche 😀", "\ud800", "a\udc00b", "\udc00\ud800", String.fromCodePoint(...EDGES)];
  for (let value = 0; value <= 0xffff; value += 7) texts.push(String.fromCharCode(value));
  for (const text of texts) assert.equal(hex(encodeUtf8(text)), hex(new TextEncoder().encode(text)));
});

function sameAsTextDecoder(bytes) {
  const lossy = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  assert.equal(decodeUtf8(bytes, false), lossy, hex(bytes));
  const strict = new TextDecoder("utf-8", { ignoreBOM: true, fatal: true });
  const attempt = (decode) => {
    try {
      return decode();
    } catch (error) {
      return error.constructor;
    }
  };
  assert.equal(
    attempt(() => decodeUtf8(bytes, true)),
    attempt(() => strict.decode(bytes)),
    hex(bytes),
  );
}

test("decodes every sequence of two bytes as TextDecoder does", () => {
  for (let first = 0; first < 256; first++) {
    for (let second = 0; second < 256; second++) sameAsTextDecoder(Uint8Array.of(first, second, 0x41));
  }
});

test("decodes valid, truncated and altered texts as TextDecoder does", () => {
  const leading = [0x41, 0xc2, 0xdf, 0xe0, 0xe1, 0xed, 0xef, 0xf0, 0xf1, 0xf4, 0xf5];
  const following = [0x41, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0];
  const one = (bytes) => bytes[randomInt(bytes.length)];
  for (let round = 0; round < 20_000; round++) {
    const sequences = Array.from({ length: 3 }, () => [
      one(leading),
      one(following),
      one(following),
      one(following),
    ]);
    sameAsTextDecoder(Uint8Array.from(sequences.flat().slice(0, randomInt(13))));
  }
  for (const value of EDGES) sameAsTextDecoder(new TextEncoder().encode(String.fromCodePoint(value)));
});
