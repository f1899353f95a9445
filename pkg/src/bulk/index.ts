/**
 * Judges many assertions of a log or a HAR file, and describes the result: for a command line, an editor or a page.
 *
 * @packageDocumentation
 */
export { csvRow } from "./csv.js";
export { formatDuration } from "./duration.js";
export { BulkJudge } from "./judge.js";
export { isFailed, type JudgedAssertion } from "./judged.js";
export type { AgeReference, BulkJudgeOptions } from "./options.js";
export type { RefusalReason } from "./reasons.js";
export { Tally, type TallyCounts } from "./tally.js";
