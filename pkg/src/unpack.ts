import { loadInflate } from "../build/inflate.js";

/** Returns the module's bytes from the text that a build puts into the default entry: deflated (RFC 1951), in base64. */
export function unpack(text: string): Uint8Array<ArrayBuffer> {
  return inflate(decodeBase64(text));
}

// biome-ignore lint/suspicious/noExplicitAny: Buffer and process exist in Node alone.
const host: any = globalThis;

function decodeBase64(text: string): Uint8Array {
  // The loops below run once and are therefore not optimized. A Buffer is ten times as fast.
  if (host.Buffer) return host.Buffer.from(text, "base64");
  return typeof atob === "function" ? bytesOf(atob(text)) : decodeWithoutHost(text);
}

function bytesOf(binary: string): Uint8Array {
  const bytes = new Uint8Array(binary.length);
  for (let index = 0; index < binary.length; index++) bytes[index] = binary.charCodeAt(index);
  return bytes;
}

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** Decodes base64 in a host without `atob`, such as an audio worklet. */
function decodeWithoutHost(text: string): Uint8Array {
  const digits = text.replace(/=+$/, "");
  const bytes = new Uint8Array(Math.floor((digits.length * 3) / 4));
  let bits = 0;
  for (let index = 0, at = 0; index < digits.length; index++) {
    bits = (bits << 6) | ALPHABET.indexOf(digits[index]);
    // Every digit but the first of four completes a byte.
    if (index % 4 > 0) bytes[at++] = bits >> (6 - 2 * (index % 4));
  }
  return bytes;
}

function inflate(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  try {
    // Bundlers do not recognise this call, so they do not look for a polyfill.
    const zlib = host.process?.getBuiltinModule?.("node:zlib");
    if (zlib) return zlib.inflateRawSync(bytes);
  } catch {
    // The zlib that some bundlers put in place throws when it is used.
  }
  return loadInflate()(bytes);
}
