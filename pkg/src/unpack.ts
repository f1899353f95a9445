import { loadInflate } from "../build/inflate.js";

/** Returns the module's bytes from the text that a build puts into the default entry: deflated (RFC 1951), in base64. */
export function unpack(text: string): Uint8Array<ArrayBuffer> {
  return inflate(decodeBase64(text));
}

// biome-ignore lint/suspicious/noExplicitAny: Buffer and process exist in Node alone.
const host: any = globalThis;

function decodeBase64(text: string): Uint8Array {
  // The loop below runs once and is therefore not optimized. A Buffer is ten times as fast.
  if (host.Buffer) return host.Buffer.from(text, "base64");
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let index = 0; index < binary.length; index++) bytes[index] = binary.charCodeAt(index);
  return bytes;
}

function inflate(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  // Bundlers do not recognise this call, so they do not look for a polyfill.
  const zlib = host.process?.getBuiltinModule?.("node:zlib");
  return zlib ? zlib.inflateRawSync(bytes) : loadInflate()(bytes);
}
