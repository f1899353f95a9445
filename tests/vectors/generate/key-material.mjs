// The throw-away keys of these vectors, each made from the name of its seed.
import { createECDH, createHash, createPrivateKey, createPublicKey, sign, verify } from "node:crypto";
import { pkcs8v1, spki, sshBlob, sshLine, sshString } from "./der.mjs";
import { RSA_PRIVATE_PEM } from "./fixed-keys.mjs";

export function seedOf(name) {
  return createHash("sha256").update(`agent-identity-wasm test vectors: ${name}`).digest();
}

export function ed25519Key(name) {
  const seed = seedOf(name);
  const privateKey = createPrivateKey({ key: pkcs8v1(seed), format: "der", type: "pkcs8" });
  const raw = createPublicKey(privateKey).export({ format: "der", type: "spki" }).subarray(-32);
  return { seed, raw, ssh: sshLine(raw), sign: (text) => sign(null, Buffer.from(text), privateKey) };
}

/** The signer of everything that is not said to be signed otherwise. */
export const AGENT = ed25519Key("agent");
export const OTHER = ed25519Key("another agent");
/** Its 32 bytes in base64 have both a "+" and a "/", so the two alphabets differ. */
export const BOTH_ALPHABETS = ed25519Key("both alphabets 3");

/** What node:crypto says of a signature. On points of small order its versions differ. */
export function nodeVerifies(raw, text, signature) {
  const key = createPublicKey({ key: spki(raw), format: "der", type: "spki" });
  return verify(null, Buffer.from(text), key, signature);
}

export function rawOfSshLine(line) {
  return Buffer.from(line.split(" ")[1], "base64").subarray(-32);
}

export const RSA_PRIVATE = createPrivateKey(RSA_PRIVATE_PEM);
export const RSA_PUBLIC = createPublicKey(RSA_PRIVATE);

export function rsaSshLine() {
  const { e, n } = RSA_PUBLIC.export({ format: "jwk" });
  const positive = Buffer.concat([Buffer.alloc(1), Buffer.from(n, "base64url")]);
  return `ssh-rsa ${sshBlob("ssh-rsa", Buffer.from(e, "base64url"), positive).toString("base64")}`;
}

/** A key on the curve P-256. */
export const EC_PRIVATE = ecPrivateKey(seedOf("P-256"));
export const EC_PUBLIC = createPublicKey(EC_PRIVATE);

function ecPrivateKey(scalar) {
  const ecdh = createECDH("prime256v1");
  ecdh.setPrivateKey(scalar);
  const point = ecdh.getPublicKey();
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((part) => part.toString("base64url"));
  const key = { kty: "EC", crv: "P-256", x, y, d: scalar.toString("base64url") };
  return createPrivateKey({ format: "jwk", key });
}

export function ecSshLine() {
  const { x, y } = EC_PUBLIC.export({ format: "jwk" });
  const point = Buffer.concat([Buffer.from([4]), Buffer.from(x, "base64url"), Buffer.from(y, "base64url")]);
  const blob = sshBlob("ecdsa-sha2-nistp256", "nistp256", point);
  return `ecdsa-sha2-nistp256 ${blob.toString("base64")}`;
}

/** The bytes of an unencrypted private key as `ssh-keygen` stores it. */
export function openSshPrivateKey({ seed, raw }) {
  const check = Buffer.from("0102030401020304", "hex");
  const secret = Buffer.concat([seed, raw]);
  const unpadded = Buffer.concat([check, ...["ssh-ed25519", raw, secret, ""].map(sshString)]);
  const padding = Buffer.from([1, 2, 3, 4, 5, 6, 7].slice(0, (8 - (unpadded.length % 8)) % 8));
  const fields = ["none", "none", ""].map(sshString);
  const count = Buffer.from([0, 0, 0, 1]);
  const keys = [sshString(sshBlob("ssh-ed25519", raw)), sshString(Buffer.concat([unpadded, padding]))];
  return Buffer.concat([Buffer.from("openssh-key-v1\0"), ...fields, count, ...keys]);
}
