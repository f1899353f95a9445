import type { Advice } from "agent-identity-wasm/advice";

export type { Advice };

let adviceFor: ((code: string) => Advice | undefined) | undefined;

/** Loads the table of advice, which the first paint does not need. Without it, findings are shown without advice. */
export async function loadAdvice(): Promise<void> {
  adviceFor ??= await import("agent-identity-wasm/advice").then(
    (module) => module.adviceFor,
    () => undefined,
  );
}

/** Returns what a code means and what to do about it, once the table is loaded. */
export const adviceOn = (code: string): Advice | undefined => adviceFor?.(code);
