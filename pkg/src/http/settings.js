// @ts-check
import { AgentIdentityError } from "../error.js";
import { readMember } from "../options.js";
import { coded, codedLater } from "./host.js";
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

/**
 * @param {any} given
 * @returns {typeof hostRuntime}
 */
function readRuntime(given) {
  if (typeof given !== "object" || given === null) {
    throw new AgentIdentityError("wrong_type", "runtime must be an object");
  }
  const [now, random, sleep] = [method(given, "now"), method(given, "random"), method(given, "sleep")];
  return {
    now: () => numberOf(now(), "what runtime.now gives", Number.isFinite, "finite"),
    random: () => numberOf(random(), "what runtime.random gives", isChance, "from 0 up to 1"),
    sleep: (ms, signal) => sleepOf(sleep(ms, signal)),
  };
}

/**
 * @param {any} owner
 * @param {keyof typeof hostRuntime} name
 * @returns {(...args: unknown[]) => unknown}
 */
function method(owner, name) {
  const given = readMember(owner, name);
  const found = given === undefined ? hostRuntime[name] : functionOf(given, `runtime.${name}`);
  return (...args) => coded("wrong_type", `runtime.${name} failed`, () => Reflect.apply(found, owner, args));
}

/** @param {number} value */
function isChance(value) {
  return value >= 0 && value < 1;
}

/**
 * Without a promise to wait for, a time-out would hold at once or never.
 * @param {any} sleep
 * @returns {Promise<void>}
 */
function sleepOf(sleep) {
  const message = "what runtime.sleep gives must be a promise";
  if (coded("wrong_type", message, () => typeof sleep?.then) !== "function") {
    throw new AgentIdentityError("wrong_type", message);
  }
  return codedLater("wrong_type", "runtime.sleep failed", () => sleep);
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
  /** @param {number} number */
  const isIt = (number) => Number.isInteger(number) && number >= least && number <= most;
  return numberOf(value, name, isIt, `a whole number from ${least} to ${most}`);
}

/**
 * @param {unknown} value
 * @param {string} name
 * @param {(value: number) => boolean} isIt
 * @param {string} wanted
 */
function numberOf(value, name, isIt, wanted) {
  if (typeof value !== "number") throw new AgentIdentityError("wrong_type", `${name} must be a number`);
  if (isIt(value)) return value;
  throw new AgentIdentityError("number_out_of_range", `${name} must be ${wanted}`);
}
