import { type AgentPublicKey, rawPublicKey } from "./agent-public-key.js";
import { core } from "./load.js";
import type { Time } from "./time.js";

/**
 * For whoever plays the authority: checks the body of a task registration; form, signature, freshness.
 *
 * @returns the signed timestamp, and the reference, which the signature does not cover and the released client does not
 *   send: it is the public design's form
 * @throws {@link AgentIdentityError} the first check that fails
 *
 * @example
 * ```js
 * import { AgentIdentity, AgentKey, verifyTaskRegistration } from "agent-identity-wasm";
 *
 * const agent = new AgentIdentity("agent-1", AgentKey.generate());
 * const { body } = agent.taskRegistrationRequest({ externalTaskRef: "thread-7" });
 * console.log(verifyTaskRegistration(body, "agent-1", agent.publicKey).externalTaskRef); // thread-7
 * ```
 */
export function verifyTaskRegistration(
  body: string | object,
  agentRuntimeId: string,
  publicKey: AgentPublicKey,
  options?: { now?: Time; maxAgeSeconds?: number; maxSkewSeconds?: number },
): { timestamp: string; externalTaskRef?: string } {
  return core().verifyTaskRegistration(body, agentRuntimeId, rawPublicKey(publicKey), options);
}

/**
 * For whoever plays the authority: seals a task id so that only the agent can read it (libsodium's
 * `crypto_box_seal`, in base64).
 *
 * @throws {@link AgentIdentityError} `task_id_invalid`, `random_unavailable`
 *
 * @example
 * ```js
 * import { AgentIdentity, AgentKey, sealTaskId } from "agent-identity-wasm";
 *
 * const agent = new AgentIdentity("agent-1", AgentKey.generate());
 * const answer = { encrypted_task_id: sealTaskId("task-1", agent.publicKey) };
 * console.log(agent.readTaskRegistrationResponse(answer).taskId); // task-1
 * ```
 */
export function sealTaskId(taskId: string, publicKey: AgentPublicKey): string {
  return core().sealTaskId(taskId, rawPublicKey(publicKey));
}
