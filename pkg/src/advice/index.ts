/**
 * Explains the meaning of each code and the remedy for it, in plain words for people.
 *
 * @packageDocumentation
 */
import type { Advice } from "./advice.js";
import { type KnownCode, TABLE } from "./table.js";

export type { Advice } from "./advice.js";
export type { KnownCode } from "./table.js";

/**
 * Returns the title, the cause and the remedy for a code: an error code, the code of a finding, or one of the
 * verdicts `valid` and `not_judged`. Returns `undefined` for any other text.
 *
 * The command line, the inspector and the documentation all show this table.
 *
 * @example
 * ```js
 * import { adviceFor } from "agent-identity-wasm/advice";
 *
 * console.log(adviceFor("timestamp_expired").title); // The header is too old
 * console.log(adviceFor("no such code")); // undefined
 * ```
 */
export function adviceFor(code: KnownCode): Advice;
export function adviceFor(code: string): Advice | undefined;
export function adviceFor(code: string): Advice | undefined {
  return TABLE.get(code);
}
