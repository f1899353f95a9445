// WebAssembly calls these functions: they join what goes in as one string, and take apart what comes out as one.
import { CodedError } from "./error.js";
import type { AgentIdentityErrorCode } from "./error-codes.js";
import { parseForeignObject } from "./foreign.js";
import type { Assertion, Verdict } from "./verification.js";

/**
 * Returns the same text with characters of its own. An engine may keep a slice as a reference to the text that it was cut
 * from, which then stays in memory as long as the slice does.
 */
const ownText = (slice: string): string => ` ${slice}`.slice(1);

/** The length of a timestamp such as `2026-11-22T06:16:09Z`. */
const TIMESTAMP_LENGTH = 20;
const SIGNATURE_LENGTH = 64;

/**
 * Makes an assertion of its parts. The first `:` of a signed text ends the runtime id, and its last 20 characters are
 * the timestamp.
 * @param issuedAt milliseconds since 1970
 * @param signature a view of the module's memory; its bytes are copied
 * @param unsignedMembers a JSON object, or an empty string
 */
export function makeAssertion(
  signedText: string,
  issuedAt: number,
  signature: Uint8Array,
  unsignedMembers: string,
): Assertion {
  const idEnd = signedText.indexOf(":");
  return {
    agentRuntimeId: ownText(signedText.slice(0, idEnd)),
    taskId: ownText(signedText.slice(idEnd + 1, -TIMESTAMP_LENGTH - 1)),
    timestamp: ownText(signedText.slice(-TIMESTAMP_LENGTH)),
    issuedAt: new Date(issuedAt),
    signature: signature.slice(),
    signedText,
    unsignedMembers: parseForeignObject(unsignedMembers === "" ? "{}" : unsignedMembers),
  };
}

/**
 * Joins some headers into one text, a line each. Returns `undefined` if one of them is not a string of at most
 * `longest` characters.
 */
export function joinHeaders(
  headers: readonly unknown[],
  start: number,
  end: number,
  longest: number,
): string | undefined {
  try {
    const lines = [];
    for (let index = start; index < end; index++) {
      // A hole must not be filled by a member of a polluted prototype.
      const header = Object.hasOwn(headers, index) && headers[index];
      if (typeof header !== "string" || header.length > longest) return undefined;
      lines.push(header);
    }
    return lines.join("\n");
  } catch {
    return undefined;
  }
}

/**
 * Adds one verdict for each of `times`.
 * @param text for each verdict the signed text and the unsigned members, or a code and a message
 * @param lengths the lengths of these, in UTF-16 code units
 * @param times when each assertion was issued; NaN for a refusal
 */
export function addVerdicts(
  verdicts: Verdict[],
  text: string,
  lengths: Uint32Array,
  times: Float64Array,
  signatures: Uint8Array,
): void {
  let end = 0;
  const take = (length = 0) => {
    end += length;
    return ownText(text.slice(end - length, end));
  };
  times.forEach((time, index) => {
    const first = take(lengths[2 * index]);
    const second = take(lengths[2 * index + 1]);
    const signature = signatures.subarray(SIGNATURE_LENGTH * index, SIGNATURE_LENGTH * (index + 1));
    verdicts.push(
      Number.isNaN(time)
        ? { ok: false, error: new CodedError(first as AgentIdentityErrorCode, second) }
        : { ok: true, assertion: makeAssertion(first, time, signature, second) },
    );
  });
}
