// Private keys: PKCS#8 in every form that is read, and what is refused.
import {
  algorithm,
  bits,
  der,
  integer,
  OID,
  octets,
  pem,
  pkcs8,
  pkcs8v1,
  pkcs8v2,
  pkcs8v2With,
  sequence,
  spki,
  sshBlob,
  sshLine,
} from "../der.mjs";
import { base64url } from "../envelope.mjs";
import { CERTIFICATE_PEM, ENCRYPTED_PRIVATE_PEM, RSA_PRIVATE_PEM } from "../fixed-keys.mjs";
import {
  AGENT,
  BOTH_ALPHABETS,
  EC_PRIVATE,
  OTHER,
  openSshPrivateKey,
  RSA_PRIVATE,
} from "../key-material.mjs";
import { RECORDINGS } from "../recordings.mjs";
import { asPeopleHoldThem, FOLDS } from "./copied.mjs";
import { openPgpBlock, puttyFile, ssh2PublicKey } from "./foreign.mjs";

const { raw, seed } = AGENT;
const V1 = pkcs8v1(seed);
const V2 = pkcs8v2(seed, raw);
const V1_PEM = pem("PRIVATE KEY", V1);
const V2_PEM = pem("PRIVATE KEY", V2);
const base64 = (bytes) => bytes.toString("base64");
const JWK = JSON.stringify({ kty: "OKP", crv: "Ed25519", x: base64url(raw), d: base64url(seed) });
const NUL = Buffer.alloc(1);
const longer = (bytes) => Buffer.concat([bytes, NUL]);
const rsa = (format, type = "pkcs8") => RSA_PRIVATE.export({ format, type });
const ec = (format, type = "pkcs8") => EC_PRIVATE.export({ format, type });

const OPENSSH_PEM = pem("OPENSSH PRIVATE KEY", openSshPrivateKey(AGENT));
const GOOD = [
  ["version 1 in base64", base64(V1)],
  ["version 1 as PEM", V1_PEM],
  ["version 1 as DER", V1],
  ["version 2 in base64", base64(V2)],
  ["version 2 as PEM", V2_PEM],
  ["version 2 as DER", V2],
  ["version 1 in base64, a newline at the end", `${base64(V1)}\n`],
  ["version 2 in base64, white space at both ends", ` \t\r\n${base64(V2)} \t\r\n`],
  ["version 1 as PEM, white space at both ends", `\n  ${V1_PEM}\n\n`],
  ["version 2 as PEM without the last newline", V2_PEM.trimEnd()],
  ["version 1 as PEM with CR LF", V1_PEM.replaceAll("\n", "\r\n")],
  ...asPeopleHoldThem("version 1 as PEM", V1_PEM.trimEnd()),
  ...asPeopleHoldThem("version 2 as PEM", V2_PEM.trimEnd()),
  ...asPeopleHoldThem("version 1 in base64", base64(V1)),
  ...FOLDS.flatMap(([how, fold]) => [
    [`version 1 in base64, ${how}`, fold(base64(V1))],
    [`version 2 in base64, ${how}`, fold(base64(V2))],
    [
      `version 2 as PEM, its body ${how}`,
      V2_PEM.replace(base64(V2).slice(0, 64), fold(base64(V2).slice(0, 64))),
    ],
  ]),
];

/** Version 1 from its parts, each given as an element. */
function v1Of({ version = integer(0), id = algorithm(OID.ed25519), key = octets(octets(seed)) }) {
  return sequence(version, id, key);
}
const versionTwoAs = (version) => pkcs8({ version, seed }, der(0x81, NUL, raw));

/** Rows of one key cut to each of these lengths. */
function cut(what, bytes, lengths, write = (some) => some) {
  return lengths.map((n) => [`${what}, cut to ${n} of ${bytes.length} bytes`, write(bytes.subarray(0, n))]);
}
const inPem = (bytes) => pem("PRIVATE KEY", bytes);

/** A key whose version 2 in base64 has both a "+" and a "/". */
const SIGNS = base64(pkcs8v2(BOTH_ALPHABETS.seed, BOTH_ALPHABETS.raw));

const ROWS = {
  private_key_mismatch: [
    ["version 2 with another key's public half, in base64", base64(pkcs8v2(seed, OTHER.raw))],
    ["version 2 with another key's public half, as PEM", pem("PRIVATE KEY", pkcs8v2(seed, OTHER.raw))],
    ["version 2 with another key's public half, as DER", pkcs8v2(seed, OTHER.raw)],
    ["version 2 with one bit of the public half flipped", base64(pkcs8v2(seed, flipped(raw)))],
    ["version 2 with zeros for the public half", base64(pkcs8v2(seed, Buffer.alloc(32)))],
    ["version 2 with the seed for the public half", base64(pkcs8v2(seed, seed))],
  ],
  private_key_wrong_algorithm: [
    ["RSA, PKCS#8 in base64", base64(rsa("der"))],
    ["RSA, PKCS#8 as PEM", RSA_PRIVATE_PEM],
    ["RSA, PKCS#8 as DER", rsa("der")],
    ["RSA, PKCS#1 as PEM", rsa("pem", "pkcs1")],
    ["EC, PKCS#8 in base64", base64(ec("der"))],
    ["EC, PKCS#8 as PEM", ec("pem")],
    ["EC, PKCS#8 as DER", ec("der")],
    ["EC, SEC 1 as PEM", ec("pem", "sec1")],
    ["EC, SEC 1 as DER", ec("der", "sec1")],
    ["RSA, PKCS#1 in base64", base64(rsa("der", "pkcs1"))],
    ["X25519, PKCS#8 in base64", base64(pkcs8v1(seed, OID.x25519))],
    ["X25519, PKCS#8 as PEM", pem("PRIVATE KEY", pkcs8v1(seed, OID.x25519))],
    ["X25519, PKCS#8 as DER", pkcs8v1(seed, OID.x25519)],
    ["Ed448, PKCS#8 in base64", base64(pkcs8v1(Buffer.alloc(57, 1), OID.ed448))],
  ],
  private_key_truncated: [
    ...cut("version 1 as DER", V1, [1, 2, 4, 5, 12, 16, 17, 18, 47]),
    ...cut("version 2 as DER", V2, [16, 48, 50, 51, 82]),
    ...cut("version 1 in base64", V1, [18, 24, 47], base64),
    ...cut("version 2 in base64", V2, [48, 82], base64),
    ...cut("version 1 as PEM", V1, [16, 47], inPem),
    ["version 2 in base64, cut before its padding", base64(V2).replace(/=+$/, "")],
    ["version 1 in base64, cut before its last character", base64(V1).slice(0, -1)],
  ],
  private_key_trailing_data: [
    ["version 1 as DER and NUL", longer(V1)],
    ["version 2 as DER and NUL", longer(V2)],
    ["version 1 as DER, twice", Buffer.concat([V1, V1])],
    ["version 1 as DER and a newline", Buffer.concat([V1, Buffer.from("\n")])],
    ["version 1 in base64, NUL inside it", base64(longer(V1))],
    ["version 2 in base64, NUL inside it", base64(longer(V2))],
    ["version 1 as PEM, NUL inside it", pem("PRIVATE KEY", longer(V1))],
  ],
  private_key_encrypted: [
    ["ENCRYPTED PRIVATE KEY", ENCRYPTED_PRIVATE_PEM],
    ["ENCRYPTED PRIVATE KEY with CR LF", ENCRYPTED_PRIVATE_PEM.replaceAll("\n", "\r\n")],
    ["encrypted, in base64", ENCRYPTED_PRIVATE_PEM.replace(/-----[^-]+-----|\s/g, "")],
  ],
  private_key_is_public: [
    ["SSH line", sshLine(raw)],
    ["SSH line with a comment", `${sshLine(raw)} agent@example.com`],
    ["SPKI PEM", pem("PUBLIC KEY", spki(raw))],
    ["SPKI DER", spki(raw)],
    ["SPKI DER in base64", base64(spki(raw))],
    ["SSH line with options", `restrict,command="a b" ${sshLine(raw)}`],
    ["SSH blob in base64", base64(sshBlob("ssh-ed25519", raw))],
    ["SSH blob", sshBlob("ssh-ed25519", raw)],
    ["a public JWK", JSON.stringify({ kty: "OKP", crv: "Ed25519", x: base64url(raw) })],
    ["a certificate", CERTIFICATE_PEM],
    ["a certificate as DER", Buffer.from(CERTIFICATE_PEM.replace(/-----[^-]+-----|\s/g, ""), "base64")],
    ["SSH2 public key", ssh2PublicKey(AGENT)],
  ],
  private_key_unsupported: [
    ["OpenSSH private key armour", OPENSSH_PEM],
    ["OpenSSH private key armour, copied", `"${OPENSSH_PEM.replaceAll("\n", "\\n")}"`],
    ["OpenSSH private key in base64", base64(openSshPrivateKey(AGENT))],
    ["OpenSSH private key as bytes", openSshPrivateKey(AGENT)],
    ["PuTTY, version 2", puttyFile(AGENT, 2)],
    ["PuTTY, version 3, with CR LF", puttyFile(AGENT, 3).replaceAll("\n", "\r\n")],
    ["OpenPGP", openPgpBlock(Buffer.alloc(60, 0x99))],
    ["age", `AGE-SECRET-KEY-1${"QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L".repeat(2).slice(0, 58)}`],
    ["SSH2", "---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\nAAAA\n---- END SSH2 ENCRYPTED PRIVATE KEY ----\n"],
    ["a JWK", JWK],
    ["a JWK of RSA", JSON.stringify(RSA_PRIVATE.export({ format: "jwk" }))],
  ],
  private_key_malformed: [
    ["a seed of 31 bytes", base64(pkcs8v1(seed.subarray(1)))],
    ["a seed of 33 bytes", base64(pkcs8v1(longer(seed)))],
    ["a seed of 31 bytes, as DER", pkcs8v1(seed.subarray(1))],
    ["an empty seed", pkcs8v1(Buffer.alloc(0))],
    ["64 bytes, the seed and the public half, for the seed", base64(pkcs8v1(Buffer.concat([seed, raw])))],
    ["the seed without its own octet string", base64(v1Of({ key: octets(seed) }))],
    ["the inner octet string shorter than the outer", v1Of({ key: octets(longer(octets(seed))) })],
    ["a bit string for the outer octet string", v1Of({ key: bits(octets(seed)) })],
    ["a bit string for the inner octet string", v1Of({ key: octets(der(0x03, seed)) })],
    ["a boolean for the version", v1Of({ version: der(0x01, NUL) })],
    ["parameters beside the algorithm", v1Of({ id: algorithm(OID.ed25519, der(0x05)) })],
    ["the version number 5", base64(versionTwoAs(5))],
    ["the version number 2, which is version 3", base64(versionTwoAs(2))],
    ["the version number 5 without a public half", base64(v1Of({ version: integer(5) }))],
    ["version 2 with a public half of 31 bytes", base64(pkcs8v2(seed, raw.subarray(1)))],
    ["version 2 with unused bits in the public half", base64(pkcs8v2With(seed, Buffer.from([1]), raw))],
    ["version 2 with an empty public half", base64(pkcs8v2With(seed))],
    ["base64: a letter that is none", base64(V1).replace(/.$/, "!")],
    ["base64: a letter outside ASCII", base64(V1).replace(/.$/, "é")],
    ["base64: - and _ for + and /", SIGNS.replaceAll("+", "-").replaceAll("/", "_")],
    ["base64: padding inside", base64(V1).replace(/.{4}$/, "====")],
    ["PEM: no last line", V1_PEM.split("-----END")[0]],
    ["PEM: another label in the last line", V1_PEM.replace("END PRIVATE", "END PUBLIC")],
    ["PEM: a body that is not base64", V1_PEM.replace("MC4C", "MC*C")],
    ["PEM: no body", "-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----\n"],
    ["PEM: the body missing its last character", V1_PEM.replace(/.\n-----END/, "\n-----END")],
  ],
  private_key_unrecognized: [
    ["empty", ""],
    ["no bytes", Buffer.alloc(0)],
    ["white space", " \n"],
    ["a sentence", "This is not a key."],
    ["letters outside ASCII", "ключ 🗝"],
    ["an empty object", "{}"],
    ["PEM of something else", pem("DH PARAMETERS", V1)],
    ["a bare seed in hex", seed.toString("hex")],
    ["a bare seed in base64", base64(seed)],
  ],
};

function flipped(bytes) {
  return Buffer.concat([bytes.subarray(0, 31), Buffer.from([bytes[31] ^ 1])]);
}

function entry(name, source, code, publicHex) {
  const isText = typeof source === "string";
  const encoded = isText
    ? { source, encoding: "text" }
    : { source: base64(source), encoding: "base64 of bytes" };
  return { name, ...encoded, code, ...(publicHex && { public_hex: publicHex }) };
}

export const privateKeys = [
  ...GOOD.map(([name, source]) => entry(name, source, null, raw.toString("hex"))),
  entry("version 2 in base64, with + and /", SIGNS, null, BOTH_ALPHABETS.raw.toString("hex")),
  ...RECORDINGS.map((r) => entry(`recorded: ${r.mode}`, r.pkcs8, null, r.raw.toString("hex"))),
  ...Object.entries(ROWS).flatMap(([code, rows]) => rows.map(([name, source]) => entry(name, source, code))),
];
