/** The conversions that a hand-written copy needs around its signature, with Node's functions. */
export const codec = {
  utf8: (text) => Buffer.from(text),
  toBase64: (bytes) => Buffer.from(bytes).toString("base64"),
  toBase64Url: (text) => Buffer.from(text).toString("base64url"),
  fromBase64: (text) => Buffer.from(text, "base64"),
  fromBase64Url: (text) => Buffer.from(text, "base64url").toString(),
};
