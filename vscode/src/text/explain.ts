import { decodeUnverifiedAgentIdentityJwt, inspectAssertion, redactSecrets } from "agent-identity-wasm";
import { adviceFor } from "agent-identity-wasm/advice";
import { type KnownKey, withKeys } from "../keys/known-keys.js";
import { describeAge } from "./age.js";
import type { Located } from "./locate.js";

/** The content of a hover over an assertion or a JWT. Every text in it may be shown. */
export interface Explanation {
  readonly title: string;
  readonly verdict: { readonly status: "valid" | "invalid" | "unverified"; readonly text: string };
  readonly rows: readonly (readonly [label: string, value: string])[];
  readonly finding?: { readonly title: string; readonly message: string; readonly remedy?: string };
}

/** Explains what was found in a text. Returns undefined for a JWT that is no Agent Identity. */
export function explain(
  { kind }: Pick<Located, "kind">,
  text: string,
  keys: readonly KnownKey[],
  now: number,
): Promise<Explanation | undefined> {
  return kind === "jwt" ? explainJwt(text, now) : explainAssertion(text, keys, now);
}

async function explainAssertion(text: string, keys: readonly KnownKey[], now: number): Promise<Explanation> {
  const { inspection, signer } = await inspectWith(keys, text, now);
  const { assertion = {}, ageSeconds } = inspection;
  const rows = [
    row("Agent", assertion.agentRuntimeId),
    row("Task", assertion.taskId),
    row("Signed", signedAt(assertion.timestamp, ageSeconds)),
    row("Key", signer && `${signer.name} (${signer.fingerprint})`),
  ];
  return {
    title: "Agent Identity assertion",
    verdict: verdictOf(inspection, keys.length),
    rows: rows.flatMap((one) => one ?? []),
    ...findingOf(inspection.findings),
  };
}

/** Inspects with the key that fits, if one of several does. Which of them comes first means nothing here. */
async function inspectWith(keys: readonly KnownKey[], text: string, now: number) {
  const inspection = await inspectBy(keys, text, now);
  const signer = keys.find(({ fingerprint }) => fingerprint === inspection.signedBy);
  if (!signer || signer === keys[0]) return { inspection, signer };
  return { inspection: await inspectBy([signer], text, now), signer };
}

const inspectBy = (keys: readonly KnownKey[], text: string, now: number) =>
  withKeys(keys, (options) => inspectAssertion(text, { ...options, now }));

async function explainJwt(text: string, now: number): Promise<Explanation | undefined> {
  const claims = claimsOf(text);
  if (!claims) return undefined;
  const ended = claims.exp * 1000 <= now;
  const rows = [
    row("Agent", claims.agentRuntimeId),
    row("Account", claims.accountId),
    row("Issued", signedAt(isoTime(claims.iat), now / 1000 - claims.iat)),
    row(ended ? "Expired" : "Expires", signedAt(isoTime(claims.exp), now / 1000 - claims.exp)),
  ];
  return {
    title: "Agent Identity JWT",
    verdict: ended
      ? { status: "invalid", text: "Expired" }
      : { status: "unverified", text: "Not verified: this needs the authority's keys" },
    rows: rows.flatMap((one) => one ?? []),
    finding: {
      title: "This JWT is a secret",
      message: "It holds the agent's private key: whoever has it can sign as the agent.",
      remedy: "Remove it from the file, and let the agent be registered anew.",
    },
  };
}

function claimsOf(text: string) {
  try {
    return decodeUnverifiedAgentIdentityJwt(text);
  } catch {
    return undefined;
  }
}

function verdictOf(
  { valid, signature, freshness, findings }: ReturnType<typeof inspectAssertion>,
  keys: number,
): Explanation["verdict"] {
  if (valid) return { status: "valid", text: "Valid" };
  if (signature === "valid")
    return { status: "invalid", text: `Signature valid, but ${staleness(freshness)}` };
  const isMalformed = freshness === "unknown" && findings.some(({ severity }) => severity === "error");
  if (isMalformed) return { status: "invalid", text: "Malformed" };
  if (signature === "invalid") return { status: "invalid", text: invalidText(keys) };
  const stale = freshness === "fresh" ? "" : `, and ${staleness(freshness)}`;
  return { status: "unverified", text: `Not verified: no public key is known${stale}` };
}

const invalidText = (keys: number) =>
  keys === 1 ? "Not signed by the known key" : `Not signed by any of the ${keys} known keys`;

function staleness(freshness: string): string {
  if (freshness === "expired") return "expired";
  return freshness === "future" ? "from the future" : "not acceptable";
}

/** The first finding that matters: an error, else a warning, else none. */
function findingOf(findings: ReturnType<typeof inspectAssertion>["findings"]): Pick<Explanation, "finding"> {
  const first =
    findings.find(({ severity }) => severity === "error") ??
    findings.find(({ severity }) => severity === "warning");
  if (!first) return {};
  const { title, remedy } = adviceFor(first.code) ?? { title: first.code, remedy: undefined };
  return { finding: { title, message: redactSecrets(first.message), ...(remedy && { remedy }) } };
}

const LONGEST_VALUE = 200;

/** An id is whatever its author wanted, so it may be long, or hold a secret that was put there by mistake. */
function row(label: string, value: string | undefined): [readonly [string, string]] | undefined {
  if (value === undefined) return undefined;
  const shown = redactSecrets(value);
  return [[label, shown.length > LONGEST_VALUE ? `${shown.slice(0, LONGEST_VALUE)}…` : shown]];
}

function signedAt(timestamp: string | undefined, ageSeconds: number | undefined): string | undefined {
  if (timestamp === undefined || ageSeconds === undefined) return timestamp;
  return `${describeAge(ageSeconds)} (${timestamp})`;
}

function isoTime(seconds: number): string {
  const time = new Date(seconds * 1000);
  return Number.isNaN(time.getTime()) ? String(seconds) : time.toISOString().replace(".000Z", "Z");
}
