/** The members of an RSA key that are its own in every JSON Web Key (RFC 7518 §6.3.1). */
export interface RsaJwk {
  readonly n: string;
  readonly e: string;
}

const SEQUENCE = 0x30;
const INTEGER = 0x02;
const BIT_STRING = 0x03;
/** rsaEncryption and its parameters, NULL (RFC 8017 appendix A.1), in DER. */
const RSA_ENCRYPTION = [0x30, 13, 6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 1, 5, 0];

/**
 * Returns an RSA key as SubjectPublicKeyInfo (RFC 5280 §4.1.2.7) in DER. WebCrypto copies a JSON Web Key into an object that
 * may inherit `d` or `key_ops` from a polluted `Object.prototype`; bytes inherit nothing.
 */
export function rsaSpki({ n, e }: RsaJwk): Uint8Array<ArrayBuffer> {
  const publicKey = der(SEQUENCE, der(INTEGER, unsigned(n)).concat(der(INTEGER, unsigned(e))));
  return Uint8Array.from(der(SEQUENCE, RSA_ENCRYPTION.concat(der(BIT_STRING, [0].concat(publicKey)))));
}

function der(tag: number, contents: number[]): number[] {
  return [tag].concat(lengthOf(contents), contents);
}

function lengthOf({ length }: number[]): number[] {
  if (length < 0x80) return [length];
  return length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
}

/** Decodes a Base64urlUInt. A first bit that is set would make the DER integer negative, hence the zero before it. */
function unsigned(base64url: string): number[] {
  const binary = atob(base64url.replaceAll("-", "+").replaceAll("_", "/"));
  const bytes: number[] = [];
  for (let index = 0; index < binary.length; index++) bytes.push(binary.charCodeAt(index));
  let zeros = 0;
  while (zeros < bytes.length - 1 && bytes[zeros] === 0) zeros++;
  const shortest = bytes.slice(zeros);
  return (shortest[0] ?? 0) >= 0x80 ? [0].concat(shortest) : shortest;
}
