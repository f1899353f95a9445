import { core } from "./load.js";

/** A `Date`, or milliseconds since 1970 as `Date.now()` gives them. */
export type Time = Date | number;

/**
 * Reads a time as logs and people write it, and returns milliseconds since 1970, as `Date.now()` does.
 *
 * It takes RFC 3339 with any offset and fraction, also with a space in place of the `T` or without an offset, which
 * means UTC; the common log format (`26/Nov/2026:02:41:39 +0200`); the three forms of RFC 9110 §5.6.7 (`Thu, 26 Nov
 * 2026 00:41:39 GMT`); and a number of seconds, milliseconds, microseconds or nanoseconds since 1970. The unit of a
 * number follows from its size, and the time must be in the year 2000 or later. White space around the time is ignored;
 * nothing else may follow. A second of 60 is read as 59, and fractions are cut to milliseconds.
 *
 * @param text up to 256 UTF-16 code units
 * @throws {@link AgentIdentityError} `time_unrecognized`; `time_out_of_range` for a time outside the years 0000 to
 * 9999; `wrong_type`, `text_too_long`, `text_not_unicode`
 *
 * @example
 * ```js
 * import { parseTime } from "agent-identity-wasm";
 *
 * console.log(parseTime("26/Nov/2026:02:41:39 +0200")); // 1795653699000
 * console.log(parseTime("1795653699")); // 1795653699000
 * ```
 */
export function parseTime(text: string): number {
  return core().parseTime(text);
}
