import { inspectDocument, isAgentIdentityError, readAuth, type StoredAuth } from "agent-identity-wasm";
import { KINDS } from "../kinds.js";
import { describeIdentity } from "./identity.js";
import { explain, type Line } from "./line.js";
import { describeLogin } from "./login.js";
import { type SigningIdentity, signingIdentity } from "./signing-identity.js";

export interface Diagnosis {
  readonly lines: readonly Line[];
  /** The identity that the client would sign with, if there is one. */
  readonly identity?: SigningIdentity;
}

/** Findings that say less than the lines about the login, or nothing new to the owner of the file. */
const LEFT_OUT = [
  "document_secret",
  "identity_used",
  "identity_needs_feature",
  "identity_absent",
  "signature_unchecked",
];

/** Says what the client does with the text of an `auth.json`. */
export async function diagnose(text: string, useAgentIdentity: boolean): Promise<Diagnosis> {
  const auth = authIn(text);
  const findings = await findingsIn(text);
  const errors = findings.filter(({ level }) => level === "error");
  // A file that the client refuses as a whole says nothing about what the client will do.
  if (!auth || errors.length > 0) return { lines: findings };
  const login = describeLogin(auth.snapshot, auth.authMode, useAgentIdentity);
  const identity = signingIdentity(auth, useAgentIdentity);
  if (!identity) return { lines: [...login, ...findings] };
  const about = await describeIdentity(identity);
  // The client does not log in with a token that is not right.
  const isUsable = about.every(({ level }) => level !== "error");
  return { lines: [...(isUsable ? login : []), ...about, ...findings], identity };
}

function authIn(text: string): StoredAuth | undefined {
  try {
    return readAuth(text);
  } catch (error) {
    if (isAgentIdentityError(error)) return undefined;
    throw error;
  }
}

/** Returns what the inspection of the document finds wrong or remarkable. */
async function findingsIn(text: string): Promise<Line[]> {
  const { kind, findings, publicKey } = await inspectDocument(text);
  publicKey?.free();
  if (kind !== "authJson") return [await notAuthJson(text, kind)];
  return findings
    .filter(({ code, severity }) => severity !== "info" && !LEFT_OUT.includes(code))
    .map((finding) => explain(finding.severity === "error" ? "error" : "warning", finding));
}

/** Says why a text is not an `auth.json`: it is not JSON, it is empty, or it is another document. */
async function notAuthJson(text: string, kind: keyof typeof KINDS): Promise<Line> {
  if (kind !== "unknown") {
    return {
      level: "error",
      text: `This is not an auth.json file, but ${KINDS[kind]}.`,
      advice: "Give the auth.json of the Codex client. For other texts there is: agent-identity-wasm inspect",
    };
  }
  if (text.trim() === "")
    return { level: "error", text: "The file is empty.", advice: "Log in with the client." };
  try {
    readAuth(text);
  } catch (error) {
    if (isAgentIdentityError(error)) return explain("error", error);
    throw error;
  }
  return explain("error", { code: "credential_missing", message: "it has no member that the client knows" });
}
