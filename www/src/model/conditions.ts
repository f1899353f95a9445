import { inspectAssertion, type VerifyOptions } from "agent-identity-wasm";
import { strings } from "../strings.js";
import { readTime } from "../text/time.js";
import type { Form } from "./form.js";
import type { Refusal } from "./refusal.js";

/** What the user asks of a header beside its signature. */
export interface Conditions {
  /** What was asked; where that cannot be, what every header meets. */
  readonly options: VerifyOptions;
  /** `undefined` where the time given cannot be read. */
  readonly now: number | undefined;
  /** Why the package does not take what was asked. */
  readonly refusal?: Refusal;
  readonly asksForIds: boolean;
}

const CENTURIES = 315_569_519_999;
const MET_BY_ALL: VerifyOptions = { now: 0, maxAgeSeconds: CENTURIES, maxSkewSeconds: CENTURIES };

export function readConditions(form: Form, clock: number): Conditions {
  const now = form.clock === "now" ? clock : readTime(form.time);
  if (now === undefined) return { options: MET_BY_ALL, now, asksForIds: false };
  const ids = {
    ...given("expectedAgentRuntimeId", form.expectedAgentRuntimeId, String),
    ...given("expectedTaskId", form.expectedTaskId, String),
  };
  const options = {
    now,
    ...given("maxAgeSeconds", form.maxAgeSeconds, Number),
    ...given("maxSkewSeconds", form.maxSkewSeconds, Number),
    ...ids,
  };
  const refusal = refusalOf(options);
  if (refusal) return { options: MET_BY_ALL, now, refusal, asksForIds: false };
  return { options, now, asksForIds: Object.keys(ids).length > 0 };
}

function given<Name extends string, T>(name: Name, typed: string, read: (text: string) => T) {
  const text = typed.trim();
  return (text === "" ? {} : { [name]: read(text) }) as { [K in Name]?: T };
}

/** What an option is called where it is typed. */
const LABELS = new Map([
  ["maxAgeSeconds", strings.inputs.maxAge],
  ["maxSkewSeconds", strings.inputs.maxSkew],
  ["expectedAgentRuntimeId", strings.inputs.runtimeId],
  ["expectedTaskId", strings.inputs.taskId],
]);

/** Of no text, only its emptiness is found; anything else that is found is about the options. */
function refusalOf(options: VerifyOptions): Refusal | undefined {
  const { findings } = inspectAssertion("", options);
  const found = findings.find(({ code }) => code !== "assertion_scheme_invalid");
  return found && { ...found, message: found.message.replace(/^(\w+):? /, labelled) };
}

const labelled = (start: string, name: string) => {
  const label = LABELS.get(name);
  return label ? `${label}: ` : start;
};
