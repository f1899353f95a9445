import { strings } from "../strings.js";
import { noChecks } from "./checks.js";
import type { Conditions } from "./conditions.js";
import { type Document, jwkSetIn } from "./document.js";
import type { Finding } from "./findings.js";
import type { Form } from "./form.js";
import type { ReadKey } from "./key-reader.js";
import type { Report, Status } from "./report.js";

const words = strings.documents;

/** The report on a document that is not an assertion. */
export function documentReport(
  document: Document,
  form: Form,
  key: ReadKey,
  { now, faults }: Conditions,
): Report {
  const status = statusOf(document);
  const error = document.findings.find(({ severity }) => severity === "error");
  const isJwt = document.kind === "jwt" && jwkSetIn(form.publicKey) !== undefined;
  return {
    status,
    reason: `${words.names[document.kind]} ${reasonFor(document, status)}`,
    ...(error && status === "invalid" ? { code: error.code } : {}),
    checks: noChecks,
    findings: document.findings as readonly Finding[],
    key: isJwt ? { keys: [], fingerprints: [], keySet: jwkSetIn(form.publicKey)?.keys.length ?? 0 } : key,
    clock: form.clock,
    faults,
    now,
    document,
  };
}

const statusOf = ({ valid }: Document): Status =>
  valid === undefined ? "unverified" : valid ? "valid" : "invalid";

function reasonFor({ kind }: Document, status: Status): string {
  if (status === "valid") return words.valid[kind];
  return status === "invalid" ? words.invalid[kind] : words.unverified[kind];
}
