// The signature's form, and whether it holds.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { accepted, refused } from "../cases.mjs";
import { sshLine } from "../der.mjs";
import * as curve from "../ed25519.mjs";
import {
  assertion,
  GOOD,
  header,
  JSON_TEXT,
  NOW,
  RUNTIME,
  signatureOver,
  signedText,
  TASK,
} from "../envelope.mjs";
import { AGENT, BOTH_ALPHABETS, nodeVerifies, OTHER } from "../key-material.mjs";

const TEXT = signedText(GOOD);
const R_AND_S = Buffer.from(GOOD.signature, "base64");
const R = R_AND_S.subarray(0, 32);
const S = R_AND_S.subarray(32);

const written = (signature) => assertion({ signature });
const bytes = (...parts) => written(Buffer.concat(parts).toString("base64"));

// ---- form --------------------------------------------------------------------------------------

const FORM = "a signature is base64 of exactly 64 bytes, standard alphabet, padded";
const NO_STRAY = "the unused bits of the last character are zero";

assert.match(GOOD.signature, /\+.*\/|\/.*\+/, "the alphabets differ in it");

function stray(signature, bit) {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const last = signature.length - 3;
  return `${signature.slice(0, last)}${letters[letters.indexOf(signature[last]) | bit]}==`;
}

const form = [
  ...refused("signature_malformed", [
    ["signature: empty", FORM, written("")],
    ["signature: only padding", FORM, written("====")],
    ["signature: - and _ for + and /", FORM, written(`${R_AND_S.toString("base64url")}==`)],
    ["signature: - for +", FORM, written(GOOD.signature.replaceAll("+", "-"))],
    ["signature: _ for /", FORM, written(GOOD.signature.replaceAll("/", "_"))],
    ["signature: no padding", FORM, written(GOOD.signature.slice(0, -2))],
    ["signature: half the padding", FORM, written(GOOD.signature.slice(0, -1))],
    ["signature: too much padding", FORM, written(`${GOOD.signature}=`)],
    ["signature: padding of four", FORM, written(`${GOOD.signature}==`)],
    ["signature: padding inside", FORM, written(GOOD.signature.replace(/^.{40}/, "$&=="))],
    ["signature: the lowest stray bit", NO_STRAY, written(stray(GOOD.signature, 1))],
    ["signature: the highest stray bit", NO_STRAY, written(stray(GOOD.signature, 8))],
    ["signature: 63 bytes", FORM, bytes(R_AND_S.subarray(0, 63))],
    ["signature: 65 bytes", FORM, bytes(R_AND_S, Buffer.alloc(1))],
    ["signature: 66 bytes", FORM, bytes(R_AND_S, Buffer.alloc(2))],
    ["signature: 32 bytes, R alone", FORM, bytes(R)],
    ["signature: 96 bytes, with the public key", FORM, bytes(R_AND_S, AGENT.raw)],
    ["signature: 128 bytes, twice", FORM, bytes(R_AND_S, R_AND_S)],
    ["signature: in hex", FORM, written(R_AND_S.toString("hex"))],
    ["signature: with a 0x", FORM, written(`0x${R_AND_S.toString("hex")}`)],
    ["signature: one character cut off", FORM, written(GOOD.signature.slice(1))],
    ["signature: a leading space", FORM, written(` ${GOOD.signature}`)],
    ["signature: a trailing space", FORM, written(`${GOOD.signature} `)],
    ["signature: a trailing newline", FORM, written(`${GOOD.signature}\n`)],
    ["signature: a newline after 64 characters", FORM, written(GOOD.signature.replace(/^.{64}/, "$&\n"))],
    ["signature: NUL inside", FORM, written(GOOD.signature.replace(/^.{40}/, "$&\0"))],
    ["signature: a letter outside ASCII", FORM, written(GOOD.signature.replace(/^./, "é"))],
    ["signature: with its algorithm's name", FORM, written(`ed25519:${GOOD.signature}`)],
  ]),
  ...accepted([["signature: with + and /", FORM, assertion({ task_id: "task-0002" })]]),
];

// ---- another key, another text -----------------------------------------------------------------

const THIS_KEY = "the signature is the given key's";
const THIS_TEXT = "the signature covers <agent_runtime_id>:<task_id>:<timestamp> and nothing more or less";
const PURE = "the signature is pure Ed25519";
const over = (text) => written(signatureOver(text));
const flipped = (bit) => {
  const copy = Buffer.from(R_AND_S);
  copy[bit >> 3] ^= 1 << (bit & 7);
  return bytes(copy);
};
const PREHASH_DOMAIN = Buffer.from("SigEd25519 no Ed25519 collisions\x01\x00");
const CONTEXT_DOMAIN = Buffer.from("SigEd25519 no Ed25519 collisions\x00\x05agent");
const sha512 = (text) => createHash("sha512").update(text).digest();

const wrong = refused("signature_invalid", [
  ["verify: the lowest bit of R flipped", THIS_TEXT, flipped(0)],
  ["verify: the sign bit of R flipped", THIS_TEXT, flipped(255)],
  ["verify: the lowest bit of S flipped", THIS_TEXT, flipped(256)],
  ["verify: a middle bit of S flipped", THIS_TEXT, flipped(384)],
  ["verify: R and S swapped", THIS_TEXT, bytes(S, R)],
  ["verify: R reversed", THIS_TEXT, bytes(Buffer.from(R).reverse(), S)],
  ["verify: another key's signature", THIS_KEY, written(signatureOver(TEXT, OTHER))],
  ["verify: checked against another key", THIS_KEY, header(JSON_TEXT), { public_key: OTHER.ssh }],
  ["verify: another task's signature", THIS_TEXT, over(`${RUNTIME}:task-0002:${NOW}`)],
  ["verify: another runtime's signature", THIS_TEXT, over(`agent-runtime-0002:${TASK}:${NOW}`)],
  ["verify: another second's signature", THIS_TEXT, over(`${RUNTIME}:${TASK}:2026-11-22T06:16:08Z`)],
  ["verify: a task registration's signature", THIS_TEXT, over(`${RUNTIME}:${NOW}`)],
  ["verify: task id and runtime id swapped in the text", THIS_TEXT, over(`${TASK}:${RUNTIME}:${NOW}`)],
  [
    "verify: task id and runtime id swapped in the envelope",
    THIS_TEXT,
    header(JSON.stringify({ ...GOOD, agent_runtime_id: TASK, task_id: RUNTIME })),
  ],
  ["verify: timestamp first in the text", THIS_TEXT, over(`${NOW}:${RUNTIME}:${TASK}`)],
  ["verify: a newline after the text", THIS_TEXT, over(`${TEXT}\n`)],
  ["verify: no text", THIS_TEXT, over("")],
  ["verify: spaces for the colons", THIS_TEXT, over(`${RUNTIME} ${TASK} ${NOW}`)],
  ["verify: no colons", THIS_TEXT, over(`${RUNTIME}${TASK}${NOW}`)],
  ["verify: the text without its timestamp", THIS_TEXT, over(`${RUNTIME}:${TASK}`)],
  ["verify: the text in upper case", THIS_TEXT, over(TEXT.toUpperCase())],
  [
    "verify: the JSON of the three other members",
    THIS_TEXT,
    over(JSON.stringify({ agent_runtime_id: RUNTIME, task_id: TASK, timestamp: NOW })),
  ],
  ["verify: the text in UTF-16", THIS_TEXT, over(Buffer.from(TEXT, "utf16le"))],
  ["verify: the text's SHA-512", THIS_TEXT, over(sha512(TEXT))],
  [
    "verify: the task id composed, the text decomposed",
    THIS_TEXT,
    assertion({ task_id: "caf\u00e9", signature: signatureOver(`${RUNTIME}:cafe\u0301:${NOW}`) }),
  ],
  ["verify: Ed25519ph", PURE, bytes(curve.sign(AGENT.seed, sha512(TEXT), PREHASH_DOMAIN))],
  ["verify: Ed25519ctx", PURE, bytes(curve.sign(AGENT.seed, TEXT, CONTEXT_DOMAIN))],
]);

// ---- strictness --------------------------------------------------------------------------------

const CANONICAL_S = "S is below the group's order";
const SMALL_R = "R is not a point of small order";
const SMALL_R_HOLDS = `${SMALL_R}, though the equation SB = R + kA holds`;
const CANONICAL_R = "R is encoded canonically, though the equation holds for the point";
const R_ON_CURVE = "R is a point of the curve";
const COFACTORLESS = "SB = R + kA holds as it stands, not only multiplied by 8";
const MIXED_ORDER = "a tainted key or R, a sum with a small-order point, is not itself of small order";

const ones = Buffer.alloc(32, 0xff);
const sPlus = (multiple) => bytes(R, curve.toBytes(curve.toNumber(S) + multiple * curve.L));

const AGENT_SCALAR = curve.expand(AGENT.seed).scalar;
const NONCE = 123456789n;

/** A public key with a point of order 8 added: the scalar is the same, the key not of small order. */
const TAINTED = {
  scalar: curve.expand(BOTH_ALPHABETS.seed).scalar,
  raw: curve.encode(curve.add(curve.decode(BOTH_ALPHABETS.raw), curve.TORSION)),
};

/** A header under the agent's own key with any R; `nonce` is R's logarithm but for its small-order part. */
function chosenR(r, nonce) {
  return bytes(curve.signatureWith({ r, nonce, scalar: AGENT_SCALAR, publicKey: AGENT.raw, text: TEXT }));
}

/**
 * A header under the tainted key with R = nonce × B + i × TORSION, for the first task id whose challenge
 * makes R + kA exceed SB by exactly `excess` × TORSION: 0 for an equation that holds.
 */
function tainted(i, nonce, excess) {
  const r = pointWith(nonce, i);
  for (let attempt = 1; ; attempt++) {
    const task_id = `task-${i}-${attempt}`;
    const text = signedText({ agent_runtime_id: RUNTIME, task_id, timestamp: NOW });
    if ((curve.challenge(r, TAINTED.raw, text) + BigInt(i)) % 8n !== excess) continue;
    const made = curve.signatureWith({ r, nonce, scalar: TAINTED.scalar, publicKey: TAINTED.raw, text });
    assert.equal(curve.equationHolds(TAINTED.raw, text, made), excess === 0n);
    return assertion({ task_id, signature: made.toString("base64") });
  }
}

/** nonce × B + i × TORSION, encoded. */
function pointWith(nonce, i) {
  const torsion = curve.multiply(BigInt(i), curve.TORSION);
  return curve.encode(curve.add(curve.multiply(nonce, curve.BASE), torsion));
}
const TAINTED_KEY = { public_key: sshLine(TAINTED.raw) };

assert.ok(nodeVerifies(AGENT.raw, TEXT, curve.sign(AGENT.seed, TEXT)));
assert.ok(curve.equationHolds(AGENT.raw, TEXT, signatureBytes(chosenR(curve.SMALL_ORDER[0], 0n))));
function signatureBytes(made) {
  return Buffer.from(JSON.parse(Buffer.from(made.split(" ")[1], "base64url")).signature, "base64");
}

const IDENTITY_UNREDUCED = curve.encodeY(2n ** 255n - 18n, 0);
const IDENTITY_SIGNED = curve.encodeY(1n, 1);

const strict = [
  ...refused("signature_invalid", [
    ["strict: S plus the order", CANONICAL_S, sPlus(1n)],
    ["strict: S plus twice the order", CANONICAL_S, sPlus(2n)],
    ["strict: S plus eight times the order", CANONICAL_S, sPlus(8n)],
    ["strict: S plus fourteen times the order", CANONICAL_S, sPlus(14n)],
    ["strict: S is the order", CANONICAL_S, bytes(R, curve.toBytes(curve.L))],
    ["strict: S all ones", CANONICAL_S, bytes(R, ones)],
    ["strict: S zero", THIS_TEXT, bytes(R, Buffer.alloc(32))],
    ["strict: all bytes zero", SMALL_R, bytes(Buffer.alloc(64))],
    ["strict: all bytes ff", CANONICAL_S, bytes(ones, ones)],
    ["strict: R the identity, S zero", SMALL_R, bytes(curve.SMALL_ORDER[0], Buffer.alloc(32))],
    ["strict: R the identity", SMALL_R_HOLDS, chosenR(curve.SMALL_ORDER[0], 0n)],
    ["strict: R of order 2, a tainted key", SMALL_R_HOLDS, tainted(4, 0n, 0n), TAINTED_KEY],
    ["strict: R of order 4, a tainted key", SMALL_R_HOLDS, tainted(2, 0n, 0n), TAINTED_KEY],
    ["strict: R of order 4, the other one", SMALL_R_HOLDS, tainted(6, 0n, 0n), TAINTED_KEY],
    ["strict: R of order 8, a tainted key", SMALL_R_HOLDS, tainted(1, 0n, 0n), TAINTED_KEY],
    ["strict: R of order 8, the second", SMALL_R_HOLDS, tainted(3, 0n, 0n), TAINTED_KEY],
    ["strict: R of order 8, the third", SMALL_R_HOLDS, tainted(5, 0n, 0n), TAINTED_KEY],
    ["strict: R of order 8, the fourth", SMALL_R_HOLDS, tainted(7, 0n, 0n), TAINTED_KEY],
    ["strict: R the identity, a tainted key", SMALL_R_HOLDS, tainted(0, 0n, 0n), TAINTED_KEY],
    ["strict: R the identity as y = p + 1", CANONICAL_R, chosenR(IDENTITY_UNREDUCED, 0n)],
    ["strict: R the identity with a sign bit", CANONICAL_R, chosenR(IDENTITY_SIGNED, 0n)],
    ["strict: R all ones", "R is encoded canonically", bytes(ones, S)],
    ["strict: R with y = 2, not on the curve", R_ON_CURVE, bytes(curve.encodeY(2n, 0), S)],
    ["strict: R with a part of order 8", COFACTORLESS, chosenR(pointWith(NONCE, 1), NONCE)],
    ["strict: a tainted key, only 8 times holds", COFACTORLESS, tainted(0, NONCE, 1n), TAINTED_KEY],
    ["strict: a tainted key and R, only 8 times holds", COFACTORLESS, tainted(3, NONCE, 4n), TAINTED_KEY],
  ]),
  ...accepted([
    ["strict: a chosen nonce", PURE, chosenR(pointWith(NONCE, 0), NONCE)],
    ["strict: a tainted key, its taint cancels out", MIXED_ORDER, tainted(0, NONCE, 0n), TAINTED_KEY],
    ["strict: a tainted key and R, the taints cancel out", MIXED_ORDER, tainted(3, NONCE, 0n), TAINTED_KEY],
  ]),
];

export default [...form, ...wrong, ...strict];
