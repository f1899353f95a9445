import { membersOf } from "../members.js";
import { CodedError } from "./coded-error.js";
import type { AuthorityEvent } from "./event-log.js";
import { requireWhole } from "./failures.js";

export interface AuthorityOptions {
  /** The access tokens with which an agent can be registered; any unless given. */
  accessTokens?: readonly string[] | "any";
  /**
   * Whether task ids are sealed for the agent's key: never unless given, always with `true`, every second one with
   * `"sometimes"`. Ids that are sealed have characters beyond ASCII in them.
   */
  sealTaskIds?: boolean | "sometimes";
  /** The authority's clock, in milliseconds since 1970; the host's unless given. */
  now?(): number;
  /** Called for each request once it is answered. */
  log?(event: AuthorityEvent): void;
  /** Makes the ids of agents and tasks, each time a new one; random ids unless given. */
  newId?(kind: "agent" | "task"): string;
  /** How long a task can be used; forever unless given. After that it is answered with 401 and `task_expired`. */
  tasksLiveMs?: number;
}

const NAMES = ["accessTokens", "sealTaskIds", "now", "log", "newId", "tasksLiveMs"] as const;

/** @internal */
export interface CheckedOptions {
  readonly accessTokens: ReadonlySet<string> | "any";
  readonly sealTaskIds: boolean | "sometimes";
  readonly now: () => number;
  readonly log: ((event: AuthorityEvent) => void) | undefined;
  readonly newId: (kind: "agent" | "task", isSealed: boolean) => string;
  readonly tasksLiveMs: number;
}

/**
 * @throws AgentIdentityError `wrong_type`, `number_out_of_range`
 * @internal
 */
export function readAuthorityOptions(options: AuthorityOptions = {}): CheckedOptions {
  if (typeof options !== "object" || options === null) {
    throw new CodedError("wrong_type", "the options must be an object");
  }
  const {
    accessTokens = "any",
    sealTaskIds = false,
    now,
    log,
    newId,
    tasksLiveMs = Number.POSITIVE_INFINITY,
  } = membersOf(options, NAMES);
  if (typeof sealTaskIds !== "boolean" && sealTaskIds !== "sometimes") {
    throw new CodedError("wrong_type", 'sealTaskIds must be a boolean or "sometimes"');
  }
  requireFunction(now, "now");
  requireFunction(log, "log");
  requireFunction(newId, "newId");
  if (tasksLiveMs !== Number.POSITIVE_INFINITY) {
    requireWhole(tasksLiveMs, "tasksLiveMs", 1, Number.MAX_SAFE_INTEGER);
  }
  return {
    accessTokens: readAccessTokens(accessTokens),
    sealTaskIds,
    now: now ? () => now.call(options) : () => Date.now(),
    log: log ? (event) => log.call(options, event) : undefined,
    newId: newId ? (kind) => newId.call(options, kind) : randomId,
    tasksLiveMs,
  };
}

/** Sealed ids have characters beyond ASCII: a client that takes their bytes for Latin-1 is found out. */
const randomId = (kind: string, isSealed: boolean) =>
  `${kind}-${crypto.randomUUID()}${isSealed ? "-é-雪" : ""}`;

function readAccessTokens(tokens: unknown): ReadonlySet<string> | "any" {
  if (tokens === "any") return tokens;
  const isList = Array.isArray(tokens) && tokens.every((token) => typeof token === "string");
  if (isList) return new Set(tokens);
  throw new CodedError("wrong_type", 'accessTokens must be an array of strings or "any"');
}

function requireFunction(value: unknown, name: string): void {
  if (value === undefined || typeof value === "function") return;
  throw new CodedError("wrong_type", `${name} must be a function`);
}
