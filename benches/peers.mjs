// The peers. `signer(key)` of a peer returns a function that makes a header for a task id, and `verifier(key)` returns
// a function that verifies a header.
import { ed25519 } from "@noble/curves/ed25519.js";
import * as api from "agent-identity-wasm";
import sodium from "libsodium-wrappers";
import nacl from "tweetnacl";
import { AGENT, headerBy, verdictBy } from "./copies.mjs";

export const OURS = "agent-identity-wasm";

/** Makes a key in every form that a peer takes. */
export function makeKey() {
  const key = api.AgentKey.generate();
  const pkcs8 = Uint8Array.from(atob(key.exportPkcs8()), (character) => character.charCodeAt(0));
  return { pkcs8, seed: pkcs8.slice(16), publicBytes: key.publicKey.toBytes() };
}

/** The package, or a copy of it that runs another module. A key has a table, if it gets one, after so many uses. */
export const packagePeer = ({ AgentIdentity, AgentKey, AgentPublicKey, verifyAssertion }) => ({
  usesBeforeTable: 25,
  signer({ pkcs8 }) {
    const identity = new AgentIdentity(AGENT, AgentKey.fromPkcs8(pkcs8));
    return (taskId) => identity.authorizationHeader(taskId);
  },
  verifier({ publicBytes }) {
    const key = AgentPublicKey.parse(publicBytes);
    return (header) => verifyAssertion(header, key).taskId !== undefined;
  },
});

const noble = (codec) => ({
  signer: ({ seed }) => headerBy(codec, (text) => ed25519.sign(text, seed)),
  verifier: ({ publicBytes }) =>
    verdictBy(codec, (text, signature) => ed25519.verify(signature, text, publicBytes)),
});

const tweetnacl = (codec) => ({
  signer({ seed }) {
    const { secretKey } = nacl.sign.keyPair.fromSeed(seed);
    return headerBy(codec, (text) => nacl.sign.detached(new Uint8Array(text), secretKey));
  },
  verifier: ({ publicBytes }) =>
    verdictBy(codec, (text, signature) =>
      nacl.sign.detached.verify(new Uint8Array(text), new Uint8Array(signature), publicBytes),
    ),
});

const libsodium = (codec) => ({
  signer({ seed }) {
    const { privateKey } = sodium.crypto_sign_seed_keypair(seed);
    return headerBy(codec, (text) => sodium.crypto_sign_detached(text, privateKey));
  },
  verifier: ({ publicBytes }) =>
    verdictBy(codec, (text, signature) => sodium.crypto_sign_verify_detached(signature, text, publicBytes)),
});

/** Signs and verifies with WebCrypto, which is asynchronous for each header. */
const webCrypto = (codec) => ({
  async signer({ pkcs8 }) {
    const key = await crypto.subtle.importKey("pkcs8", pkcs8, "Ed25519", false, ["sign"]);
    return headerBy(codec, (text) => crypto.subtle.sign("Ed25519", key, text));
  },
  async verifier({ publicBytes }) {
    const key = await crypto.subtle.importKey("raw", publicBytes, "Ed25519", false, ["verify"]);
    return verdictBy(codec, (text, signature) => crypto.subtle.verify("Ed25519", key, signature, text));
  },
});

/** Returns the peers that run in Node and in browsers, with ours first. */
export async function portablePeers(codec) {
  await sodium.ready;
  return {
    [OURS]: packagePeer(api),
    WebCrypto: webCrypto(codec),
    "libsodium-wrappers": libsodium(codec),
    "@noble/curves": noble(codec),
    tweetnacl: tweetnacl(codec),
  };
}
