// keys.json: what a reader of keys is given, and what it makes of it.
import assert from "node:assert/strict";
import { createPrivateKey, createPublicKey } from "node:crypto";
import { pkcs8v1 } from "./der.mjs";
import { privateKeys } from "./keys/private.mjs";
import { publicKeys } from "./keys/public.mjs";

privateKeys.filter(({ code }) => code === null).forEach(checkPrivate);
publicKeys.filter(({ code }) => code === null).forEach(checkPublic);
[publicKeys, privateKeys].forEach((list) => {
  assert.equal(new Set(list.map(({ name }) => name)).size, list.length, "two keys have one name");
});

/** node:crypto, given the seed in the one form that every version of it reads, finds the same public half. */
function checkPrivate({ name, source, public_hex }) {
  const seed = bodyOf(source).subarray(16, 48);
  const key = createPublicKey(createPrivateKey({ key: pkcs8v1(seed), format: "der", type: "pkcs8" }));
  assert.equal(rawHex(key), public_hex, name);
}

/** node:crypto reads PEM and JWK by itself. */
function checkPublic({ name, source, hex }) {
  if (source.includes("-----BEGIN")) {
    assert.equal(rawHex(createPublicKey({ key: bodyOf(source), format: "der", type: "spki" })), hex, name);
  }
  if (source.startsWith("{")) {
    assert.equal(rawHex(createPublicKey({ key: JSON.parse(source), format: "jwk" })), hex, name);
  }
}

/** The bytes of base64, however it was copied. */
function bodyOf(source) {
  const text = source.replace(/-----[A-Z ]+-----/g, "").replace(/\\+[nrt]/g, "");
  return Buffer.from(text.replace(/[^A-Za-z\d+/=]/g, ""), "base64");
}

function rawHex(key) {
  return key.export({ format: "der", type: "spki" }).subarray(-32).toString("hex");
}

export const keys = {
  about:
    "Keys and a reader's verdicts. `code` null: read, and `hex` (public) or `public_hex` (private) is the " +
    "public key. A private `source` is the text itself or, by `encoding`, the base64 of bytes. " +
    "Throw-away keys. Made by generate.mjs.",
  public: publicKeys,
  private: privateKeys,
};
