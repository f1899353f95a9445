import {
  type AgentPublicKey,
  type Assertion,
  type ExtractedAssertion,
  parseAssertion,
  type VerifyOptions,
  verifyAssertions,
} from "agent-identity-wasm";
import { attempt } from "../model/refusal.js";
import type { Row } from "./messages.js";

const CENTURIES = 315_569_519_999;

interface Key {
  readonly key: AgentPublicKey;
  readonly fingerprint: string;
}

/** A row without its verdict, and the keys that it has not been tried with. */
interface Candidate {
  readonly found: ExtractedAssertion;
  readonly assertion: Assertion;
  readonly keys: Key[];
}

type Verdict = Pick<Row, "status" | "code" | "message" | "signedBy">;

/** Judges assertions against any of several keys, many at a time. */
export class RowJudge {
  #keys: readonly Key[];
  #options: VerifyOptions;
  #count = 0;
  /** The key that an agent signed with last. */
  #known = new Map<string, Key>();

  constructor(keys: readonly AgentPublicKey[], options: VerifyOptions, ignoreAge: boolean) {
    this.#keys = keys.map((key) => ({ key, fingerprint: key.fingerprint() }));
    this.#options = ignoreAge ? { ...options, maxAgeSeconds: CENTURIES, maxSkewSeconds: CENTURIES } : options;
  }

  judge(batch: readonly ExtractedAssertion[]): Row[] {
    const verdicts = new Map<ExtractedAssertion, Verdict & Partial<Row>>();
    const candidates: Candidate[] = [];
    for (const found of batch) {
      const { value: assertion, refusal } = attempt(() => parseAssertion(found.header));
      if (!assertion) verdicts.set(found, { status: "invalid", ...refusal });
      else if (this.#keys.length === 0) verdicts.set(found, { status: "unverified", ...parts(assertion) });
      else candidates.push({ found, assertion, keys: this.#inOrder(assertion.agentRuntimeId) });
    }
    this.#verify(candidates, (found, verdict) => verdicts.set(found, verdict));
    return batch.map((found) => ({
      index: this.#count++,
      ...found,
      ...(verdicts.get(found) ?? { status: "unverified" }),
    }));
  }

  #inOrder(runtimeId: string): Key[] {
    const known = this.#known.get(runtimeId);
    return known ? [known, ...this.#keys.filter((key) => key !== known)] : [...this.#keys];
  }

  #verify(
    candidates: Candidate[],
    tell: (found: ExtractedAssertion, verdict: Verdict & Partial<Row>) => void,
  ) {
    for (let left = candidates; left.length > 0; ) {
      const next: Candidate[] = [];
      for (const [key, group] of byKey(left)) {
        const headers = group.map(({ found }) => found.header);
        for (const [index, verdict] of verifyAssertions(headers, key.key, this.#options).entries()) {
          const candidate = group[index];
          if (!candidate) continue;
          const code = verdict.ok ? undefined : verdict.error.code;
          const isSigned = code !== "signature_invalid";
          if (!isSigned && candidate.keys.length > 0) {
            next.push(candidate);
            continue;
          }
          if (isSigned) this.#known.set(candidate.assertion.agentRuntimeId, key);
          tell(candidate.found, {
            ...parts(candidate.assertion),
            ...(verdict.ok
              ? { status: "valid" }
              : { status: "invalid", code, message: verdict.error.message }),
            ...(isSigned ? { signedBy: key.fingerprint } : {}),
          } as Verdict);
        }
      }
      left = next;
    }
  }
}

/** Takes each candidate's next key off its list. */
function byKey(candidates: readonly Candidate[]): Map<Key, Candidate[]> {
  const groups = new Map<Key, Candidate[]>();
  for (const candidate of candidates) {
    const key = candidate.keys.shift();
    if (!key) continue;
    const group = groups.get(key);
    if (group) group.push(candidate);
    else groups.set(key, [candidate]);
  }
  return groups;
}

const parts = ({ agentRuntimeId, taskId, issuedAt }: Assertion) => ({
  runtimeId: agentRuntimeId,
  taskId,
  time: issuedAt.getTime(),
});
