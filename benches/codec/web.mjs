const encoder = new TextEncoder();
const decoder = new TextDecoder();

const toBase64 = (bytes) => btoa(String.fromCharCode(...bytes));
const fromBase64 = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));

/** The same conversions as in `node.mjs`, with functions that every browser has. */
export const codec = {
  utf8: (text) => encoder.encode(text),
  toBase64,
  toBase64Url: (text) =>
    toBase64(encoder.encode(text)).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, ""),
  fromBase64,
  fromBase64Url: (text) => decoder.decode(fromBase64(text.replaceAll("-", "+").replaceAll("_", "/"))),
};
