// @ts-check
import { AgentIdentityError } from "../error.js";
import { readMember } from "../options.js";
import { hostRuntime } from "./runtime.js";

/**
 * @typedef {object} Settings
 * @property {(url: string, init: RequestInit) => Promise<Response>} fetch
 * @property {number} timeoutMs
 * @property {number} retries
 * @property {typeof hostRuntime} runtime
 */

export const settingNames = /** @type {const} */ (["fetch", "timeoutMs", "retries", "runtime"]);

// What a timer can hold.
const LONGEST_TIMEOUT_MS = 2 ** 31 - 1;
const MOST_RETRIES = 10;

/**
 * @param {Partial<Record<typeof settingNames[number], unknown>>} given
 * @param {{ timeoutMs: number, retries: number }} defaults
 * @returns {Settings}
 */
export function readSettings(given, defaults) {
  const { fetch = globalThis.fetch, timeoutMs, retries, runtime = {} } = { ...defaults, ...given };
  return {
    fetch: functionOf(fetch, "fetch"),
    timeoutMs: wholeNumber(timeoutMs, "timeoutMs", 1, LONGEST_TIMEOUT_MS),
    retries: wholeNumber(retries, "retries", 0, MOST_RETRIES),
    runtime: readRuntime(runtime),
  };
}

/** @param {unknown} given */
function readRuntime(given) {
  if (typeof given !== "object" || given === null) {
    throw new AgentIdentityError("wrong_type", "runtime must be an object");
  }
  return {
    now: method(given, "now"),
    sleep: method(given, "sleep"),
    random: method(given, "random"),
  };
}

/**
 * @template {keyof typeof hostRuntime} Name
 * @param {any} owner
 * @param {Name} name
 * @returns {(typeof hostRuntime)[Name]}
 */
function method(owner, name) {
  const found = readMember(owner, name);
  return found === undefined ? hostRuntime[name] : functionOf(found, `runtime.${name}`).bind(owner);
}

/**
 * @param {any} value
 * @param {string} name
 */
function functionOf(value, name) {
  if (typeof value !== "function") throw new AgentIdentityError("wrong_type", `${name} must be a function`);
  return value;
}

/**
 * @param {unknown} value
 * @param {string} name
 * @param {number} least
 * @param {number} most
 */
function wholeNumber(value, name, least, most) {
  if (typeof value !== "number") throw new AgentIdentityError("wrong_type", `${name} must be a number`);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  const message = `${name} must be a whole number from ${least} to ${most}`;
  throw new AgentIdentityError("number_out_of_range", message);
}
