// @ts-check
import { rawPublicKey } from "./agent-public-key.js";
import { AgentIdentityError } from "./error.js";
import { core } from "./load.js";
import { readOptions } from "./options.js";

/** Of one key. */
const BYTES = 32;
const MOST_KEYS = 1000;

/**
 * @param {string} text
 * @param {object} [options]
 */
export function inspectAssertion(text, options) {
  try {
    const { publicKey, otherPublicKeys = [] } = readOptions(options, ["publicKey", "otherPublicKeys"]);
    const key = publicKey === undefined ? [] : [publicKey];
    return core().inspectAssertion(text, bytesOf(key), bytesOf(otherPublicKeys), options);
  } catch (error) {
    return refusal(/** @type {AgentIdentityError} */ (error));
  }
}

/** @param {unknown[]} keys */
function bytesOf(keys) {
  if (!Array.isArray(keys) || keys.length > MOST_KEYS) {
    const message = `otherPublicKeys must be an array of at most ${MOST_KEYS} keys`;
    throw new AgentIdentityError("wrong_type", message);
  }
  const bytes = new Uint8Array(keys.length * BYTES);
  for (const [index, key] of keys.entries()) bytes.set(rawPublicKey(key).toBytes(), index * BYTES);
  return bytes;
}

/**
 * Whatever is refused before there is anything to inspect is the one finding.
 * @param {AgentIdentityError} error
 */
function refusal({ code, message }) {
  const findings = [{ severity: "error", code, message }];
  return { valid: false, signature: "unchecked", freshness: "unknown", findings };
}
