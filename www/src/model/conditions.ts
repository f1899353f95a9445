import type { VerifyOptions } from "agent-identity-wasm";
import { readTime } from "../text/time.js";
import type { Form } from "./form.js";

/** What the user asks of a header beside its signature; `undefined` where the time cannot be read. */
export function readConditions(form: Form, now: number): (VerifyOptions & { now: number }) | undefined {
  const time = form.clock === "now" ? now : readTime(form.time);
  if (time === undefined) return undefined;
  return {
    now: time,
    ...given("maxAgeSeconds", form.maxAgeSeconds, Number),
    ...given("maxSkewSeconds", form.maxSkewSeconds, Number),
    ...given("expectedAgentRuntimeId", form.expectedAgentRuntimeId, String),
    ...given("expectedTaskId", form.expectedTaskId, String),
  };
}

function given<Name extends string, T>(name: Name, typed: string, read: (text: string) => T) {
  const text = typed.trim();
  return (text === "" ? {} : { [name]: read(text) }) as { [K in Name]?: T };
}
