import {
  type AgentPublicKey,
  type DocumentInspection,
  decodeUnverifiedAgentIdentityJwt,
  type InspectDocumentOptions,
  inspectDocument,
  type JwkSet,
  readAuthJson,
} from "agent-identity-wasm";
import { readJson } from "./json.js";
import { attempt } from "./refusal.js";

/** The kinds that have a view of their own; an assertion has the verdict, and everything else is judged as one. */
export type DocumentKind = Exclude<DocumentInspection["kind"], "assertion" | "unknown">;

/** A document that is not an assertion, without its secrets. */
export interface Document {
  readonly kind: DocumentKind;
  readonly valid: boolean | undefined;
  readonly parts: DocumentInspection["parts"];
  readonly findings: DocumentInspection["findings"];
  /** The public key in the document, or the one that belongs to its private key, as an OpenSSH line. */
  readonly publicKey?: { readonly line: string; readonly fingerprint: string };
  /** True if the text holds a secret. It is then not in the text box; only a JWT is kept in memory. */
  readonly isSecret: boolean;
}

/** The agent and the task that a document is about. */
export interface DocumentIds {
  readonly expectedAgentRuntimeId?: string;
  readonly expectedTaskId?: string;
}

/** The value of an `Authorization` header with another scheme is judged as a header, whatever its token looks like. */
const BEARER = /^\s*(?:authorization\s*:\s*)?bearer\s/i;

/** The package takes texts up to this length. */
const MAX_LENGTH = 1_048_576;

export interface DocumentContext {
  readonly now: number | undefined;
  readonly keys: readonly AgentPublicKey[];
  /** The text of the key box: for a JWT, the authority's key set. */
  readonly keyText: string;
  readonly conditions: Omit<InspectDocumentOptions, "now">;
}

/**
 * Inspects the text that was entered last, and again whenever the clock, the keys or the conditions change. It keeps a
 * JWT in memory until another text is entered, and no other text with secrets in it.
 */
export class DocumentInspector {
  #text = "";
  #asked = "";
  readonly #onChange: (ids: DocumentIds) => void;
  /** The document that was entered last, if it is one. */
  document: Document | undefined;

  constructor(onChange: (ids: DocumentIds) => void) {
    this.#onChange = onChange;
  }

  /** Takes a text with everything that is in it. */
  enter(text: string) {
    this.#text = text.length > MAX_LENGTH ? "" : text;
    this.#asked = "";
    this.document = undefined;
  }

  /** Inspects the text if anything has changed since the last time. */
  inspect(context: DocumentContext) {
    if (this.#text.trim() === "") return;
    const { now, keys, keyText, conditions } = context;
    const second = now === undefined ? "" : Math.trunc(now / 1000);
    const asked = JSON.stringify([second, keyText, conditions]);
    if (asked === this.#asked) return;
    const isNew = this.#asked === "";
    this.#asked = asked;
    const jwks = jwkSetIn(keyText);
    const [publicKey, ...otherPublicKeys] = keys;
    this.#run(isNew, {
      ...conditions,
      ...(now === undefined ? {} : { now }),
      ...(publicKey ? { publicKey, otherPublicKeys } : {}),
      ...(jwks ? { jwks } : {}),
    });
  }

  async #run(isNew: boolean, options: InspectDocumentOptions) {
    const [text, asked] = [this.#text, this.#asked];
    const { kind, valid, parts, findings, publicKey } = await inspectDocument(text, options);
    const key = publicKey && { line: publicKey.toSsh(), fingerprint: publicKey.fingerprint() };
    publicKey?.free();
    if (text !== this.#text || asked !== this.#asked) return;
    if (kind === "assertion" || kind === "unknown" || BEARER.test(text)) {
      // Any other text is not kept. It is in the text box, without its secrets.
      this.#text = "";
      return;
    }
    const isSecret = parts.some(({ secret }) => secret);
    // Only a JWT is judged again, once there is a key set. Other secrets are forgotten at once.
    if (isSecret && kind !== "jwt") this.#text = "";
    this.document = { kind, valid, parts, findings, isSecret, ...(key ? { publicKey: key } : {}) };
    this.#onChange(isNew ? idsIn(text) : {});
  }
}

/** The key set in a text: a JWKS, or a list of JWKs. */
export function jwkSetIn(text: string): JwkSet | undefined {
  const value = readJson(text);
  if (Array.isArray(value)) return { keys: value };
  return Array.isArray((value as JwkSet | undefined)?.keys) ? (value as JwkSet) : undefined;
}

/** The ids of the identity that an auth.json or a JWT holds. */
function idsIn(text: string): DocumentIds {
  const identity =
    attempt(() => readAuthJson(text)).value?.record ??
    attempt(() => decodeUnverifiedAgentIdentityJwt(text.trim())).value;
  if (!identity) return {};
  const { agentRuntimeId, taskId } = identity as { agentRuntimeId: string; taskId?: string };
  return { expectedAgentRuntimeId: agentRuntimeId, ...(taskId ? { expectedTaskId: taskId } : {}) };
}
