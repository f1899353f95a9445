import { type DocumentInspection, inspectDocument } from "agent-identity-wasm";
import { adviceFor } from "agent-identity-wasm/advice";
import { type KnownKey, withKeys } from "../keys/known-keys.js";

/** A document of the protocol other than an assertion, explained. Its secret values are redacted. */
export interface DocumentReport {
  readonly title: string;
  readonly valid: boolean | undefined;
  readonly parts: readonly { readonly name: string; readonly value: string; readonly secret: boolean }[];
  readonly findings: readonly {
    readonly severity: "error" | "warning" | "info";
    readonly title: string;
    readonly message: string;
    readonly remedy?: string;
  }[];
}

const TITLES: Readonly<Record<DocumentInspection["kind"], string>> = {
  assertion: "Assertion",
  jwt: "JWT",
  authJson: "auth.json",
  jwks: "JSON Web Key Set",
  taskRegistration: "Task registration",
  agentRegistration: "Agent registration",
  taskRegistrationAnswer: "Answer to a task registration",
  agentRegistrationAnswer: "Answer to an agent registration",
  publicKey: "Public key",
  privateKey: "Private key",
  unknown: "Unknown document",
};

/** Explains a text if it is a whole document. The inspector element does so for assertions, and for all other texts. */
export async function reportOn(text: string, keys: readonly KnownKey[]): Promise<DocumentReport | undefined> {
  const inspection = await withKeys(keys, (options) => inspectDocument(text, options));
  const { kind, valid, parts, findings } = inspection;
  if (kind === "assertion" || kind === "unknown") return undefined;
  return {
    title: TITLES[kind],
    valid,
    parts: parts.map(({ name, value, secret }) => ({ name, value, secret })),
    findings: findings.map(({ severity, code, message }) => {
      const { title = code, remedy } = adviceFor(code) ?? {};
      return { severity, title, message, ...(remedy && { remedy }) };
    }),
  };
}
