import { adviceFor } from "agent-identity-wasm/advice";
import { asSentence } from "../wrap.js";

/** One statement of the doctor about a file. */
export interface Line {
  /** `ok`: this is as it should be. `error`: the client cannot log in, or the authority refuses. */
  readonly level: "ok" | "error" | "warning" | "info";
  readonly text: string;
  /** The advice: what the reader can do about it. */
  readonly advice?: string;
  /** The stable code of the finding, if it has one. */
  readonly code?: string;
}

/** Explains a refusal or a finding in the words of the advice table, with its own message if that says more. */
export function explain(level: Line["level"], { code, message }: { code: string; message: string }): Line {
  const advice = adviceFor(code);
  if (!advice) return { level, code, text: asSentence(message) };
  const repeats = message.toLowerCase().startsWith(advice.title.toLowerCase());
  const text = repeats ? asSentence(message) : `${advice.title}. ${asSentence(message)}`;
  return { level, code, text, advice: advice.remedy };
}
