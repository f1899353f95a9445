import {
  AgentIdentityError,
  type AgentIdentityErrorCode,
  type AgentPublicKey,
  type Time,
  type VerifyOptions,
} from "agent-identity-wasm";
import { membersOf, unknownMember } from "../members.js";
import { onlyWords } from "../only-words.js";

/**
 * The time by which ages are judged: the time at which each request was sent (the current time if the text does
 * not tell), the current time, a given time, or `any` to accept every age.
 */
export type AgeReference = "sent" | "now" | "any" | Time;

/** Options of {@link BulkJudge}. */
export interface BulkJudgeOptions extends Omit<VerifyOptions, "now"> {
  /** The keys that may have signed the assertions; any of them will do. Without any, signatures are not checked. */
  readonly publicKeys?: readonly AgentPublicKey[];
  /** The time by which ages are judged; `sent` unless given. */
  readonly at?: AgeReference;
  /** Returns the current time in milliseconds since 1970; the host's clock unless given. */
  now?(): number;
}

const NAMES = [
  "publicKeys",
  "at",
  "now",
  "maxAgeSeconds",
  "maxSkewSeconds",
  "expectedAgentRuntimeId",
  "expectedTaskId",
] as const;

/** The largest window that a verifier takes, about 10,000 years. */
const ANY_AGE_SECONDS = 315_569_519_999;

/** @internal */
export interface CheckedOptions {
  readonly publicKeys: readonly AgentPublicKey[];
  /** Returns the time by which the age of an assertion is judged, from the time at which its request was sent. */
  readonly referenceFor: (sentAt: Date | undefined) => number;
  readonly verifyOptions: Omit<VerifyOptions, "now">;
}

/**
 * @throws AgentIdentityError `wrong_type`, `time_out_of_range`
 * @internal
 */
export function readBulkOptions(options: BulkJudgeOptions = {}): CheckedOptions {
  if (typeof options !== "object" || options === null) throw wrongType("the options must be an object");
  const unknown = unknownMember(options, NAMES);
  if (unknown !== undefined)
    throw wrongType(`there is no option "${onlyWords(unknown)}"; the options are ${NAMES.join(", ")}`);
  const { publicKeys = [], at = "sent", now = Date.now, ...rest } = membersOf(options, NAMES);
  if (!Array.isArray(publicKeys)) throw wrongType("publicKeys must be an array");
  if (typeof now !== "function") throw wrongType("now must be a function");
  const window = at === "any" ? { maxAgeSeconds: ANY_AGE_SECONDS, maxSkewSeconds: ANY_AGE_SECONDS } : {};
  return {
    publicKeys,
    referenceFor: referenceOf(at, () => now.call(options)),
    verifyOptions: { ...rest, ...window },
  };
}

function referenceOf(at: unknown, now: () => number): CheckedOptions["referenceFor"] {
  if (at === "sent") return (sentAt) => sentAt?.getTime() ?? now();
  if (at === "now" || at === "any") return now;
  const time = at instanceof Date ? at.getTime() : at;
  if (typeof time !== "number")
    throw wrongType('at must be "sent", "now", "any", a Date or a number of milliseconds');
  if (Number.isNaN(time)) throw new CodedError("time_out_of_range", "at is an invalid date");
  return () => time;
}

const wrongType = (message: string) => new CodedError("wrong_type", message);

/** The error class of the main entry, with the constructor that its declaration hides. */
const CodedError = AgentIdentityError as unknown as new (
  code: AgentIdentityErrorCode,
  message: string,
) => AgentIdentityError;
