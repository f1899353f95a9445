// Public keys: every form that is read, and what is refused.
import assert from "node:assert/strict";
import {
  algorithm,
  bits,
  der,
  OID,
  octets,
  pem,
  pkcs8v1,
  pkcs8v2,
  sequence,
  spki,
  sshBlob,
  sshLine,
} from "../der.mjs";
import * as curve from "../ed25519.mjs";
import { CERTIFICATE_PEM, ENCRYPTED_PRIVATE_PEM } from "../fixed-keys.mjs";
import {
  AGENT,
  BOTH_ALPHABETS,
  EC_PRIVATE,
  EC_PUBLIC,
  ecSshLine,
  openSshPrivateKey,
  RSA_PRIVATE,
  RSA_PUBLIC,
  rsaSshLine,
} from "../key-material.mjs";
import { RECORDINGS } from "../recordings.mjs";
import { asPeopleHoldThem, FOLDS } from "./copied.mjs";
import { openPgpBlock, puttyFile, ssh2PublicKey } from "./foreign.mjs";

const { raw, seed } = BOTH_ALPHABETS;
const x = raw.toString("base64url");
const OKP = { kty: "OKP", crv: "Ed25519", x };
const SPKI = spki(raw);
const SPKI_PEM = pem("PUBLIC KEY", SPKI);
const jwk = (changes) => JSON.stringify({ ...OKP, ...changes });
const base64 = (bytes) => bytes.toString("base64");
const sshWith = (outer, blob) => `${outer} ${base64(blob)}`;
const BLOB = sshBlob("ssh-ed25519", raw);
const OVERFLOW = Buffer.concat([Buffer.alloc(4, 0xff), BLOB.subarray(4)]);
const CERTIFICATE = "ssh-ed25519-cert-v01@openssh.com";
const HARDWARE = "sk-ssh-ed25519@openssh.com";
const longer = (bytes) => Buffer.concat([bytes, Buffer.alloc(1)]);

/** SPKI PEM from its parts, each given as an element. */
function spkiOf({ id = algorithm(OID.ed25519), key = bits(raw) }) {
  return pem("PUBLIC KEY", sequence(id, key));
}

const good = [
  ["SSH line", sshLine(raw)],
  ["SSH line with a comment", `${sshLine(raw)} agent@example.com`],
  ["SSH line with a comment of several words", `${sshLine(raw)} made for the test vectors, é 雪`],
  ["SSH line with a newline, as in a .pub file", `${sshLine(raw)} agent@example.com\n`],
  ["SPKI PEM", SPKI_PEM],
  ["SPKI PEM without the last newline", SPKI_PEM.trimEnd()],
  ["SPKI PEM with CR LF", SPKI_PEM.replaceAll("\n", "\r\n")],
  ["SPKI DER in base64", base64(SPKI)],
  ["JWK", jwk()],
  ["JWK with other members", jwk({ kid: "agent", use: "sig", alg: "EdDSA", key_ops: ["verify"] })],
  ["JWK in another order, spaced", JSON.stringify({ x, crv: "Ed25519", kty: "OKP" }, null, 2)],
  ["hex in lower case", raw.toString("hex")],
  ["hex in upper case", raw.toString("hex").toUpperCase()],
  ["base64, padded", base64(raw)],
  ["base64url, unpadded", x],
  ...asPeopleHoldThem("SPKI PEM", SPKI_PEM.trimEnd()),
  ...asPeopleHoldThem("SSH line", `${sshLine(raw)} agent`),
  ...asPeopleHoldThem("base64", base64(raw)),
  ["JWK after a byte order mark", `\ufeff${jwk()}\n`],
  ["JWK in single quotes", `'${jwk()}'`],
  ["SSH line after options", `restrict,pty ${sshLine(raw)}`],
  ["SSH line after options with spaces", `restrict,command="a b" ${sshLine(raw)} a comment`],
  [
    "SSH line after options with escaped quotes",
    `command="a \\" ssh-ed25519 AAAA \\"",no-pty\t${sshLine(raw)}`,
  ],
  [
    "SSH line after options that name another key",
    `from="10.0.0.1,*.example",environment="K=ssh-rsa AAAA" ${sshLine(raw)}`,
  ],
  ["SSH line of known_hosts", `a.example,10.0.0.1 ${sshLine(raw)}`],
  [
    "SSH line of known_hosts, hashed",
    `|1|F1E1KeoE/eEWhi10WpGv4OdiO6Y=|3988QV0VE8wmZL7suNrYQLITLCg= ${sshLine(raw)}`,
  ],
  ["SSH line of known_hosts, marked", `@cert-authority *.example ${sshLine(raw)}`],
  ["SSH line, spaced", `  ${sshLine(raw).replace(" ", " \t ")}  `],
  ["SSH blob in base64", base64(BLOB)],
  ...FOLDS.flatMap(([how, fold]) => [
    [`SSH blob in base64, ${how}`, fold(base64(BLOB))],
    [`SPKI DER in base64, ${how}`, fold(base64(SPKI))],
    [`SPKI PEM, its body ${how}`, SPKI_PEM.replace(base64(SPKI), fold(base64(SPKI)))],
    [`hex, ${how}`, fold(raw.toString("hex"))],
  ]),
].map(([name, source]) => read(name, source, raw));

const others = [
  ["the key of the header vectors", AGENT.raw],
  ["a key with a small-order part, not of small order itself", taintedKey()],
  ...RECORDINGS.map((recording) => [`recorded: ${recording.mode}`, recording.raw]),
].map(([name, bytes]) => read(`SSH line: ${name}`, sshLine(bytes), bytes));

function read(name, source, bytes) {
  return { name, source, code: null, hex: bytes.toString("hex") };
}

function taintedKey() {
  return curve.encode(curve.add(curve.decode(raw), curve.TORSION));
}

const FORMS = [
  ["hex", (bytes) => bytes.toString("hex")],
  ["SSH line", sshLine],
  ["SPKI PEM", (bytes) => pem("PUBLIC KEY", spki(bytes))],
  ["JWK", (bytes) => jwk({ x: bytes.toString("base64url") })],
  ["base64", base64],
];
const hexOf = (bytes) => bytes.toString("hex");
const inHex = (what, list) => list.map(hexOf).map((hex) => [`${what} ${hex}`, hex]);
const inEveryForm = (what, bytes) => FORMS.map(([form, write]) => [`${what} as ${form}`, write(bytes)]);

const [IDENTITY, ORDER_8] = curve.SMALL_ORDER;
const NOT_ON_CURVE = [curve.encodeY(2n, 1), ...[2n, 7n, 8n, 11n].map((y) => curve.encodeY(y, 0))];
assert.ok(!NOT_ON_CURVE.some(curve.isOnCurve));

const ROWS = {
  public_key_weak: [
    ...inHex("small order:", curve.SMALL_ORDER),
    ...inEveryForm("small order: the identity", IDENTITY).slice(1),
    ...inEveryForm("small order: order 8", ORDER_8).slice(1),
  ],
  public_key_invalid_point: [
    ...inHex("not canonical:", curve.nonCanonicalEncodings()),
    ...inHex("not on the curve:", NOT_ON_CURVE),
    ...inEveryForm("not canonical: y = p + 3", curve.encodeY(2n ** 255n - 16n, 0)).slice(1),
    ...inEveryForm("not on the curve: y = 2", curve.encodeY(2n, 0)).slice(1),
  ],
  public_key_malformed: [
    ["hex: 31 bytes", raw.toString("hex").slice(2)],
    ["hex: 33 bytes", `${raw.toString("hex")}00`],
    ["base64: 31 bytes", base64(raw.subarray(1))],
    ["base64: 33 bytes", base64(longer(raw))],
    ["SSH line: 31 bytes", sshLine(raw.subarray(1))],
    ["SSH line: 33 bytes", sshLine(longer(raw))],
    ["SSH line of known_hosts, revoked", `@revoked *.example ${sshLine(raw)}`],
    ["SSH line: two lines", `${sshLine(raw)}\n${sshLine(raw)}`],
    ["SSH blob in base64, cut short", base64(BLOB.subarray(0, -3))],
    ["SSH line: no blob", "ssh-ed25519"],
    ["SSH line: no blob after the space", "ssh-ed25519 "],
    ["SSH line: a blob that is not base64", "ssh-ed25519 !!!!"],
    ["SSH line: a byte of garbage inside the blob", sshWith("ssh-ed25519", longer(BLOB))],
    ["SSH line: a third string inside the blob", sshWith("ssh-ed25519", sshBlob("ssh-ed25519", raw, "more"))],
    ["SSH line: the blob cut short", sshWith("ssh-ed25519", BLOB.subarray(0, -3))],
    ["SSH line: the blob without the key", sshWith("ssh-ed25519", sshBlob("ssh-ed25519"))],
    ["SSH line: the raw key for the blob", sshWith("ssh-ed25519", raw)],
    ["SSH line: a length that overflows", sshWith("ssh-ed25519", OVERFLOW)],
    ["SSH line: outer and inner name differ", sshWith("ssh-ed25519", sshBlob("ssh-rsa", raw))],
    ["SSH line: the inner name in upper case", sshWith("ssh-ed25519", sshBlob("SSH-ED25519", raw))],
    ["SPKI PEM: 31 bytes", pem("PUBLIC KEY", spki(raw.subarray(1)))],
    ["SPKI PEM: 33 bytes", pem("PUBLIC KEY", spki(longer(raw)))],
    ["SPKI PEM: a byte after the structure", pem("PUBLIC KEY", longer(SPKI))],
    ["SPKI PEM: cut short inside", pem("PUBLIC KEY", SPKI.subarray(0, 20))],
    ["SPKI PEM: parameters beside the algorithm", spkiOf({ id: algorithm(OID.ed25519, der(0x05)) })],
    ["SPKI PEM: unused bits in the bit string", spkiOf({ key: bits(raw, 1) })],
    ["SPKI PEM: an octet string for the bit string", spkiOf({ key: octets(raw) })],
    ["SPKI PEM: no last line", SPKI_PEM.split("-----END")[0]],
    ["SPKI PEM: another label in the last line", SPKI_PEM.replace("END PUBLIC", "END PRIVATE")],
    ["SPKI PEM: a body that is not base64", SPKI_PEM.replace("MCow", "MC*w")],
    ["SPKI PEM: no body", "-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----\n"],
    ["SPKI DER in base64: cut short", base64(SPKI.subarray(0, -2))],
    ["JWK: no x", JSON.stringify({ kty: "OKP", crv: "Ed25519" })],
    ["JWK: x a number", jwk({ x: 1 })],
    ["JWK: x empty", jwk({ x: "" })],
    ["JWK: x of 31 bytes", jwk({ x: raw.subarray(1).toString("base64url") })],
    ["JWK: x of 33 bytes", jwk({ x: longer(raw).toString("base64url") })],
    ["JWK: x padded", jwk({ x: `${x}=` })],
    ["JWK: x in the other alphabet", jwk({ x: base64(raw).slice(0, -1) })],
    ["JWK: x with stray bits", jwk({ x: withStrayBit(x) })],
    ["JWK: x in hex", jwk({ x: raw.toString("hex") })],
  ],
  public_key_wrong_algorithm: [
    ["RSA as an SSH line", rsaSshLine()],
    ["RSA as SPKI PEM", RSA_PUBLIC.export({ format: "pem", type: "spki" })],
    ["RSA as SPKI DER in base64", base64(RSA_PUBLIC.export({ format: "der", type: "spki" }))],
    ["RSA as PKCS#1 PEM", RSA_PUBLIC.export({ format: "pem", type: "pkcs1" })],
    ["RSA as a JWK", JSON.stringify(RSA_PUBLIC.export({ format: "jwk" }))],
    ["ECDSA as an SSH line", ecSshLine()],
    ["ECDSA as SPKI PEM", EC_PUBLIC.export({ format: "pem", type: "spki" })],
    ["ECDSA as a JWK", JSON.stringify(EC_PUBLIC.export({ format: "jwk" }))],
    ["X25519 as a JWK", jwk({ crv: "X25519" })],
    ["X25519 as SPKI PEM", pem("PUBLIC KEY", spki(raw, OID.x25519))],
    ["Ed448 as a JWK", jwk({ crv: "Ed448", x: Buffer.alloc(57, 1).toString("base64url") })],
    ["Ed448 as SPKI PEM", pem("PUBLIC KEY", spki(Buffer.alloc(57, 1), OID.ed448))],
    ["RSA: the blob in base64", rsaSshLine().split(" ")[1]],
    ["RSA as a line of authorized_keys", `no-pty ${rsaSshLine()}`],
    ["an OpenSSH certificate", sshWith(CERTIFICATE, sshBlob(CERTIFICATE, "nonce", raw))],
    ["a hardware key of another algorithm", sshWith("sk-ecdsa-sha2-nistp256@openssh.com", sshBlob("sk"))],
    ["a hardware key as an SSH line", sshWith(HARDWARE, sshBlob(HARDWARE, raw, "ssh:"))],
  ],
  public_key_is_private: [
    ["PKCS#8 version 1 as PEM", pem("PRIVATE KEY", pkcs8v1(seed))],
    ["PKCS#8 version 2 as PEM", pem("PRIVATE KEY", pkcs8v2(seed, raw))],
    ["PKCS#8 version 1 in base64", base64(pkcs8v1(seed))],
    ["PKCS#8 version 2 in base64", base64(pkcs8v2(seed, raw))],
    ["JWK with d", jwk({ d: seed.toString("base64url") })],
    ["OpenSSH private key armour", pem("OPENSSH PRIVATE KEY", openSshPrivateKey(BOTH_ALPHABETS))],
    ["OpenSSH private key in base64", base64(openSshPrivateKey(BOTH_ALPHABETS))],
    ["encrypted PKCS#8", ENCRYPTED_PRIVATE_PEM],
    ["encrypted PKCS#8 in base64", ENCRYPTED_PRIVATE_PEM.replace(/-----[^-]+-----|\s/g, "")],
    ["PuTTY", puttyFile(BOTH_ALPHABETS, 3)],
    ["OpenPGP", openPgpBlock(Buffer.alloc(60, 0x99))],
    ["age", `AGE-SECRET-KEY-1${"QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L".repeat(2).slice(0, 58)}`],
    ["RSA, PKCS#1 as PEM", RSA_PRIVATE.export({ format: "pem", type: "pkcs1" })],
    ["RSA, PKCS#1 in base64", base64(RSA_PRIVATE.export({ format: "der", type: "pkcs1" }))],
    ["EC, SEC 1 as PEM", EC_PRIVATE.export({ format: "pem", type: "sec1" })],
    ["JWK of RSA with d", JSON.stringify(RSA_PRIVATE.export({ format: "jwk" }))],
  ],
  public_key_unsupported: [
    ["a JWK set", JSON.stringify({ keys: [OKP] })],
    ["a certificate", CERTIFICATE_PEM],
    ["a certificate in base64", CERTIFICATE_PEM.replace(/-----[^-]+-----|\s/g, "")],
    ["a certificate request", pem("CERTIFICATE REQUEST", Buffer.alloc(9))],
    ["SSH2 public key", ssh2PublicKey(BOTH_ALPHABETS)],
    ["an age recipient", `age1${"qpzry9x8gf2tvdw0s3jn54khce6mua7l".repeat(2).slice(0, 58)}`],
  ],
  public_key_unrecognized: [
    ["empty", ""],
    ["white space", " \n"],
    ["a sentence", "This is not a key."],
    ["an assertion's scheme", "AgentAssertion !"],
    ["a fingerprint", "SHA256:lgxEIWeGAkfZXvVzZSR4fytGZJINcyFDmp3neOyG3oA"],
    ["letters outside ASCII", "ключ 🗝"],
    ["an SSH blob after another word", `key ${base64(BLOB)}`],
    ["an SSH blob after a word and a colon", `key: ${base64(BLOB)}`],
    ["a quote that does not end", `"${sshLine(raw)}`],
  ],
};

function withStrayBit(text) {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  return text.slice(0, -1) + letters[letters.indexOf(text.at(-1)) | 1];
}

const refused = (code, rows) => rows.map(([name, source]) => ({ name, source, code }));

export const publicKeys = [
  ...good,
  ...others,
  ...Object.entries(ROWS).flatMap(([code, rows]) => refused(code, rows)),
];
