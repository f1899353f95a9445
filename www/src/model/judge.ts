import {
  type AgentPublicKey,
  type Inspection,
  inspectAssertion,
  parseAssertion,
  verifyAssertion,
} from "agent-identity-wasm";
import { isCoreLoading } from "../core/core.js";
import { strings } from "../strings.js";
import { replayCaution } from "./caution.js";
import { checksOf, noChecks } from "./checks.js";
import { type Conditions, readConditions } from "./conditions.js";
import { findingsOf, refused } from "./findings.js";
import type { Form } from "./form.js";
import { headerIn, splitHeader } from "./header-text.js";
import type { ReadKey } from "./key-reader.js";
import { attempt, isOfTheCore, type Refusal } from "./refusal.js";
import type { Report, Status } from "./report.js";

interface Verdict {
  readonly status: Status;
  readonly reason: string;
  readonly refusal?: Refusal;
}

/** Everything found is the inspection's. Which of it the verdict names is for the verifier to say. */
export function judge(form: Form, key: ReadKey, clock: number): Report {
  if (isCoreLoading()) return loadingReport(form);
  const conditions = readConditions(form, clock);
  const about = { key, clock: form.clock, now: conditions.now, faults: conditions.faults };
  if (form.text.trim() === "") return { ...about, ...nothingEntered(key) };
  const { inspection, matching } = inspect(form.text, key, conditions);
  const keyRefusal = key.keys.length > 0 ? undefined : key.refusal;
  const header = headerIn(form.text, inspection);
  const malformed = attempt(() => parseAssertion(header)).refusal;
  const { status, reason, refusal } = malformed
    ? ofMalformed(malformed)
    : ofWellFormed(header, inspection, { key: matching, keyRefusal }, conditions);
  const { json, assertion } = inspection;
  return {
    ...about,
    status,
    reason,
    ...(refusal ? { code: refusal.code } : {}),
    checks:
      malformed && isOfTheCore(malformed)
        ? noChecks
        : checksOf(inspection, malformed, keyRefusal, conditions),
    findings: findingsOf(inspection, [refusal, keyRefusal, conditions.refusal]),
    ...(status === "valid" ? { caution: replayCaution(inspection, conditions) } : {}),
    ...adviceFor(status, key),
    parts: splitHeader(header),
    header,
    ...(inspection.signedBy ? { signedBy: inspection.signedBy } : {}),
    ...(json === undefined ? {} : { json }),
    ...(assertion ? { assertion } : {}),
  };
}

function adviceFor(status: Status, { keys, refusal }: ReadKey): Pick<Report, "verdictAdvice"> {
  if (status === "valid") return { verdictAdvice: "valid" };
  return status === "unverified" && keys.length === 0 && !refusal ? { verdictAdvice: "not_judged" } : {};
}

/** Inspects the text with the key that made the signature, or with the first key if none did. */
function inspect(text: string, { keys, fingerprints }: ReadKey, { options }: Conditions) {
  const [first, ...otherPublicKeys] = keys;
  const inspection = inspectAssertion(
    text,
    first ? { ...options, publicKey: first, otherPublicKeys } : options,
  );
  const matching = keys[fingerprints.indexOf(inspection.signedBy ?? "")];
  if (!matching || matching === first) return { inspection, matching: first };
  return { inspection: inspectAssertion(text, { ...options, publicKey: matching }), matching };
}

/** The core cannot read a time, a key or a header yet. */
const loadingReport = (form: Form): Report => ({
  ...unverified(strings.reasons.loading),
  key: { keys: [], fingerprints: [] },
  clock: form.clock,
  faults: {},
  now: undefined,
  checks: noChecks,
  findings: [],
});

function nothingEntered(key: ReadKey) {
  const findings = key.refusal ? [refused(key.refusal)] : [];
  return { ...unverified(strings.reasons.empty), checks: noChecks, findings };
}

const ofMalformed = (refusal: Refusal): Verdict =>
  isOfTheCore(refusal) ? unverified(strings.reasons.noCore, refusal) : invalid(refusal);

function ofWellFormed(
  header: string,
  inspection: Inspection,
  { key, keyRefusal }: { key: AgentPublicKey | undefined; keyRefusal: Refusal | undefined },
  { options, now, refusal: conditionsRefusal }: Conditions,
): Verdict {
  if (keyRefusal) return invalid(keyRefusal);
  if (!key) return unverified(now === undefined ? strings.reasons.noTime : strings.reasons.noKey);
  if (conditionsRefusal) return invalid(conditionsRefusal);
  if (!inspection.valid) {
    const { refusal = inspection.findings[0] } = attempt(() => verifyAssertion(header, key, options));
    if (refusal) return invalid(refusal);
  }
  if (now === undefined) return unverified(strings.reasons.noTime);
  return { status: "valid", reason: strings.reasons.valid };
}

const invalid = (refusal: Refusal): Verdict => ({
  status: "invalid",
  reason: strings.refusals[refusal.code] ?? refusal.message,
  refusal,
});

const unverified = (reason: string, refusal?: Refusal): Verdict => ({
  status: "unverified",
  reason,
  ...(refusal ? { refusal } : {}),
});
