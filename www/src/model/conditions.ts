import { inspectAssertion, type VerifyOptions } from "agent-identity-wasm";
import { strings } from "../strings.js";
import { readTime } from "../text/time.js";
import type { Form } from "./form.js";
import type { Refusal } from "./refusal.js";

type Condition = "maxAgeSeconds" | "maxSkewSeconds" | "expectedAgentRuntimeId" | "expectedTaskId";
export type Faults = { readonly [Name in Condition]?: Refusal };

/** The conditions that the user sets for a header, beside its signature. */
export interface Conditions {
  /** The conditions, or ones that every header meets if the package does not take those. */
  readonly options: VerifyOptions;
  /** `undefined` if the time given cannot be read. */
  readonly now: number | undefined;
  /** Why the package does not take what was asked: the first reason. */
  readonly refusal?: Refusal;
  /** The reason for each condition that the package does not take. */
  readonly faults: Faults;
  readonly asksForIds: boolean;
}

const CENTURIES = 315_569_519_999;
const MET_BY_ALL: VerifyOptions = { now: 0, maxAgeSeconds: CENTURIES, maxSkewSeconds: CENTURIES };

export function readConditions(form: Form, clock: number): Conditions {
  const now = form.clock === "now" ? clock : readTime(form.time);
  const ids = {
    ...given("expectedAgentRuntimeId", form.expectedAgentRuntimeId, String),
    ...given("expectedTaskId", form.expectedTaskId, String),
  };
  const options = {
    ...given("maxAgeSeconds", form.maxAgeSeconds, Number),
    ...given("maxSkewSeconds", form.maxSkewSeconds, Number),
    ...ids,
  };
  const faults = faultsOf(options);
  if (now === undefined) return { options: MET_BY_ALL, now, faults, asksForIds: false };
  const refusal = Object.values(faults)[0] ?? refusalOf({ now });
  if (refusal) return { options: MET_BY_ALL, now, refusal, faults, asksForIds: false };
  return { options: { now, ...options }, now, faults, asksForIds: Object.keys(ids).length > 0 };
}

function given<Name extends string, T>(name: Name, typed: string, read: (text: string) => T) {
  const text = typed.trim();
  return (text === "" ? {} : { [name]: read(text) }) as { [K in Name]?: T };
}

/** The label of each option in the page. */
const LABELS = {
  maxAgeSeconds: strings.inputs.maxAge,
  maxSkewSeconds: strings.inputs.maxSkew,
  expectedAgentRuntimeId: strings.inputs.runtimeId,
  expectedTaskId: strings.inputs.taskId,
};

/** Tries each option by itself, since the package names only the first that it does not take. */
function faultsOf(options: VerifyOptions): Faults {
  const names = Object.keys(LABELS) as (keyof Faults)[];
  const faults = names
    .filter((name) => options[name] !== undefined)
    .map((name) => [name, refusalOf({ now: 0, [name]: options[name] })] as const);
  return Object.fromEntries(faults.filter(([, refusal]) => refusal)) as Faults;
}

/** An empty text has one fault of its own. Any other finding is about the options. */
function refusalOf(options: VerifyOptions): Refusal | undefined {
  const { findings } = inspectAssertion("", options);
  const found = findings.find(({ code }) => code !== "assertion_scheme_invalid");
  return found && { ...found, message: found.message.replace(/^(\w+):? /, labelled) };
}

const labelled = (start: string, name: string) => {
  const label = Object.hasOwn(LABELS, name) ? LABELS[name as keyof Faults] : undefined;
  return label ? `${label}: ` : start;
};
