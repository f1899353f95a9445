// @ts-check
import { rawPublicKey } from "./agent-public-key.js";
import { core } from "./load.js";
import { readMember } from "./options.js";

/**
 * @param {string} text
 * @param {{ publicKey?: import("./agent-public-key.js").AgentPublicKey }} [options]
 */
export function inspectAssertion(text, options) {
  try {
    const publicKey = options === undefined ? undefined : readMember(options, "publicKey");
    if (publicKey === undefined) return core().inspectAssertion(text, options);
    return core().inspectAssertionWithKey(text, rawPublicKey(publicKey), options);
  } catch (error) {
    return refusal(/** @type {import("./error.js").AgentIdentityError} */ (error));
  }
}

/**
 * Whatever is refused before there is anything to inspect is the one finding.
 * @param {import("./error.js").AgentIdentityError} error
 */
function refusal({ code, message }) {
  const findings = [{ severity: "error", code, message }];
  return { valid: false, signature: "unchecked", freshness: "unknown", findings };
}
