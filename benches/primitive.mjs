// Measures Ed25519 without a header around it: ours as WebAssembly, and that of the peers.
import * as node from "node:crypto";
import { readFileSync } from "node:fs";
import { ed25519 } from "@noble/curves/ed25519.js";
import sodium from "libsodium-wrappers";
import { measure } from "./measure.mjs";
import { makeKey, OURS } from "./peers.mjs";

const MESSAGE = Buffer.from("agent-runtime-0001:task-0001-0001-0001-0001-001:2026-11-22T06:16:09Z");

export async function measurePrimitive(wasm, options) {
  await sodium.ready;
  const { exports } = await WebAssembly.instantiate(await WebAssembly.compile(readFileSync(wasm)), {});
  const { pkcs8, seed, publicBytes } = makeKey();
  const secret = node.createPrivateKey({ key: Buffer.from(pkcs8), format: "der", type: "pkcs8" });
  const key = node.createPublicKey(secret);
  const signature = node.sign(null, MESSAGE, secret);
  const { privateKey } = sodium.crypto_sign_seed_keypair(seed);
  let name = 0;
  return {
    "a text signed": await measure(
      {
        [OURS]: () => exports.sign(0),
        "node:crypto, key kept": () => node.sign(null, MESSAGE, secret),
        "libsodium-wrappers": () => sodium.crypto_sign_detached(MESSAGE, privateKey),
        "@noble/curves": () => ed25519.sign(MESSAGE, seed),
      },
      options,
    ),
    "a text verified, each of many keys once in a while": await measure(
      {
        [OURS]: () => exports.verify(name++),
        "node:crypto, key kept": () => node.verify(null, MESSAGE, key, signature),
        "libsodium-wrappers": () => sodium.crypto_sign_verify_detached(signature, MESSAGE, publicBytes),
        "@noble/curves": () => ed25519.verify(signature, MESSAGE, publicBytes),
      },
      options,
    ),
    "a text verified, one key all the time": await measure(
      {
        [OURS]: () => exports.verify(0),
        "node:crypto, key kept": () => node.verify(null, MESSAGE, key, signature),
      },
      options,
    ),
  };
}
