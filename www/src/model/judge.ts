import { type Inspection, inspectAssertion, parseAssertion, verifyAssertion } from "agent-identity-wasm";
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
  const conditions = readConditions(form, clock);
  const about = { key, clock: form.clock, now: conditions.now };
  if (form.text.trim() === "") return { ...about, ...nothingEntered(key) };
  const { options } = conditions;
  const inspection = inspectAssertion(form.text, key.key ? { ...options, publicKey: key.key } : options);
  const header = headerIn(form.text, inspection);
  const malformed = attempt(() => parseAssertion(header)).refusal;
  const { status, reason, refusal } = malformed
    ? ofMalformed(malformed)
    : ofWellFormed(header, inspection, key, conditions);
  const { json, assertion } = inspection;
  return {
    ...about,
    status,
    reason,
    ...(refusal ? { code: refusal.code } : {}),
    checks:
      malformed && isOfTheCore(malformed)
        ? noChecks
        : checksOf(inspection, malformed, key.refusal, conditions),
    findings: findingsOf(inspection, [refusal, key.refusal, conditions.refusal]),
    ...(status === "valid" ? { caution: replayCaution(inspection, conditions) } : {}),
    parts: splitHeader(header),
    ...(json === undefined ? {} : { json }),
    ...(assertion ? { assertion } : {}),
  };
}

function nothingEntered(key: ReadKey) {
  const findings = key.refusal ? [refused(key.refusal)] : [];
  return { ...unverified(strings.reasons.empty), checks: noChecks, findings };
}

const ofMalformed = (refusal: Refusal): Verdict =>
  isOfTheCore(refusal) ? unverified(strings.reasons.noCore, refusal) : invalid(refusal);

function ofWellFormed(
  header: string,
  inspection: Inspection,
  { key, refusal: keyRefusal }: ReadKey,
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
