import { isFailed, type JudgedAssertion } from "./judged.js";
import { formatCount, Reasons, type RefusalReason, was } from "./reasons.js";

/** The counts of a {@link Tally} as plain data. */
export interface TallyCounts {
  /** The number of all assertions. */
  readonly total: number;
  /** The number of those that a given key verifies, at the time by which they are judged. */
  readonly valid: number;
  /** The number of those that were judged without a key. */
  readonly unverified: number;
  /** Invalid assertions, and requests that were answered with an error status. */
  readonly failed: number;
  /** Requests that were answered with an error status although their assertion is not invalid. */
  readonly refusedAlthoughValid: number;
  /** The reasons for which assertions are invalid. */
  readonly reasons: readonly RefusalReason[];
}

/**
 * Counts judged assertions and summarizes them in words, in memory that does not grow with their number.
 *
 * @example
 * ```js
 * import { Tally } from "agent-identity-wasm/bulk";
 *
 * const tally = new Tally();
 * tally.add({ header: "AgentAssertion …", line: 1, verdict: "valid" });
 * console.log(tally.summary()); // 1 assertion, and it is valid.
 * ```
 */
export class Tally {
  #total = 0;
  #valid = 0;
  #unverified = 0;
  #failed = 0;
  #refusedAlthoughValid = 0;
  readonly #reasons = new Reasons();

  /** Counts one judged assertion. */
  add(judged: JudgedAssertion): void {
    this.#total += 1;
    if (judged.verdict === "valid") this.#valid += 1;
    if (judged.verdict === "unverified") this.#unverified += 1;
    if (isFailed(judged)) this.#failed += 1;
    if (judged.verdict === "invalid") this.#reasons.add(judged);
    else if (isFailed(judged)) this.#refusedAlthoughValid += 1;
  }

  /** Adds the counts of another tally to this one. */
  merge(other: TallyCounts): void {
    this.#total += other.total;
    this.#valid += other.valid;
    this.#unverified += other.unverified;
    this.#failed += other.failed;
    this.#refusedAlthoughValid += other.refusedAlthoughValid;
    for (const reason of other.reasons) this.#reasons.merge(reason);
  }

  /** The counts as plain data, for example to post them from a worker. */
  get counts(): TallyCounts {
    return {
      total: this.#total,
      valid: this.#valid,
      unverified: this.#unverified,
      failed: this.#failed,
      refusedAlthoughValid: this.#refusedAlthoughValid,
      reasons: this.#reasons.list(),
    };
  }

  /** Returns one or two sentences, such as `2 of 4 failed: 1 was signed by another key, 1 by a clock that was 6 min 40 s slow.` */
  summary(): string {
    if (this.#total === 0) return "No assertions were found.";
    if (this.#failed > 0) return this.#failures();
    if (this.#unverified > 0) return this.#unjudged();
    return this.#total === 1
      ? "1 assertion, and it is valid."
      : `${formatCount(this.#total)} assertions, and all are valid.`;
  }

  #failures(): string {
    const clauses = this.#reasons.clauses();
    if (this.#refusedAlthoughValid > 0)
      clauses.push(answered(this.#refusedAlthoughValid, this.#unverified > 0));
    const rest = this.#unverified > 0 ? ` ${this.#unjudgedSentence()}` : "";
    return `${formatCount(this.#failed)} of ${formatCount(this.#total)} failed: ${clauses.join(", ")}.${rest}`;
  }

  #unjudged(): string {
    const found =
      this.#total === 1 ? "1 assertion was found." : `${formatCount(this.#total)} assertions were found.`;
    return `${found} ${this.#unjudgedSentence()}`;
  }

  #unjudgedSentence(): string {
    const verb = this.#unverified === 1 ? "signature was" : "signatures were";
    return `${formatCount(this.#unverified)} ${verb} not checked, because no key was given.`;
  }
}

function answered(count: number, someUnverified: boolean): string {
  const state = someUnverified ? "not proven wrong" : "valid";
  return `${formatCount(count)} ${was(count)} ${state} but answered with an error status`;
}
