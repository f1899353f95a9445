// @ts-check
import { AgentIdentityError } from "../error.js";

/** @typedef {import("../../types/index.js").AgentIdentityErrorCode} AgentIdentityErrorCode */

/**
 * What this comes to, for code of the host or the caller: whatever it throws is the cause of a refusal.
 * @template T
 * @param {AgentIdentityErrorCode} code
 * @param {string} message
 * @param {() => T} work
 * @returns {T}
 */
export function coded(code, message, work) {
  try {
    return work();
  } catch (cause) {
    throw new AgentIdentityError(code, message, cause);
  }
}

/**
 * The same for what comes later.
 * @template T
 * @param {AgentIdentityErrorCode} code
 * @param {string} message
 * @param {() => T} work
 * @returns {Promise<Awaited<T>>}
 */
export async function codedLater(code, message, work) {
  try {
    return await work();
  } catch (cause) {
    throw new AgentIdentityError(code, message, cause);
  }
}

/**
 * For what is asked of the host as a courtesy: whether it works, and when, is not waited for.
 * @param {() => unknown} work
 */
export async function quietly(work) {
  try {
    await work();
  } catch {}
}
