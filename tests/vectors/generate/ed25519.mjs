// Ed25519 after RFC 8032 in plain BigInt arithmetic: slow, not constant in time, for test vectors only.
// It is here to build what no honest signer makes: small-order points, non-canonical encodings, signatures
// by chosen nonces.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";

const P = 2n ** 255n - 19n;
const SIGN_BIT = 2n ** 255n;
export const L = 2n ** 252n + 27742317777372353535851937790883648493n;
const D = mod(-121665n * power(121666n, P - 2n));
const ROOT_OF_MINUS_ONE = power(2n, (P - 1n) / 4n);

// Points are in extended coordinates: x = X/Z, y = Y/Z, xy = T/Z.
export const IDENTITY = { X: 0n, Y: 1n, Z: 1n, T: 0n };
export const BASE = decode(encodeY(mod(4n * power(5n, P - 2n)), 0));

export function mod(a, m = P) {
  return ((a % m) + m) % m;
}

function power(base, exponent) {
  let result = 1n;
  for (let b = mod(base), e = exponent; e > 0n; e >>= 1n, b = mod(b * b)) {
    if (e & 1n) result = mod(result * b);
  }
  return result;
}

export function toNumber(bytes) {
  return BigInt(`0x${Buffer.from(bytes).reverse().toString("hex")}`);
}

/** 32 bytes, least significant first. */
export function toBytes(number) {
  return Buffer.from(number.toString(16).padStart(64, "0"), "hex").reverse();
}

/** The complete addition law of the curve; it doubles as well. */
export function add(p, q) {
  const a = mod((p.Y - p.X) * (q.Y - q.X));
  const b = mod((p.Y + p.X) * (q.Y + q.X));
  const c = mod(2n * D * p.T * q.T);
  const d = mod(2n * p.Z * q.Z);
  const [e, f, g, h] = [b - a, d - c, d + c, b + a];
  return { X: mod(e * f), Y: mod(g * h), Z: mod(f * g), T: mod(e * h) };
}

export function multiply(scalar, point) {
  let sum = IDENTITY;
  for (let p = point, s = scalar; s > 0n; s >>= 1n, p = add(p, p)) {
    if (s & 1n) sum = add(sum, p);
  }
  return sum;
}

export function encode(point) {
  const inverse = power(point.Z, P - 2n);
  return encodeY(mod(point.Y * inverse), Number(mod(point.X * inverse) & 1n));
}

/** `y` as it is, reduced or not, with the sign bit as it is given. */
export function encodeY(y, sign) {
  return toBytes(y + (sign ? SIGN_BIT : 0n));
}

/** The point, or undefined where there is none. Lenient: takes any y, reduced or not, and a sign of zero. */
export function decode(bytes) {
  const number = toNumber(bytes);
  const y = mod(number % SIGN_BIT);
  const xSquared = mod((y * y - 1n) * power(D * y * y + 1n, P - 2n));
  let x = power(xSquared, (P + 3n) / 8n);
  if (mod(x * x) !== xSquared) x = mod(x * ROOT_OF_MINUS_ONE);
  if (mod(x * x) !== xSquared) return undefined;
  if ((x & 1n) !== number / SIGN_BIT) x = mod(-x);
  return { X: x, Y: y, Z: 1n, T: mod(x * y) };
}

export function isOnCurve(bytes) {
  return decode(bytes) !== undefined;
}

/** A point of order 8: every small-order point is a multiple of it. */
export const TORSION = pointOfOrderEight();

function pointOfOrderEight() {
  for (let y = 2n; ; y++) {
    const point = decode(encodeY(y, 0));
    const torsion = point && multiply(L, point);
    if (torsion && !isIdentity(multiply(4n, torsion))) return torsion;
  }
}

export function isIdentity(point) {
  return encode(point).equals(encode(IDENTITY));
}

/** The eight points of small order, as encoded by RFC 8032: multiples 0 to 7 of TORSION. */
export const SMALL_ORDER = Array.from({ length: 8 }, (_, i) => encode(multiply(BigInt(i), TORSION)));

/** What a lenient decoder takes and RFC 8032 does not: y not below p, or a sign bit on x = 0. */
export function nonCanonicalEncodings() {
  const ys = Array.from({ length: 19 }, (_, i) => P + BigInt(i));
  const unreduced = ys.flatMap((y) => [encodeY(y, 0), encodeY(y, 1)]);
  const signedZero = [encodeY(1n, 1), encodeY(P - 1n, 1)];
  return [...unreduced, ...signedZero].filter(isOnCurve);
}

export function sha512Number(...parts) {
  return toNumber(createHash("sha512").update(Buffer.concat(parts)).digest());
}

/** The secret scalar and the nonce prefix of a seed. */
export function expand(seed) {
  const digest = createHash("sha512").update(seed).digest();
  const scalar = digest.subarray(0, 32);
  scalar[0] &= 248;
  scalar[31] = (scalar[31] & 127) | 64;
  return { scalar: toNumber(scalar), prefix: digest.subarray(32) };
}

/** The challenge k = SHA-512(R, A, text) mod L. */
export function challenge(r, publicKey, text, domain = Buffer.alloc(0)) {
  return mod(sha512Number(domain, r, publicKey, Buffer.from(text)), L);
}

/**
 * The 64 bytes R, S with S = nonce + k × scalar, for any R: an honest signature has R = nonce × B.
 */
export function signatureWith({ r, nonce, scalar, publicKey, text, domain }) {
  const k = challenge(r, publicKey, text, domain);
  return Buffer.concat([r, toBytes(mod(nonce + k * scalar, L))]);
}

/** Ed25519, or with a domain and prehashed text Ed25519ph. */
export function sign(seed, text, domain = Buffer.alloc(0)) {
  const { scalar, prefix } = expand(seed);
  const nonce = mod(sha512Number(domain, prefix, Buffer.from(text)), L);
  const publicKey = encode(multiply(scalar, BASE));
  return signatureWith({ r: encode(multiply(nonce, BASE)), nonce, scalar, publicKey, text, domain });
}

/** Whether SB - kA is R, byte for byte: all that a verifier without further rules looks at. */
export function equationHolds(publicKey, text, signature) {
  const [r, s] = [signature.subarray(0, 32), toNumber(signature.subarray(32))];
  const { X, Y, Z, T } = multiply(challenge(r, publicKey, text), decode(publicKey));
  return encode(add(multiply(s, BASE), { X: mod(-X), Y, Z, T: mod(-T) })).equals(r);
}

assert.equal(encode(multiply(L, BASE)).toString("hex"), encode(IDENTITY).toString("hex"));
assert.equal(new Set(SMALL_ORDER.map((bytes) => bytes.toString("hex"))).size, 8);
