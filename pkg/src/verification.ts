import { type AgentPublicKey, rawPublicKey } from "./agent-public-key.js";
import { type AgentIdentityError, CodedError } from "./error.js";
import { isLatest, keepLatest } from "./latest-assertion.js";
import { core } from "./load.js";
import { readMember, readOptions, refuseUnknown } from "./options.js";
import type { Time } from "./time.js";

/** The contents of an assertion. */
export interface Assertion {
  /** The agent that signed. */
  agentRuntimeId: string;
  /** The task that the agent signed for. */
  taskId: string;
  /** The timestamp as it was signed: `2026-11-22T06:16:09Z`. */
  timestamp: string;
  /** The timestamp as a date. */
  issuedAt: Date;
  /** 64 bytes, R ‖ S (RFC 8032 §5.1.6). */
  signature: Uint8Array;
  /** The text that the signature covers: `<agent_runtime_id>:<task_id>:<timestamp>`. */
  signedText: string;
  /**
   * Members of the envelope beyond the four. The signature does not cover them: do not rely on them. The object and
   * those inside it have no prototype, so a member called `hasOwnProperty` or `__proto__` is a member like any other.
   */
  unsignedMembers: Record<string, unknown>;
}

/**
 * The window includes both ends. Seconds may be fractional, from 0 to 315,569,519,999, with millisecond precision.
 */
export interface FreshnessOptions {
  /** The verifier's clock; the host's unless given. */
  now?: Time;
  /** The greatest age of the timestamp, in seconds; 300 by default. */
  maxAgeSeconds?: number;
  /** The greatest distance of the timestamp ahead of the clock, in seconds; 300 by default. */
  maxSkewSeconds?: number;
}

const FRESHNESS_OPTIONS = ["now", "maxAgeSeconds", "maxSkewSeconds"] as const;

/** @internal */
export const VERIFY_OPTIONS = [...FRESHNESS_OPTIONS, "expectedAgentRuntimeId", "expectedTaskId"];

/**
 * The conditions under which a verifier accepts an assertion. A member of another name is refused as `wrong_type`, because a
 * misspelt condition would accept too much. A member that is `undefined` counts as not given.
 */
export interface VerifyOptions extends FreshnessOptions {
  /** The only agent that is accepted. */
  expectedAgentRuntimeId?: string;
  /** The only task that is accepted. */
  expectedTaskId?: string;
}

/**
 * Reads a header without checking its signature or its age. Nothing that the header claims is proven.
 *
 * @throws {@link AgentIdentityError} the first of the checks of form that fails
 *
 * @example
 * ```js
 * import { AgentIdentity, AgentKey, parseAssertion } from "agent-identity-wasm";
 *
 * const header = new AgentIdentity("agent-1", AgentKey.generate()).authorizationHeader("task-1", { now: 0 });
 * console.log(parseAssertion(header).signedText); // agent-1:task-1:1970-01-01T00:00:00Z
 * ```
 */
export function parseAssertion(header: string): Assertion {
  return core().parseAssertion(header);
}

/**
 * Reads a header and checks its form, its signature (strictly: canonical S, no points of small order), its freshness
 * and the expected ids, in this order. Throws if a check fails.
 *
 * A captured header passes until it expires, because the protocol does not have a nonce. Use TLS and keep the window
 * small.
 *
 * @throws {@link AgentIdentityError} the first check that fails
 *
 * @example
 * ```js
 * import { AgentIdentity, AgentKey, isAgentIdentityError, verifyAssertion } from "agent-identity-wasm";
 *
 * const agent = new AgentIdentity("agent-1", AgentKey.generate());
 * const header = agent.authorizationHeader("task-1", { now: Date.now() - 301_000 });
 * try {
 *   verifyAssertion(header, agent.publicKey, { expectedTaskId: "task-1" });
 * } catch (error) {
 *   console.log(isAgentIdentityError(error) && error.code); // timestamp_expired
 * }
 * ```
 */
export function verifyAssertion(
  header: string,
  publicKey: AgentPublicKey,
  options?: VerifyOptions,
): Assertion {
  refuseUnknown(options, VERIFY_OPTIONS);
  return core().verifyAssertion(header, rawPublicKey(publicKey), options);
}

/**
 * Reads a header as {@link parseAssertion} does, and judges its age as well, but not its signature. With {@link
 * isSignedBy} it makes up a verifier that looks up the key after it has read the header, as that of
 * `agent-identity-wasm/gateway`.
 *
 * @throws {@link AgentIdentityError} the first of the checks of form that fails; `timestamp_expired`,
 * `timestamp_in_future`
 *
 * @example
 * ```js
 * import { AgentIdentity, AgentKey, parseFreshAssertion } from "agent-identity-wasm";
 *
 * const header = new AgentIdentity("agent-1", AgentKey.generate()).authorizationHeader("task-1", { now: 0 });
 * console.log(parseFreshAssertion(header, { now: 300_000 }).agentRuntimeId); // agent-1
 * ```
 */
export function parseFreshAssertion(header: string, options?: FreshnessOptions): Assertion {
  refuseUnknown(options, FRESHNESS_OPTIONS);
  const { now, maxAgeSeconds, maxSkewSeconds } = readOptions(options, FRESHNESS_OPTIONS);
  return keepLatest(() => core().parseFreshAssertion(header, maxAgeSeconds, maxSkewSeconds, now));
}

/**
 * Returns true if the key made the signature of an assertion that was parsed. It judges nothing else, not even the age:
 * see {@link parseFreshAssertion}. The ids and the timestamp count, not `signedText`.
 *
 * @throws {@link AgentIdentityError} if a member of the assertion is not what {@link parseAssertion} returns; `freed`
 *
 * @example
 * ```js
 * import { AgentIdentity, AgentKey, isSignedBy, parseFreshAssertion } from "agent-identity-wasm";
 *
 * const agent = new AgentIdentity("agent-1", AgentKey.generate());
 * const assertion = parseFreshAssertion(agent.authorizationHeader("task-1"));
 * console.log(isSignedBy(assertion, agent.publicKey)); // true
 * console.log(isSignedBy({ ...assertion, taskId: "task-2" }, agent.publicKey)); // false
 * ```
 */
export function isSignedBy(assertion: Assertion, publicKey: AgentPublicKey): boolean {
  const { fields, signature } = partsOf(assertion);
  return core().isSignedBy(fields, signature, rawPublicKey(publicKey));
}

/**
 * Returns the id by which a guard against replays knows an assertion: base64url(SHA-256(public key ‖ signed text)), 43
 * characters. Returns `undefined` if {@link isSignedBy} is false, because only a verified assertion is worth
 * remembering. Another encoding of the same envelope has the same id.
 *
 * @throws {@link AgentIdentityError} as {@link isSignedBy}
 *
 * @example
 * ```js
 * import { AgentIdentity, AgentKey, parseFreshAssertion, replayId } from "agent-identity-wasm";
 *
 * const agent = new AgentIdentity("agent-1", AgentKey.generate());
 * const assertion = parseFreshAssertion(agent.authorizationHeader("task-1"));
 * console.log(replayId(assertion, agent.publicKey).length); // 43
 * ```
 */
export function replayId(assertion: Assertion, publicKey: AgentPublicKey): string | undefined {
  const { fields, signature } = partsOf(assertion);
  return core().replayId(fields, signature, rawPublicKey(publicKey));
}

/**
 * Returns what is signed as one string, a line for each part (no id contains the end of a line), and the signature; both
 * undefined, if the module still has exactly these. A missing member would be that of a polluted `Object.prototype`.
 */
function partsOf(assertion: Assertion): { fields: string | undefined; signature: unknown } {
  const agentRuntimeId = readMember(assertion, "agentRuntimeId");
  const taskId = readMember(assertion, "taskId");
  const timestamp = readMember(assertion, "timestamp");
  const signature = readMember(assertion, "signature");
  const parts = { agentRuntimeId, taskId, timestamp, signature };
  if (isLatest(parts)) return { fields: undefined, signature: undefined };
  const fields = [agentRuntimeId, taskId, timestamp];
  if (fields.every((part) => typeof part === "string")) return { fields: fields.join("\n"), signature };
  throw new CodedError("wrong_type", "the assertion must be one that parseAssertion returned");
}

/**
 * The result for one header of a batch. A structured clone of an error loses its code: to post a verdict to another
 * thread, replace its error by `error.toJSON()`.
 */
export type Verdict = { ok: true; assertion: Assertion } | { ok: false; error: AgentIdentityError };

/**
 * Does the same as {@link verifyAssertion} for up to 10,000 headers of one key, and returns a verdict for each, in
 * order. A bad header does not throw, nor does one that cannot be read (`wrong_type`). A bad key, option or list does,
 * and so does a longer list (`number_out_of_range`).
 *
 * Nothing else runs until it returns. To verify more headers, or to leave time for other work, call it for one part of
 * the list after the other, as below.
 *
 * A key that has verified 24 headers, here or one by one, gets a table that halves the time of the next ones. The
 * 64 keys that are used most can have one, of 220 KB each: 14 MB of WebAssembly memory at most.
 *
 * @example
 * ```js
 * import { AgentIdentity, AgentKey, verifyAssertions } from "agent-identity-wasm";
 *
 * const agent = new AgentIdentity("agent-1", AgentKey.generate());
 * const verdicts = verifyAssertions([agent.authorizationHeader("task-1"), "rubbish"], agent.publicKey);
 * console.log(verdicts.map((verdict) => verdict.ok)); // [ true, false ]
 *
 * async function verifyMany(headers, publicKey) {
 *   const now = Date.now(); // one clock reading for all, so that a long run does not age the last ones
 *   const verdicts = [];
 *   for (let start = 0; start < headers.length; start += 1000) {
 *     verdicts.push(...verifyAssertions(headers.slice(start, start + 1000), publicKey, { now }));
 *     await new Promise((resolve) => setTimeout(resolve)); // other work runs here
 *   }
 *   return verdicts;
 * }
 * const many = Array.from({ length: 2500 }, () => agent.authorizationHeader("task-1"));
 * console.log((await verifyMany(many, agent.publicKey)).length); // 2500
 * ```
 */
export function verifyAssertions(
  headers: readonly string[],
  publicKey: AgentPublicKey,
  options?: VerifyOptions,
): Verdict[] {
  refuseUnknown(options, VERIFY_OPTIONS);
  return core().verifyAssertions(headers, rawPublicKey(publicKey), options);
}
