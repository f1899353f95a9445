// @ts-check
import { rawPublicKey } from "./agent-public-key.js";
import { core } from "./load.js";
import { readMember } from "./options.js";

/** @typedef {import("./agent-public-key.js").AgentPublicKey} AgentPublicKey */

/** @param {string} header */
export function parseAssertion(header) {
  return core().parseAssertion(header);
}

/**
 * @param {string} header
 * @param {AgentPublicKey} publicKey
 * @param {object} [options]
 */
export function verifyAssertion(header, publicKey, options) {
  return core().verifyAssertion(header, rawPublicKey(publicKey), options);
}

/**
 * @param {readonly string[]} headers
 * @param {AgentPublicKey} publicKey
 * @param {object} [options]
 */
export function verifyAssertions(headers, publicKey, options) {
  return core().verifyAssertions(headers, rawPublicKey(publicKey), options);
}

/** @param {{ publicKey: AgentPublicKey }} options */
export function agentRegistrationRequest(options) {
  const publicKey = rawPublicKey(readMember(options, "publicKey"), "publicKey");
  return core().agentRegistrationRequest(options, publicKey);
}

/** @param {string | object} body */
export function readAgentRegistrationResponse(body) {
  return core().readAgentRegistrationResponse(body);
}

/**
 * @param {string | object} body
 * @param {string} agentRuntimeId
 * @param {AgentPublicKey} publicKey
 * @param {object} [options]
 */
export function verifyTaskRegistration(body, agentRuntimeId, publicKey, options) {
  return core().verifyTaskRegistration(body, agentRuntimeId, rawPublicKey(publicKey), options);
}

/**
 * @param {string} taskId
 * @param {AgentPublicKey} publicKey
 */
export function sealTaskId(taskId, publicKey) {
  return core().sealTaskId(taskId, rawPublicKey(publicKey));
}

/**
 * @param {string} [environmentOrBaseUrl]
 * @param {object} [overrides]
 */
export function endpoints(environmentOrBaseUrl, overrides) {
  const found = core().endpoints(environmentOrBaseUrl, overrides);
  return {
    ...found,
    /** @param {string} agentRuntimeId */
    taskRegistrationUrl: (agentRuntimeId) => core().taskRegistrationUrl(found, agentRuntimeId),
  };
}
