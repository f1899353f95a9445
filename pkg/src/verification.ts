import { type AgentPublicKey, rawPublicKey } from "./agent-public-key.js";
import type { AgentIdentityError } from "./error.js";
import { core } from "./load.js";
import type { Time } from "./time.js";

/** The contents of an assertion. */
export interface Assertion {
  agentRuntimeId: string;
  taskId: string;
  /** The timestamp as it was signed: `2026-11-22T06:16:09Z`. */
  timestamp: string;
  issuedAt: Date;
  /** 64 bytes, R ‖ S (RFC 8032 §5.1.6). */
  signature: Uint8Array;
  /** The text that the signature covers: `<agent_runtime_id>:<task_id>:<timestamp>`. */
  signedText: string;
  /** Members of the envelope beyond the four. Nothing covers them: do not rely on them. */
  unsignedMembers: Record<string, unknown>;
}

/**
 * The window includes both ends. Seconds may be fractional, from 0 to 315,569,519,999, with millisecond precision.
 */
export interface VerifyOptions {
  /** The verifier's clock; the host's unless given. */
  now?: Time;
  /** How old the timestamp may be; 300 unless given. */
  maxAgeSeconds?: number;
  /** How far ahead of the clock it may be; 300 unless given. */
  maxSkewSeconds?: number;
  /** The only agent that is accepted. */
  expectedAgentRuntimeId?: string;
  /** The only task that is accepted. */
  expectedTaskId?: string;
}

/**
 * Reads a header without judging its signature or its age: nothing it says is proven.
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
 * Reads a header and throws unless every check passes: form, signature (strictly: canonical S, no points of
 * small order), freshness, expected ids, in this order.
 *
 * A captured header passes until it is stale: the protocol has no nonce. Use TLS and keep the window small.
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
  return core().verifyAssertion(header, rawPublicKey(publicKey), options);
}

/** The result for one header of a batch. */
export type Verdict = { ok: true; assertion: Assertion } | { ok: false; error: AgentIdentityError };

/**
 * Does the same as {@link verifyAssertion} for up to a million headers of one key, and returns a verdict for each, in
 * order. A bad header does not throw, nor does one that cannot be read (`wrong_type`). A bad key, option or list does.
 *
 * A key that has verified 24 headers, here or one by one, gets a table that halves the time of the next ones. The
 * 32 keys that were used last can have one, of 220 KB each: 7 MB of WebAssembly memory at most.
 *
 * @example
 * ```js
 * import { AgentIdentity, AgentKey, verifyAssertions } from "agent-identity-wasm";
 *
 * const agent = new AgentIdentity("agent-1", AgentKey.generate());
 * const verdicts = verifyAssertions([agent.authorizationHeader("task-1"), "rubbish"], agent.publicKey);
 * console.log(verdicts.map((verdict) => verdict.ok)); // [ true, false ]
 * ```
 */
export function verifyAssertions(
  headers: readonly string[],
  publicKey: AgentPublicKey,
  options?: VerifyOptions,
): Verdict[] {
  return core().verifyAssertions(headers, rawPublicKey(publicKey), options);
}
