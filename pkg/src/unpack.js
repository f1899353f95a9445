// @ts-check
import { loadInflate } from "../build/inflate.js";

/**
 * The module's bytes from the text that a build puts into the default entry: deflated (RFC 1951), in base64.
 * @param {string} text
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function unpack(text) {
  return inflate(decodeBase64(text));
}

/** @type {any} */
const host = globalThis;

/** @param {string} text */
function decodeBase64(text) {
  // The loop below runs once, and so unoptimized: where there is a Buffer, it is ten times as fast.
  if (host.Buffer) return host.Buffer.from(text, "base64");
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let index = 0; index < binary.length; index++) bytes[index] = binary.charCodeAt(index);
  return bytes;
}

/** @param {Uint8Array} bytes */
function inflate(bytes) {
  // Asked for in this way, no bundler goes looking for a polyfill.
  const zlib = host.process?.getBuiltinModule?.("node:zlib");
  return zlib ? zlib.inflateRawSync(bytes) : loadInflate()(bytes);
}
