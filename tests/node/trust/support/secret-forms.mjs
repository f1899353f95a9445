import { createHash } from "node:crypto";

/** The number of bytes in a row of a secret that count as a leak. Chance does not produce twelve. */
const WINDOW = 12;
const ORDER = (1n << 252n) + 27742317777372353535851937790883648493n;
const PKCS8_START = Buffer.from("302e020100300506032b657004220420", "hex");

export const pkcs8Of = (seed) => Buffer.concat([PKCS8_START, seed]).toString("base64");

/** Everything from which the key could be had, by name, as it could stand in memory. */
export function secretForms(seed) {
  const hash = createHash("sha512").update(seed).digest();
  const [head, prefix] = [hash.subarray(0, 32), hash.subarray(32)];
  const clamped = Buffer.from(head);
  clamped[0] &= 248;
  clamped[31] = (clamped[31] & 127) | 64;
  const scalar = fromLittleEndian(clamped) % ORDER;
  const pkcs8 = pkcs8Of(seed);
  return {
    seed,
    "half of the hash": head,
    prefix,
    "clamped scalar": clamped,
    "reduced scalar": toLittleEndian(scalar),
    "scalar in limbs of 29 bits": limbs(scalar),
    "scalar in radix 16": digits(scalar),
    "PKCS#8 in base64": Buffer.from(pkcs8.slice(22)),
    "the same in base64url, first phase": Buffer.from(phase(pkcs8, 0)),
    "the same in base64url, second phase": Buffer.from(phase(pkcs8, 1)),
    "the same in base64url, third phase": Buffer.from(phase(pkcs8, 2)),
  };
}

/** The names of the forms of which a part is found. */
export function found(memory, forms) {
  return Object.entries(forms)
    .filter(([, form]) => windows(form).some((window) => memory.includes(window)))
    .map(([name]) => name);
}

function windows(form) {
  const starts = Array.from({ length: form.length - WINDOW + 1 }, (_, start) => start);
  return starts.map((start) => form.subarray(start, start + WINDOW)).filter((window) => window.some(Boolean));
}

/** Returns a text as a JWT's payload encodes it after `before` other bytes. */
function phase(text, before) {
  const whole = Buffer.from(`${"x".repeat(before)}${text}`).toString("base64url");
  return whole.slice(32, -4);
}

const fromLittleEndian = (bytes) => BigInt(`0x${Buffer.from(bytes).reverse().toString("hex")}`);

const toLittleEndian = (number) => Buffer.from(number.toString(16).padStart(64, "0"), "hex").reverse();

function limbs(scalar) {
  const words = Array.from({ length: 9 }, (_, at) => Number((scalar >> BigInt(29 * at)) & 0x1fffffffn));
  return Buffer.from(Uint32Array.from(words).buffer);
}

/** Signed digits, as curve25519-dalek has them. */
function digits(scalar) {
  const digits = Array.from({ length: 64 }, (_, at) => Number((scalar >> BigInt(4 * at)) & 15n));
  for (let at = 0; at < 63; at++) {
    const carry = (digits[at] + 8) >> 4;
    digits[at] -= carry << 4;
    digits[at + 1] += carry;
  }
  return Buffer.from(Int8Array.from(digits).buffer);
}
