import { type Challenge, challengeOf } from "./challenge.js";
import { clockOf } from "./clock.js";
import { CodedError } from "./error.js";
import { isolatesRequests } from "./host.js";
import type { KeyDirectoryOptions } from "./key-directory.js";
import type { KeysOf } from "./keys.js";
import { namesOf, readCount, readNumber, readOptions, refuseUnknown } from "./options.js";
import { isReplayGuard, ReplayGuard } from "./replay-guard.js";

export interface AssertionVerifierOptions {
  keysOf: KeysOf;
  /** How old a timestamp may be; 300 unless given. */
  maxAgeSeconds?: number;
  /** How far ahead of the clock a timestamp may be; 300 unless given. */
  maxSkewSeconds?: number;
  /**
   * How many agents that made a valid signature are cached, and how many others, unknown ones among them; 10000 unless given.
   */
  maxAgents?: number;
  /** How many look-ups run at once; 100 unless given. Beyond that, the answer is 503. */
  maxLookups?: number;
  /** How long keys are used, counted from the start of their look-up; 60000 unless given. */
  keysMaxAgeMs?: number;
  /** For how long an unknown agent is not looked up again; 1000 unless given. */
  unknownMaxAgeMs?: number;
  /** How much time is between two refreshes of one agent, from start to start; 5000 unless given. */
  cooldownMs?: number;
  /** How long a look-up, and the replay store, may take; 5000 unless given. */
  timeoutMs?: number;
  /** A guard in this process's memory unless given; `false` turns it off. */
  replays?: ReplayGuard | false;
  /** The `realm` of challenges. Everything but printable ASCII is percent-encoded. */
  realm?: string;
  /** The clock, in milliseconds since 1970: it governs freshness, caches and replays. The host's unless given. */
  now?(): number;
}

/**
 * The options of a verifier after they were checked.
 * @internal
 */
export interface Settings {
  maxAgeSeconds: number;
  maxSkewSeconds: number;
  timeoutMs: number;
  keys: KeyDirectoryOptions;
  replays: ReplayGuard | undefined;
  challenge: Challenge;
  now: () => number;
}

/** Two names that agree in so many letters mean the same. */
const BEGINNING = 5;

const NAMES = [
  "keysOf",
  "maxAgeSeconds",
  "maxSkewSeconds",
  "maxAgents",
  "maxLookups",
  "keysMaxAgeMs",
  "unknownMaxAgeMs",
  "cooldownMs",
  "timeoutMs",
  "replays",
  "realm",
  "now",
] as const;

/** The number of seconds between the first and the last timestamp that can be written. */
const MOST_SECONDS = 315_569_519_999;
const MOST_AGENTS = 10_000_000;
const MOST_LOOKUPS = 1_000_000;
/** `setTimeout` takes no longer time. */
const MOST_MS = 2_147_483_647;

/** @internal */
export function readSettings(options: AssertionVerifierOptions): Settings {
  const { keysOf, now, replays, realm, ...numbers } = readOptions(options, NAMES);
  if (typeof keysOf !== "function") throw new CodedError("wrong_type", "keysOf must be a function");
  refuseMisspelt(options);
  const seconds = (name: "maxAgeSeconds" | "maxSkewSeconds") =>
    readNumber(numbers[name], name, 300, 0, MOST_SECONDS);
  const millis = (name: keyof typeof numbers, otherwise: number, least: number) =>
    readNumber(numbers[name], name, otherwise, least, MOST_MS);
  const clock = clockOf(now, options);
  const timeoutMs = millis("timeoutMs", 5000, 1);
  return {
    maxAgeSeconds: seconds("maxAgeSeconds"),
    maxSkewSeconds: seconds("maxSkewSeconds"),
    timeoutMs,
    keys: {
      keysOf: (...about) => Reflect.apply(keysOf, options, about),
      maxAgents: readCount(numbers.maxAgents, "maxAgents", 10_000, MOST_AGENTS),
      maxLookups: readCount(numbers.maxLookups, "maxLookups", 100, MOST_LOOKUPS),
      keysMaxAgeMs: millis("keysMaxAgeMs", 60_000, 0),
      unknownMaxAgeMs: millis("unknownMaxAgeMs", 1000, 0),
      cooldownMs: millis("cooldownMs", 5000, 0),
      timeoutMs,
      shared: !isolatesRequests(),
      now: clock,
    },
    replays: readGuard(replays),
    challenge: challengeOf(realm),
    now: clock,
  };
}

/**
 * Refuses a member that begins as an option does, such as `maxAgeSecond`. Others are not refused, because `keysOf` and `now`
 * are called on the options, which may therefore have members of their own.
 */
function refuseMisspelt(options: object): void {
  const beginning = (name: string) => name.slice(0, BEGINNING).toLowerCase();
  const beginnings = new Set<string>(NAMES.filter(({ length }) => length >= BEGINNING).map(beginning));
  const known = new Set<string>(NAMES);
  const misspelt = namesOf(options).filter((name) => !known.has(name) && beginnings.has(beginning(name)));
  refuseUnknown(Object.fromEntries(misspelt.map((name) => [name, true])), NAMES);
}

function readGuard(given: unknown): ReplayGuard | undefined {
  if (given === undefined) return new ReplayGuard();
  if (given === false) return undefined;
  if (isReplayGuard(given)) return given;
  throw new CodedError("wrong_type", "replays must be a ReplayGuard of this copy of the package, or false");
}
