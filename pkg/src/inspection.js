// @ts-check
import { rawPublicKey } from "./agent-public-key.js";
import { isAgentIdentityError } from "./error.js";
import { core } from "./load.js";
import { readList, readOptions } from "./options.js";

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
    const others = readList(otherPublicKeys, "otherPublicKeys", MOST_KEYS);
    return core().inspectAssertion(text, bytesOf(key), bytesOf(others), options);
  } catch (error) {
    return refusal(error);
  }
}

/** @param {unknown[]} keys */
function bytesOf(keys) {
  const bytes = new Uint8Array(keys.length * BYTES);
  keys.forEach((key, index) => {
    bytes.set(rawPublicKey(key).toBytes(), index * BYTES);
  });
  return bytes;
}

/**
 * Whatever is refused before there is anything to inspect is the one finding.
 * @param {unknown} error
 */
function refusal(error) {
  const { code, message } = isAgentIdentityError(error) ? error : UNREADABLE;
  const findings = [{ severity: "error", code, message }];
  return { valid: false, signature: "unchecked", freshness: "unknown", findings };
}

/** Of what the host throws: no room on the stack, for example. */
const UNREADABLE = { code: "wrong_type", message: "the arguments cannot be read" };
