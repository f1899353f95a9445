import * as node from "node:crypto";
import { ed25519 } from "@noble/curves/ed25519.js";
import { AgentIdentity, AgentKey, AgentPublicKey, verifyAssertion } from "agent-identity-wasm";
import sodium from "libsodium-wrappers";
import nacl from "tweetnacl";

await sodium.ready;

const AGENT = "agent-runtime-0001";
const pkcs8 = AgentKey.generate().exportPkcs8();
const der = Buffer.from(pkcs8, "base64");
const seed = new Uint8Array(der.subarray(16));
const publicBytes = AgentKey.fromPkcs8(pkcs8).publicKey.toBytes();

/** The whole job as the hand-written copies do it, around whatever signs. */
function headerBy(sign) {
  return (taskId) => {
    const timestamp = `${new Date().toISOString().slice(0, 19)}Z`;
    const signature = Buffer.from(sign(Buffer.from(`${AGENT}:${taskId}:${timestamp}`))).toString("base64");
    const envelope = JSON.stringify({ agent_runtime_id: AGENT, signature, task_id: taskId, timestamp });
    return `AgentAssertion ${Buffer.from(envelope).toString("base64url")}`;
  };
}

/** As little as a copy can get away with: no strictness, but signature and age. */
function verdictBy(verify) {
  return (header) => {
    const envelope = JSON.parse(Buffer.from(header.slice("AgentAssertion ".length), "base64url"));
    const text = `${envelope.agent_runtime_id}:${envelope.task_id}:${envelope.timestamp}`;
    const age = Date.now() - Date.parse(envelope.timestamp);
    return verify(Buffer.from(text), Buffer.from(envelope.signature, "base64")) && Math.abs(age) <= 300_000;
  };
}

function ours() {
  const identity = new AgentIdentity(AGENT, AgentKey.fromPkcs8(pkcs8));
  const key = AgentPublicKey.parse(publicBytes);
  return {
    sign: (taskId) => identity.authorizationHeader(taskId),
    verify: (header) => verifyAssertion(header, key).taskId !== undefined,
  };
}

const parsePrivate = () => node.createPrivateKey({ key: der, format: "der", type: "pkcs8" });
const parsePublic = () => node.createPublicKey(parsePrivate());

function nodeCrypto() {
  const [secret, key] = [parsePrivate(), parsePublic()];
  return {
    sign: headerBy((text) => node.sign(null, text, secret)),
    verify: verdictBy((text, signature) => node.verify(null, text, key, signature)),
  };
}

function nodeCryptoParsing() {
  const spki = parsePublic().export({ format: "der", type: "spki" });
  const key = () => node.createPublicKey({ key: spki, format: "der", type: "spki" });
  return {
    sign: headerBy((text) => node.sign(null, text, parsePrivate())),
    verify: verdictBy((text, signature) => node.verify(null, text, key(), signature)),
  };
}

function noble() {
  return {
    sign: headerBy((text) => ed25519.sign(text, seed)),
    verify: verdictBy((text, signature) => ed25519.verify(signature, text, publicBytes)),
  };
}

function tweetnacl() {
  const { secretKey } = nacl.sign.keyPair.fromSeed(seed);
  return {
    sign: headerBy((text) => nacl.sign.detached(text, secretKey)),
    verify: verdictBy((text, signature) => nacl.sign.detached.verify(text, signature, publicBytes)),
  };
}

function libsodium() {
  const { privateKey } = sodium.crypto_sign_seed_keypair(seed);
  return {
    sign: headerBy((text) => sodium.crypto_sign_detached(text, privateKey)),
    verify: verdictBy((text, signature) => sodium.crypto_sign_verify_detached(signature, text, publicBytes)),
  };
}

/** Ours first: the others' times are shown as ratios to it. */
export const peers = {
  "agent-identity-wasm": ours(),
  "node:crypto, key kept": nodeCrypto(),
  "node:crypto, key parsed each time": nodeCryptoParsing(),
  "libsodium-wrappers": libsodium(),
  "@noble/curves": noble(),
  tweetnacl: tweetnacl(),
};
