import {
  AgentKey,
  AgentPublicKey,
  decodeUnverifiedAgentIdentityJwt,
  readAuthJson,
} from "agent-identity-wasm";
import { readJson } from "./json.js";
import { attempt } from "./refusal.js";
import type { Secret } from "./secrets.js";

/** A private key in a text, and the agent that it belongs to if the text tells. */
export interface FoundKey {
  readonly privateKey: string;
  readonly agentRuntimeId?: string;
}

/** The private keys of an auth.json, of JWTs and in any other form that the package reads. */
export function privateKeysIn(text: string, secrets: readonly Secret[]): FoundKey[] {
  const record = attempt(() => readAuthJson(text)).value?.record;
  if (record) return [{ privateKey: record.agentPrivateKey, agentRuntimeId: record.agentRuntimeId }];
  return secrets.flatMap(({ kind, start, end }) => {
    const secret = text.slice(start, end);
    if (kind === "privateKey") return [{ privateKey: secret }];
    const claims = kind === "jwt" && attempt(() => decodeUnverifiedAgentIdentityJwt(secret)).value;
    return claims ? [{ privateKey: claims.agentPrivateKey, agentRuntimeId: claims.agentRuntimeId }] : [];
  });
}

/** The public halves of the private keys in a text, as OpenSSH lines. */
export function publicHalves(text: string, secrets: readonly Secret[]): string[] {
  const halves = privateKeysIn(text, secrets).map(({ privateKey }) => halfOf(privateKey));
  const ofJwks = jwksOf(readJson(text)).map(halfOfJwk);
  return [...new Set([...halves, ...ofJwks])].filter((line) => line !== undefined);
}

function halfOf(privateKey: string): string | undefined {
  const { value: key } = attempt(() => AgentKey.fromPkcs8(privateKey));
  const line = key?.publicKey.toSsh();
  key?.free();
  return line;
}

/** The keys of a JWKS, those of a list, or the key that a JWK is. */
function jwksOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  const { keys } = (value ?? {}) as { keys?: unknown };
  return Array.isArray(keys) ? keys : [value];
}

/** Reads the public members of a JWK and no others. */
function halfOfJwk(jwk: unknown): string | undefined {
  const { kty, crv, x } = (jwk ?? {}) as JsonWebKey;
  if (typeof x !== "string") return undefined;
  const { value: key } = attempt(() => AgentPublicKey.parse({ kty, crv, x } as JsonWebKey));
  const line = key?.toSsh();
  key?.free();
  return line;
}
