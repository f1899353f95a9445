// @ts-check
import { AgentIdentityError } from "./error.js";
import { core } from "./load.js";

/** @typedef {import("../types/index.js").AgentIdentityRecord} AgentIdentityRecord */

/** @param {string} text */
export function readAuthJson(text) {
  return core().readAuthJson(text);
}

/**
 * @param {string} text
 * @param {AgentIdentityRecord} record
 */
export function writeAuthJson(text, record) {
  return core().writeAuthJson(text, record);
}

/** @param {string} jwt */
export function decodeUnverifiedAgentIdentityJwt(jwt) {
  return core().decodeUnverifiedAgentIdentityJwt(jwt);
}

/**
 * @param {string} jwt
 * @param {object} jwks
 * @param {object} [options]
 */
export async function verifyAgentIdentityJwt(jwt, jwks, options) {
  const { jwk, signed, signature } = core().prepareAgentIdentityJwt(jwt, jwks);
  if (!(await isSigned(jwk, signature, signed))) {
    throw new AgentIdentityError(
      "jwt_signature_invalid",
      "the JWT's signature is not by the key that it names",
    );
  }
  return core().readVerifiedAgentIdentityJwt(jwt, options);
}

const RS256 = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };

/**
 * RSA is the host's: in WebAssembly it would double the module.
 * @param {JsonWebKey} jwk
 * @param {Uint8Array<ArrayBuffer>} signature
 * @param {Uint8Array<ArrayBuffer>} signed
 */
async function isSigned(jwk, signature, signed) {
  const subtle = globalThis.crypto?.subtle;
  if (!subtle) {
    const message = "this environment has no WebCrypto (a page needs HTTPS for it)";
    throw new AgentIdentityError("webcrypto_unavailable", message);
  }
  try {
    const key = await subtle.importKey("jwk", jwk, RS256, false, ["verify"]);
    return await subtle.verify(RS256, key, signature, signed);
  } catch (cause) {
    throw new AgentIdentityError(
      "jwt_key_invalid",
      "WebCrypto does not take the key that the JWT names",
      cause,
    );
  }
}

/**
 * @param {object} auth
 * @param {object} [options]
 */
export function planAuth(auth, options) {
  return core().planAuth(auth, options);
}
