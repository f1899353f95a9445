import { type AgentPublicKey, rawPublicKey } from "./agent-public-key.js";
import { isAgentIdentityError } from "./error.js";
import type { AgentIdentityErrorCode } from "./error-codes.js";
import { core } from "./load.js";
import { readList, readOptions, refuseUnknown } from "./options.js";
import { type Assertion, VERIFY_OPTIONS, type VerifyOptions } from "./verification.js";

/** How an assertion stood in a text, or what is odd about it; refusals have an {@link AgentIdentityErrorCode}. */
export type InspectionNoteCode =
  /** A token without its scheme. */
  | "form_token"
  /** `Authorization: …`. */
  | "form_header_line"
  /** A curl command. */
  | "form_curl"
  /** Some other text; its first assertion is inspected. */
  | "form_embedded"
  /** More assertions follow the one that was inspected. */
  | "assertions_several"
  /** Not written `AgentAssertion`. */
  | "scheme_case"
  /** Several spaces after the scheme. */
  | "scheme_spaces"
  /** Something other than a space stands between scheme and token. */
  | "scheme_separator"
  /** The assertion goes over several lines, which were joined. */
  | "token_wrapped"
  /** Colours of a terminal or characters without width stand in the assertion, and were left out. */
  | "token_invisible"
  /** Characters of the assertion are written as escapes, which were decoded. */
  | "token_escaped"
  /** Underscores around the assertion, which mark emphasis, were left out. */
  | "token_emphasised"
  /** A mark such as `[Redacted]` stands in place of the token. */
  | "token_redacted"
  /** The text shows only the beginning of the token. */
  | "token_truncated"
  /** A member beyond the four. */
  | "unsigned_member"
  /** A colon in the runtime id. */
  | "signed_text_ambiguous"
  /** Not by the key given, but by one of the others. */
  | "other_key_matches"
  /** Escapes that are not needed. */
  | "json_escapes"
  /** White space between members. */
  | "json_white_space"
  /** Not sorted by name, as the Codex client writes them. */
  | "member_order";

/** One thing worth knowing. */
export interface Finding {
  /** `error`: a verifier refuses it. `warning`: accepted, but not to be relied on. `info`: merely odd. */
  severity: "error" | "warning" | "info";
  /** An error code, or that of a note. `adviceFor` of `agent-identity-wasm/advice` explains each. */
  code: AgentIdentityErrorCode | InspectionNoteCode;
  /** The finding as a sentence: what is wrong, and where. */
  message: string;
  /** The place of the finding, if it has one: a range of UTF-16 code units in the input or in the decoded JSON. */
  span?: { in: "text" | "json"; start: number; end: number };
}

/** An explanation of a text and of the assertion in it. */
export interface Inspection {
  /** True if {@link verifyAssertion} accepts it with the key given. Without a key it is false. */
  valid: boolean;
  /** Whether `publicKey` made the signature. `unchecked`: no key was given, or the assertion cannot be read. */
  signature: "valid" | "invalid" | "unchecked";
  /** Fingerprint of the key that made the signature, if it is `publicKey` or one of `otherPublicKeys`. */
  signedBy?: string;
  /** How the timestamp compares with `now`. `unknown`: it cannot be read. */
  freshness: "fresh" | "expired" | "future" | "unknown";
  /**
   * The header's value that was judged: as it was written or, for a bare token, with its scheme. Line breaks, colours and
   * escapes of the text are not in it; a finding names each kind that was left out.
   */
  header?: string;
  /** The decoded token, if it is UTF-8. */
  json?: string;
  /** The parts of the assertion that could be read. */
  assertion?: Partial<Assertion>;
  /** The age of the assertion. It is negative if the timestamp lies ahead of the clock. */
  ageSeconds?: number;
  /**
   * Errors first, in the order of the checks; then warnings; then what is merely odd. Of one code at most 20 are listed;
   * the last then says how many more there are.
   */
  findings: Finding[];
}

const BYTES_PER_KEY = 32;
const MOST_KEYS = 1000;

/**
 * Says what a text is and everything worth knowing about it. It takes a bare token, a header value, a header
 * line, a `curl` command, or a longer text with one of these in it, up to 1 MiB. It never throws.
 *
 * It finds the assertion however the text was copied: in quotes or brackets, with escapes, colours or carets around it,
 * wrapped over lines. {@link extractAssertions} finds the same.
 *
 * @param options.publicKey the key that it should be signed by
 * @param options.otherPublicKeys up to a thousand keys to look among where it is not. They make nothing valid: a
 * match is a finding, and the inspection's `signedBy`.
 *
 * @example
 * ```js
 * import { AgentIdentity, AgentKey, inspectAssertion } from "agent-identity-wasm";
 *
 * const agent = new AgentIdentity("agent-1", AgentKey.generate());
 * const command = `curl -H 'Authorization: ${agent.authorizationHeader("task-1")}' https://a.example`;
 * const inspection = inspectAssertion(command, { publicKey: agent.publicKey });
 * console.log(inspection.valid, inspection.assertion?.taskId); // true task-1
 * console.log(inspection.findings.map((finding) => finding.code)); // [ 'form_curl' ]
 * ```
 */
export function inspectAssertion(
  text: string,
  options?: VerifyOptions & { publicKey?: AgentPublicKey; otherPublicKeys?: readonly AgentPublicKey[] },
): Inspection {
  try {
    refuseUnknown(options, INSPECT_OPTIONS);
    return core().inspectAssertion(text, ...keysOf(options), options);
  } catch (error) {
    return { valid: false, signature: "unchecked", freshness: "unknown", findings: [refusalOf(error)] };
  }
}

/** @internal */
export const INSPECT_OPTIONS = [...VERIFY_OPTIONS, "publicKey", "otherPublicKeys"];

/**
 * Reads the options `publicKey` and `otherPublicKeys`, each as the bytes of its keys.
 * @internal
 */
export function keysOf(options: unknown): [key: Uint8Array, others: Uint8Array] {
  const { publicKey, otherPublicKeys = [] } = readOptions(options, ["publicKey", "otherPublicKeys"]);
  const key = publicKey === undefined ? [] : [publicKey];
  return [bytesOf(key), bytesOf(readList(otherPublicKeys, "otherPublicKeys", MOST_KEYS))];
}

function bytesOf(keys: unknown[]): Uint8Array {
  const bytes = new Uint8Array(keys.length * BYTES_PER_KEY);
  keys.forEach((key, index) => {
    bytes.set(rawPublicKey(key).toBytes(), index * BYTES_PER_KEY);
  });
  return bytes;
}

/**
 * Makes a finding of the error that prevented an inspection.
 * @internal
 */
export function refusalOf(error: unknown): Finding {
  const { code, message } = isAgentIdentityError(error) ? error : UNREADABLE;
  return { severity: "error", code, message };
}

/** The finding for an error of the host, a stack overflow for example. */
const UNREADABLE = { code: "wrong_type", message: "the arguments cannot be read" } as const;
