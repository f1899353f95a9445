// @ts-check
// Called by WebAssembly: what crosses its border in one piece is put together and taken apart here.
import { AgentIdentityError } from "./error.js";

/** @typedef {import("../types/index.js").AgentIdentityErrorCode} AgentIdentityErrorCode */
/** @typedef {import("../types/index.js").Verdict} Verdict */

/** Of `2026-11-22T06:16:09Z`. */
const TIMESTAMP_LENGTH = 20;
const SIGNATURE_LENGTH = 64;

/**
 * The first `:` of a signed text ends the runtime id, and its last 20 characters are the timestamp.
 * @param {string} signedText
 * @param {number} issuedAt milliseconds since 1970
 * @param {Uint8Array} signature its bytes are copied
 * @param {string} unsignedMembers a JSON object, or nothing
 */
export function makeAssertion(signedText, issuedAt, signature, unsignedMembers) {
  const idEnd = signedText.indexOf(":");
  return {
    agentRuntimeId: signedText.slice(0, idEnd),
    taskId: signedText.slice(idEnd + 1, -TIMESTAMP_LENGTH - 1),
    timestamp: signedText.slice(-TIMESTAMP_LENGTH),
    issuedAt: new Date(issuedAt),
    signature: signature.slice(),
    signedText,
    // `JSON.parse` makes every member the object's own, `__proto__` too.
    unsignedMembers: unsignedMembers === "" ? {} : JSON.parse(unsignedMembers),
  };
}

/**
 * Some headers in one text, a line each; nothing where they are not all strings of at most `longest` characters.
 * @param {readonly unknown[]} headers
 * @param {number} start
 * @param {number} end
 * @param {number} longest
 */
export function joinHeaders(headers, start, end, longest) {
  try {
    const lines = [];
    for (let index = start; index < end; index++) {
      const header = headers[index];
      if (typeof header !== "string" || header.length > longest) return undefined;
      lines.push(header);
    }
    return lines.join("\n");
  } catch {
    return undefined;
  }
}

/**
 * Adds one verdict for each of `times`: of an assertion when it was issued, of a refusal not a number.
 * @param {Verdict[]} verdicts
 * @param {string} text for each verdict the signed text and the unsigned members, or a code and a message
 * @param {Uint32Array} lengths of these, in `text`
 * @param {Float64Array} times
 * @param {Uint8Array} signatures
 */
export function addVerdicts(verdicts, text, lengths, times, signatures) {
  let end = 0;
  const take = (/** @type {number | undefined} */ length = 0) => {
    end += length;
    return text.slice(end - length, end);
  };
  times.forEach((time, index) => {
    const [first, second] = [take(lengths[2 * index]), take(lengths[2 * index + 1])];
    const signature = signatures.subarray(SIGNATURE_LENGTH * index, SIGNATURE_LENGTH * (index + 1));
    verdicts.push(
      Number.isNaN(time)
        ? { ok: false, error: new AgentIdentityError(/** @type {AgentIdentityErrorCode} */ (first), second) }
        : { ok: true, assertion: makeAssertion(first, time, signature, second) },
    );
  });
}
