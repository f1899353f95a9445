import { CodedError } from "../error.js";
import { hostGlobal } from "../members.js";
import { readMember } from "../options.js";
import type { Fetch } from "./fetch.js";
import { coded, codedLater } from "./host.js";
import { Pauses } from "./pauses.js";
import { hostRuntime, type Runtime } from "./runtime.js";

/** How requests are sent. */
export interface SendOptions {
  /** `globalThis.fetch` unless given. */
  fetch?: Fetch;
  /** How long a request may take, with all of its answer; 30000 unless given, 15000 for {@link registerAgent}. */
  timeoutMs?: number;
  /**
   * How often a request is sent again, at most; 3 unless given, and never more than 10. What is sent again,
   * see {@link AgentTasks} and {@link registerAgent}. Before that comes what `Retry-After` asks for, up to
   * a minute, and a random part of half a second, a second, two seconds, … What an answer with 429 or 5xx asks for also
   * holds back every other request to the same authority by the same `fetch`.
   */
  retries?: number;
  runtime?: Runtime;
}

/** @internal */
export interface Settings {
  fetch: (url: string, init: RequestInit) => Promise<Response>;
  timeoutMs: number;
  retries: number;
  runtime: Required<Runtime>;
  pauses: Pauses;
}

/** @internal */
export const settingNames = ["fetch", "timeoutMs", "retries", "runtime"] as const;

// The longest time that a timer can hold.
const LONGEST_TIMEOUT_MS = 2 ** 31 - 1;
const MOST_RETRIES = 10;

/** @internal */
export function readSettings(
  given: Partial<Record<(typeof settingNames)[number], unknown>>,
  defaults: { timeoutMs: number; retries: number },
): Settings {
  const {
    fetch = hostGlobal("fetch"),
    timeoutMs = defaults.timeoutMs,
    retries = defaults.retries,
    runtime = {},
  } = given;
  const checkedFetch = functionOf(fetch, "fetch") as Settings["fetch"];
  return {
    fetch: checkedFetch,
    timeoutMs: wholeNumber(timeoutMs, "timeoutMs", 1, LONGEST_TIMEOUT_MS),
    retries: wholeNumber(retries, "retries", 0, MOST_RETRIES),
    runtime: readRuntime(runtime),
    pauses: Pauses.of(checkedFetch),
  };
}

function readRuntime(given: unknown): Required<Runtime> {
  if (typeof given !== "object" || given === null) {
    throw new CodedError("wrong_type", "runtime must be an object");
  }
  const now = method(given, "now");
  const random = method(given, "random");
  const sleep = method(given, "sleep");
  return {
    now: () => numberOf(now(), "what runtime.now gives", Number.isFinite, "finite"),
    random: () => numberOf(random(), "what runtime.random gives", isChance, "from 0 up to 1"),
    sleep: (ms, signal) => sleepOf(sleep(ms, signal)),
  };
}

function method(
  owner: Partial<Record<keyof Runtime, unknown>>,
  name: keyof Runtime,
): (...args: unknown[]) => unknown {
  const given = readMember(owner, name);
  const found = given === undefined ? hostRuntime[name] : functionOf(given, `runtime.${name}`);
  return (...args) => coded("wrong_type", `runtime.${name} failed`, () => Reflect.apply(found, owner, args));
}

function isChance(value: number): boolean {
  return value >= 0 && value < 1;
}

/** Requires a promise: without one to wait for, a time-out would take effect at once or never. */
function sleepOf(sleep: unknown): Promise<void> {
  const message = "what runtime.sleep gives must be a promise";
  const then = coded("wrong_type", message, () => typeof (sleep as Promise<void> | undefined)?.then);
  if (then !== "function") throw new CodedError("wrong_type", message);
  return codedLater("wrong_type", "runtime.sleep failed", () => sleep as Promise<void>);
}

/** @internal */
// biome-ignore lint/complexity/noBannedTypes: any function will do.
export function functionOf(value: unknown, name: string): Function {
  if (typeof value !== "function") throw new CodedError("wrong_type", `${name} must be a function`);
  return value;
}

/** @internal */
export function wholeNumber(value: unknown, name: string, least: number, most: number): number {
  const isIt = (number: number) => Number.isInteger(number) && number >= least && number <= most;
  return numberOf(value, name, isIt, `a whole number from ${least} to ${most}`);
}

function numberOf(value: unknown, name: string, isIt: (value: number) => boolean, wanted: string): number {
  if (typeof value !== "number") throw new CodedError("wrong_type", `${name} must be a number`);
  if (isIt(value)) return value;
  throw new CodedError("number_out_of_range", `${name} must be ${wanted}`);
}
