import { type FoundSecret, findSecrets } from "agent-identity-wasm";
import { strings } from "../strings.js";
import { readJson } from "./json.js";
import { attempt } from "./refusal.js";

/** A secret that does not belong into this page, and where it stands in a text. */
export interface Secret {
  readonly kind: Exclude<FoundSecret["kind"], "assertion">;
  readonly start: number;
  readonly end: number;
}

/** The package takes texts up to this length. A longer one is searched in pieces. */
const LONGEST_PIECE = 1_048_576;
/** Pieces overlap by more than any secret is long, so that none is cut at both its ends. */
const OVERLAP = 65_536;

/**
 * Finds every secret in a text except assertions, which are what the page is for. If the core cannot be started, or the
 * text is not Unicode, nothing is found, and nothing else can be done with the text either.
 */
export function secretsIn(text: string): Secret[] {
  const found: Secret[] = [];
  for (let from = 0; from === 0 || from + OVERLAP < text.length; from += LONGEST_PIECE - OVERLAP) {
    for (const { kind, start, end } of find(text.slice(from, from + LONGEST_PIECE)))
      add(found, { kind, start: from + start, end: from + end });
  }
  return found;
}

function find(piece: string): Secret[] {
  const secrets = attempt(() => findSecrets(piece)).value ?? [];
  return secrets.flatMap(({ kind, start, end }) => (kind === "assertion" ? [] : [{ kind, start, end }]));
}

/** Adds a secret to those before it, of which the last may be the same one, cut off where its piece ended. */
function add(found: Secret[], secret: Secret) {
  const last = found.at(-1);
  if (last && secret.start < last.end)
    found[found.length - 1] = { ...last, end: Math.max(last.end, secret.end) };
  else found.push(secret);
}

/** Replaces parts of a text, which are given in their order. */
export function replaced<Part extends { readonly start: number; readonly end: number }>(
  text: string,
  parts: readonly Part[],
  instead: (part: Part) => string,
): string {
  let [kept, done] = ["", 0];
  for (const part of parts) {
    kept += text.slice(done, part.start) + instead(part);
    done = part.end;
  }
  return kept + text.slice(done);
}

/**
 * True if a text is JSON that only ever holds somebody's secrets: an auth.json, or a JWK or a JWKS with private members.
 * Little of it can be shown, and nothing of it is worth keeping in a box.
 */
export function isSecretFile(text: string): boolean {
  const value = readJson(text);
  const jwks = Array.isArray(value) ? value : [value, ...listOf(membersOf(value).keys)];
  return (
    jwks.some(isPrivateJwk) ||
    ["tokens", "agent_identity", "OPENAI_API_KEY"].some((name) => name in membersOf(value))
  );
}

const isPrivateJwk = (jwk: unknown) =>
  "kty" in membersOf(jwk) && ["d", "k"].some((name) => name in membersOf(jwk));
const membersOf = (value: unknown) =>
  (typeof value === "object" && value !== null ? value : {}) as Record<string, unknown>;
const listOf = (value: unknown) => (Array.isArray(value) ? value : []);

/** Returns the text with each secret replaced by a mark. */
export const redactedText = (text: string): string =>
  replaced(text, secretsIn(text), () => strings.secrets.removed.credential);
