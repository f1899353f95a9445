import { AgentKey, decodeUnverifiedAgentIdentityJwt, readAuthJson } from "agent-identity-wasm";
import { attempt } from "./refusal.js";

/** A private key in a text, and where. */
export interface Secret {
  readonly kind: "authJson" | "jwt" | "privateKey";
  readonly privateKey: string;
  readonly agentRuntimeId?: string;
  readonly start: number;
  readonly end: number;
}

// What is looked for is short; and each begins at a word's start, so that no text is gone through twice.
const LONGEST_FILE = 200_000;
const PEM = /-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----[\s\S]{20,8000}?-----END [A-Z ]{0,20}PRIVATE KEY-----/g;
const BASE64 = /(?<![A-Za-z0-9+/])M(?:C4CAQ|FECAQ|FMCAQ)[A-Za-z0-9+/]{40,160}={0,2}/g;
const JWT = /(?<![\w-])eyJ[\w-]{10,16000}\.eyJ[\w-]{20,16000}\.[\w-]{2,4000}/g;

export function findSecrets(text: string): Secret[] {
  const whole = text.length <= LONGEST_FILE ? wholeFile(text) : undefined;
  if (whole) return [whole];
  return [
    ...matches(text, JWT, jwt),
    ...matches(text, PEM, privateKey),
    ...matches(text, BASE64, privateKey),
  ].sort((one, other) => one.start - other.start);
}

/** The text without them. */
export function withoutSecrets(text: string, secrets: readonly Secret[], instead: string): string {
  let [kept, done] = ["", 0];
  for (const { start, end } of secrets) {
    if (start < done) continue;
    kept += text.slice(done, start) + instead;
    done = end;
  }
  const rest = kept + text.slice(done);
  return rest.trim() === instead ? "" : rest;
}

export function publicHalves(secrets: readonly Secret[]): string[] {
  const lines = secrets.flatMap(({ privateKey }) => {
    const { value: key } = attempt(() => AgentKey.fromPkcs8(privateKey));
    const line = key?.publicKey.toSsh();
    key?.free();
    return line ?? [];
  });
  return [...new Set(lines)];
}

type Read = (text: string) => Pick<Secret, "kind" | "privateKey" | "agentRuntimeId"> | undefined;

function matches(text: string, pattern: RegExp, read: Read): Secret[] {
  return [...text.matchAll(pattern)].flatMap(({ 0: found, index: start }) => {
    const secret = read(found);
    return secret ? { ...secret, start, end: start + found.length } : [];
  });
}

/** Damaged too, it is nobody's business. */
const privateKey: Read = (text) => ({ kind: "privateKey", privateKey: text });

function jwt(text: string): ReturnType<Read> {
  const { value } = attempt(() => decodeUnverifiedAgentIdentityJwt(text));
  return value && { kind: "jwt", privateKey: value.agentPrivateKey, agentRuntimeId: value.agentRuntimeId };
}

function wholeFile(text: string): Secret | undefined {
  if (!/^\s*\{/.test(text)) return undefined;
  const { value } = attempt(() => readAuthJson(text));
  if (!value) return undefined;
  const { agentPrivateKey, agentRuntimeId } = value.record;
  return { kind: "authJson", privateKey: agentPrivateKey, agentRuntimeId, start: 0, end: text.length };
}
