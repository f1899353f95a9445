import {
  type AgentIdentityError,
  type AgentIdentityErrorCode,
  type AgentPublicKey,
  type Assertion,
  type ExtractedAssertion,
  inspectAssertion,
  isAgentIdentityError,
  parseAssertion,
  parseFreshAssertion,
  type Verdict,
  verifyAssertions,
} from "agent-identity-wasm";
import { memberOf } from "../members.js";
import type { JudgedAssertion } from "./judged.js";
import { type BulkJudgeOptions, type CheckedOptions, readBulkOptions } from "./options.js";

/** The most assertions that are judged together: enough that those of one key make it worth a table. */
const MAX_BATCH = 4096;

/** The most agents of which the last key is remembered. */
const MAX_AGENTS = 10_000;

interface Key {
  readonly key: AgentPublicKey;
  readonly fingerprint: string;
}

/** An assertion of good form that waits for the verdict on its signature. */
interface Candidate {
  readonly index: number;
  readonly found: ExtractedAssertion;
  readonly assertion: Assertion;
  /** The time by which its age is judged. */
  readonly now: number;
  /** The keys that it has not been tried with, once it was tried with one. */
  untried?: Key[];
}

type Outcome = Pick<JudgedAssertion, "verdict" | "code" | "message" | "signedBy">;

interface JudgedCandidate {
  readonly candidate: Candidate;
  readonly outcome: Outcome;
}

/**
 * Judges assertions that were found in a text, many at a time, against any of several keys. It remembers which key
 * each agent signed with last and tries that one first. Its memory does not grow with the number of assertions.
 *
 * @throws `AgentIdentityError` from the constructor `wrong_type`, `time_out_of_range`, `freed`; from `judge`
 * `number_out_of_range`, `agent_runtime_id_invalid` and `task_id_invalid` for options that no verifier takes, never because of
 * what was found
 *
 * @example
 * ```js
 * import { AgentIdentity, AgentKey, extractAssertions } from "agent-identity-wasm";
 * import { BulkJudge } from "agent-identity-wasm/bulk";
 *
 * const agent = new AgentIdentity("agent-1", AgentKey.generate());
 * const log = `GET https://a.example/x authorization: ${agent.authorizationHeader("task-1")}`;
 * const judge = new BulkJudge({ publicKeys: [agent.publicKey], at: "now" });
 * console.log(judge.judge(extractAssertions(log))[0].verdict); // valid
 * ```
 */
export class BulkJudge {
  readonly #keys: readonly Key[];
  readonly #options: CheckedOptions["verifyOptions"];
  readonly #referenceFor: CheckedOptions["referenceFor"];
  readonly #expectsIds: boolean;
  readonly #lastKeyOf = new Map<string, Key>();

  constructor(options?: BulkJudgeOptions) {
    const { publicKeys, referenceFor, verifyOptions } = readBulkOptions(options);
    this.#keys = publicKeys.map((key) => ({ key, fingerprint: key.fingerprint() }));
    this.#options = verifyOptions;
    this.#referenceFor = referenceFor;
    const { expectedAgentRuntimeId, expectedTaskId } = verifyOptions;
    this.#expectsIds = expectedAgentRuntimeId !== undefined || expectedTaskId !== undefined;
  }

  /** Returns the assertions with their verdicts, in the order given. */
  judge(found: readonly ExtractedAssertion[]): JudgedAssertion[] {
    const judged: JudgedAssertion[] = [];
    for (let start = 0; start < found.length; start += MAX_BATCH) {
      for (const one of this.#judgeBatch(found.slice(start, start + MAX_BATCH))) judged.push(one);
    }
    return judged;
  }

  #judgeBatch(batch: readonly ExtractedAssertion[]): JudgedAssertion[] {
    const judged: JudgedAssertion[] = [];
    const candidates: Candidate[] = [];
    batch.forEach((found, index) => {
      const assertion = attempt(() => parseAssertion(found.header));
      if (assertion instanceof Error) judged[index] = { ...found, ...refusal(assertion) };
      else candidates.push(this.#candidate(index, found, assertion));
    });
    const outcomes = this.#keys.length > 0 ? this.#verified(candidates) : this.#unverified(candidates);
    for (const { candidate, outcome } of outcomes) judged[candidate.index] = describe(candidate, outcome);
    return judged;
  }

  #candidate(index: number, found: ExtractedAssertion, assertion: Assertion): Candidate {
    return { index, found, assertion, now: this.#referenceFor(sentAtOf(found)) };
  }

  /** Judges the age and the expected ids, for want of a key. */
  *#unverified(candidates: readonly Candidate[]): Generator<JudgedCandidate> {
    for (const candidate of candidates) yield { candidate, outcome: this.#outcomeWithoutKey(candidate) };
  }

  #outcomeWithoutKey({ found: { header }, now }: Candidate): Outcome {
    const options = { ...this.#options, now };
    if (this.#expectsIds) {
      const { findings } = inspectAssertion(header, options);
      const error = findings.find(({ severity }) => severity === "error");
      return error ? refusal(error) : { verdict: "unverified" };
    }
    const { maxAgeSeconds, maxSkewSeconds } = options;
    const fresh = attempt(() => parseFreshAssertion(header, { now, maxAgeSeconds, maxSkewSeconds }));
    return fresh instanceof Error ? refusal(fresh) : { verdict: "unverified" };
  }

  #inOrder(agentRuntimeId: string): Key[] {
    const last = this.#lastKeyOf.get(agentRuntimeId);
    return last ? [last, ...this.#keys.filter((key) => key !== last)] : [...this.#keys];
  }

  *#verified(candidates: readonly Candidate[]): Generator<JudgedCandidate> {
    const firsts = this.#firstOfUnknownAgents(candidates);
    for (let left = [...candidates]; left.length > 0; ) {
      const next: Candidate[] = [];
      const ready: Candidate[] = [];
      for (const candidate of left) {
        const first = firsts.get(candidate.assertion.agentRuntimeId) ?? candidate;
        (first === candidate ? ready : next).push(candidate);
      }
      for (const { candidate, outcome } of this.#verifyOnce(ready)) {
        if (outcome.code === "signature_invalid" && candidate.untried?.length) {
          next.push(candidate);
          continue;
        }
        const { agentRuntimeId } = candidate.assertion;
        if (firsts.get(agentRuntimeId) === candidate) firsts.delete(agentRuntimeId);
        yield { candidate, outcome };
      }
      left = next;
    }
  }

  /**
   * The first assertion of an agent whose key is not known is tried alone with all keys, because the others are likely to
   * be signed by the same one.
   */
  #firstOfUnknownAgents(candidates: readonly Candidate[]): Map<string, Candidate> {
    const firsts = new Map<string, Candidate>();
    for (const candidate of candidates) {
      const { agentRuntimeId } = candidate.assertion;
      if (!this.#lastKeyOf.has(agentRuntimeId) && !firsts.has(agentRuntimeId))
        firsts.set(agentRuntimeId, candidate);
    }
    return firsts;
  }

  /** Tries each candidate with its next key. */
  *#verifyOnce(candidates: readonly Candidate[]): Generator<JudgedCandidate> {
    const byKey = this.#byKeyAndTime(candidates);
    for (const key of byKey.keys()) {
      const groups = byKey.get(key) ?? new Map<number, Candidate[]>();
      for (const now of groups.keys()) yield* this.#verifyGroup(key, now, groups.get(now) ?? []);
    }
  }

  *#verifyGroup(key: Key, now: number, candidates: readonly Candidate[]): Generator<JudgedCandidate> {
    const headers = candidates.map(({ found }) => found.header);
    const verdicts = verifyAssertions(headers, key.key, { ...this.#options, now });
    for (let index = 0; index < candidates.length; index++) {
      const candidate = candidates[index] as Candidate;
      const outcome = outcomeOf(verdicts[index] as Verdict, key);
      if (outcome.signedBy) this.#remember(candidate.assertion.agentRuntimeId, key);
      yield { candidate, outcome };
    }
  }

  /** The owner of a key can sign for any number of agents, so the memory starts anew when it is full. */
  #remember(agentRuntimeId: string, key: Key): void {
    if (this.#lastKeyOf.size >= MAX_AGENTS && !this.#lastKeyOf.has(agentRuntimeId)) this.#lastKeyOf.clear();
    this.#lastKeyOf.set(agentRuntimeId, key);
  }

  /**
   * Takes each candidate's next key, and groups the candidates that can be verified in one call. All groups of a key come in
   * a row, because a verifier makes a table for a key that it uses often.
   */
  #byKeyAndTime(candidates: readonly Candidate[]): Map<Key, Map<number, Candidate[]>> {
    const keys = new Map<Key, Map<number, Candidate[]>>();
    for (const candidate of candidates) {
      candidate.untried ??= this.#inOrder(candidate.assertion.agentRuntimeId);
      const key = candidate.untried.shift();
      if (!key) continue;
      const groups = keys.get(key) ?? new Map<number, Candidate[]>();
      const group = groups.get(candidate.now) ?? [];
      group.push(candidate);
      groups.set(candidate.now, group);
      keys.set(key, groups);
    }
    return keys;
  }
}

const sentAtOf = (found: ExtractedAssertion) => memberOf(found, "sentAt") as Date | undefined;

/** Returns what an operation returns, or the refusal that it throws. */
function attempt<Result>(operation: () => Result): Result | AgentIdentityError {
  try {
    return operation();
  } catch (error) {
    if (isAgentIdentityError(error)) return error;
    throw error;
  }
}

const refusal = ({ code, message }: { code: string; message: string }): Outcome => ({
  verdict: "invalid",
  code: code as AgentIdentityErrorCode,
  message,
});

function outcomeOf(verdict: Verdict, { fingerprint }: Key): Outcome {
  if (verdict.ok) return { verdict: "valid", signedBy: fingerprint };
  const outcome = refusal(verdict.error);
  // Every check that follows the signature's presupposes that the signature is right.
  return verdict.error.code === "signature_invalid" ? outcome : { ...outcome, signedBy: fingerprint };
}

function describe(
  { found, assertion, now }: Pick<Candidate, "found" | "assertion" | "now">,
  outcome: Outcome,
): JudgedAssertion {
  const { agentRuntimeId, taskId, issuedAt } = assertion;
  const ageSeconds = (now - issuedAt.getTime()) / 1000;
  const sentAt = sentAtOf(found);
  const clock = sentAt && { clockSeconds: (issuedAt.getTime() - sentAt.getTime()) / 1000 };
  return { ...found, ...outcome, agentRuntimeId, taskId, issuedAt, ageSeconds, ...clock };
}
