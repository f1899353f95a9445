import { type Assertion, parseAssertion, type VerifyOptions, verifyAssertion } from "agent-identity-wasm";
import { strings } from "../strings.js";
import { checksUpTo, failedCheck, openFrom } from "./checks.js";
import { readConditions } from "./conditions.js";
import { aboutAge, aboutForm, aboutReplay, aboutUnsigned, type Finding, refused } from "./findings.js";
import type { Form } from "./form.js";
import { type HeaderText, readHeaderText, splitHeader } from "./header-text.js";
import type { ReadKey } from "./key-reader.js";
import { attempt, isOfTheCore, type Refusal } from "./refusal.js";
import type { Report } from "./report.js";
import { decodeToken } from "./token-json.js";

type Options = VerifyOptions & { now: number };
type Verdict = Pick<Report, "status" | "reason" | "checks" | "findings"> & { code?: string };

const DEFAULT_SECONDS = 300;

export function judge(form: Form, key: ReadKey, now: number): Report {
  const options = readConditions(form, now);
  const about = { key, clock: form.clock, now: options?.now };
  const text = readHeaderText(form.text);
  if (!text) return { ...about, ...nothingEntered(key) };
  const parts = splitHeader(text.header);
  const json = decodeToken(parts.token);
  const { value: assertion, refusal } = attempt(() => parseAssertion(text.header));
  const verdict = refusal ? malformed(refusal) : judgeWellFormed(text, assertion, key, options);
  return {
    ...about,
    ...verdict,
    parts,
    ...(json === undefined ? {} : { json }),
    ...(assertion ? { assertion } : {}),
  };
}

function nothingEntered(key: ReadKey): Verdict {
  const findings = key.refusal ? [refused(key.refusal)] : [];
  return unverified(strings.reasons.empty, "form", findings);
}

function malformed(refusal: Refusal): Verdict {
  if (isOfTheCore(refusal)) return unverified(strings.reasons.noCore, "form", [refused(refusal)], refusal);
  return invalid(refusal, checksUpTo("form", true));
}

function judgeWellFormed(text: HeaderText, assertion: Assertion, read: ReadKey, options?: Options): Verdict {
  const notes = [...aboutForm(text), ...aboutUnsigned(assertion)];
  if (read.refusal) return withNotes(invalid(read.refusal, checksUpTo("signature", true)), notes);
  if (!options) return unverified(strings.reasons.noTime, "signature", notes);
  const stale = aboutAge(assertion, options.now, windowOf(options));
  const { key } = read;
  if (!key) return unverified(strings.reasons.noKey, "signature", [...stale, ...notes]);
  const { refusal } = attempt(() => verifyAssertion(text.header, key, options));
  if (!refusal) return withNotes(valid(options), [...notes, ...aboutReplay(assertion, windowOf(options))]);
  const failed = failedCheck(refusal.code);
  const checks = failed ? checksUpTo(failed, asksForIds(options)) : openFrom("signature");
  return withNotes(invalid(refusal, checks), failed === "signature" ? [...stale, ...notes] : notes);
}

const windowOf = ({ maxAgeSeconds = DEFAULT_SECONDS, maxSkewSeconds = DEFAULT_SECONDS }: Options) => ({
  maxAgeSeconds,
  maxSkewSeconds,
});

const asksForIds = ({ expectedAgentRuntimeId, expectedTaskId }: Options) =>
  expectedAgentRuntimeId !== undefined || expectedTaskId !== undefined;

const valid = (options: Options): Verdict => ({
  status: "valid",
  reason: strings.reasons.valid,
  checks: checksUpTo(undefined, asksForIds(options)),
  findings: [],
});

const invalid = (refusal: Refusal, checks: Verdict["checks"]): Verdict => ({
  status: "invalid",
  reason: strings.refusals[refusal.code] ?? refusal.message,
  code: refusal.code,
  checks,
  findings: [refused(refusal)],
});

const unverified = (
  reason: string,
  open: Parameters<typeof openFrom>[0],
  findings: readonly Finding[],
  refusal?: Refusal,
): Verdict => ({
  status: "unverified",
  reason,
  checks: openFrom(open),
  findings,
  ...(refusal ? { code: refusal.code } : {}),
});

const withNotes = (verdict: Verdict, notes: readonly Finding[]): Verdict => ({
  ...verdict,
  findings: [...verdict.findings, ...notes],
});
