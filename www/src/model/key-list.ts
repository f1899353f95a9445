import { AgentPublicKey } from "agent-identity-wasm";
import { attempt, type Refusal } from "./refusal.js";

export interface KeyList {
  readonly keys: readonly AgentPublicKey[];
  /** The reason why a part of the text, or all of it, is not a key. */
  readonly refusal?: Refusal;
}

const PEM = /-----BEGIN [^-]+-----[\s\S]*?-----END [^-]+-----/g;
const MOST = 200;

/** One key in any form that the package takes, or several: PEM blocks, a JWKS, or one a line. */
export function readKeys(text: string): KeyList {
  if (text.trim() === "") return { keys: [] };
  const { value: only, refusal } = attempt(() => AgentPublicKey.parse(text));
  if (only) return { keys: [only] };
  const attempts = partsOf(text).map((part) => attempt(() => AgentPublicKey.parse(part)));
  const keys = attempts.flatMap(({ value }) => value ?? []);
  if (keys.length === 0 || attempts.length < 2) return free(keys, refusal);
  const faults = attempts.flatMap(({ refusal }) => refusal ?? []);
  const secret = faults.find(({ code }) => code === "public_key_is_private");
  if (secret) return free(keys, secret);
  return faults[0] ? { keys, refusal: faults[0] } : { keys };
}

function free(keys: readonly AgentPublicKey[], refusal: Refusal): KeyList {
  for (const key of keys) key.free();
  return { keys: [], refusal };
}

function partsOf(text: string): (string | JsonWebKey)[] {
  const jwks = jwksIn(text);
  if (jwks) return jwks.slice(0, MOST);
  const blocks = text.match(PEM) ?? [];
  const lines = text.replaceAll(PEM, "\n").split("\n");
  return [
    ...blocks,
    ...lines.map((line) => line.trim()).filter((line) => line !== "" && !line.startsWith("#")),
  ].slice(0, MOST);
}

function jwksIn(text: string): JsonWebKey[] | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    const { keys = undefined, length } = JSON.parse(text);
    if (Array.isArray(keys)) return keys;
    return length > 0 ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}
