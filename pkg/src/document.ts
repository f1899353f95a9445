import { AgentPublicKey } from "./agent-public-key.js";
import { isAgentIdentityError } from "./error.js";
import { verifyAgentIdentityJwt } from "./identities.js";
import { type Finding, INSPECT_OPTIONS, type Inspection, keysOf, refusalOf } from "./inspection.js";
import { core } from "./load.js";
import { readOptions, refuseUnknown } from "./options.js";
import type { JwkSet } from "./remote-jwks.js";
import type { VerifyOptions } from "./verification.js";

/** The kinds of documents that {@link inspectDocument} knows (docs/PROTOCOL.md). */
export type DocumentKind =
  /** An assertion: a token, a header, a command or a log with one in it, or the decoded token. */
  | "assertion"
  /** A JSON Web Token. */
  | "jwt"
  /** A Codex `auth.json`, or the record of one. */
  | "authJson"
  /** A JSON Web Key Set. */
  | "jwks"
  /** The body of a task registration. */
  | "taskRegistration"
  /** The body of an agent registration. */
  | "agentRegistration"
  /** The authority's answer to a task registration. */
  | "taskRegistrationAnswer"
  /** The authority's answer to an agent registration. */
  | "agentRegistrationAnswer"
  /** A public key in any form. */
  | "publicKey"
  /** A private key in any form. */
  | "privateKey"
  /** Any other text. */
  | "unknown";

/** The codes of findings that are not refusals; those have an {@link AgentIdentityErrorCode}. */
export type DocumentNoteCode =
  /** No known kind of document. */
  | "document_unrecognized"
  /** The text holds a secret. */
  | "document_secret"
  /** The document has more than 500 parts. */
  | "parts_left_out"
  /** A byte order mark comes first. */
  | "byte_order_mark"
  /** The signature was not checked, for want of a key. */
  | "signature_unchecked"
  /** The client signs with the agent identity of an `auth.json`. */
  | "identity_used"
  /** The client uses or registers an agent identity only if the feature `use_agent_identity` is on. */
  | "identity_needs_feature"
  /** The client ignores the agent identity of an `auth.json`. */
  | "identity_ignored"
  /** The file holds nothing to authenticate with. */
  | "credential_missing"
  /** The client uses no agent identity in this mode. */
  | "identity_absent"
  /** A record without the file around it. */
  | "identity_record_alone"
  /** The client refuses a whole `auth.json`. */
  | "client_refuses_file"
  /** The file lacks `last_refresh`, without which the client does not use ChatGPT's tokens. */
  | "last_refresh_missing"
  /** A key of a JWKS that cannot verify an Agent Identity JWT. */
  | "jwks_key_ignored"
  /** A JWKS without any key that can verify an Agent Identity JWT. */
  | "jwks_key_missing"
  /** A task id that only the agent's private key opens. */
  | "task_id_sealed"
  /** A reference that the released client does not send. */
  | "external_task_ref_present";

/** One part of a document. */
export interface DocumentPart {
  /** The name of a member, after the names of the objects around it and dots: `tokens.account_id`. */
  readonly name: string;
  /** A string's text, or any other value as JSON. A secret's value is `[redacted]`. */
  readonly value: string;
  /** True if the value is redacted. */
  readonly secret: boolean;
  /** The place of the value: UTF-16 code units of the text, or of an assertion's decoded JSON. */
  readonly span?: Finding["span"];
}

/** An explanation of a document. */
export interface DocumentInspection {
  /** The kind of document that the text was recognised as. */
  readonly kind: DocumentKind;
  /** True if every check of its kind passed, false if one failed, `undefined` if it could not be judged, for want of a key for example. */
  readonly valid: boolean | undefined;
  /** At most 500 parts, in the order of the text. */
  readonly parts: readonly DocumentPart[];
  /** Errors first, then warnings, then notes. */
  readonly findings: readonly DocumentFinding[];
  /** The public key in the document, or that belongs to its private key or signature. It is yours to free. */
  readonly publicKey?: AgentPublicKey;
  /** The explanation of the assertion, for kind `assertion`. */
  readonly inspection?: Inspection;
}

/** One thing worth knowing about a document. */
export interface DocumentFinding extends Omit<Finding, "code"> {
  code: Finding["code"] | DocumentNoteCode;
}

/** The clock, the keys and the expectations by which a document is judged. */
export interface InspectDocumentOptions extends VerifyOptions {
  /** Judges an assertion, or with `expectedAgentRuntimeId` a task registration. */
  publicKey?: AgentPublicKey;
  /** More keys by which an assertion may be signed, at most 1000. They make nothing valid. */
  otherPublicKeys?: readonly AgentPublicKey[];
  /** Judges a JWT. */
  jwks?: JwkSet;
}

/**
 * Explains any document of this protocol: finds out its kind, takes it apart, and says what is worth knowing. It never
 * throws and never rejects; bad arguments give a finding.
 *
 * `valid` depends on the kind:
 * - `assertion`: {@link verifyAssertion} accepts it with `publicKey`.
 * - `jwt`: {@link verifyAgentIdentityJwt} accepts it with `jwks`.
 * - `taskRegistration`: {@link verifyTaskRegistration} accepts it with `publicKey` and `expectedAgentRuntimeId`.
 * - `authJson`: the released client would authenticate with it. The findings say how.
 * - `jwks`: it has a key that can verify an Agent Identity JWT.
 * - the others: the text is well-formed, and a key is not weak.
 *
 * @param text up to 1 MiB. The values of secret parts never leave the core.
 *
 * @example
 * ```js
 * import { AgentKey, inspectDocument } from "agent-identity-wasm";
 *
 * const { kind, valid, parts, publicKey } = await inspectDocument(AgentKey.generate().exportPkcs8());
 * console.log(kind, valid, parts[0].value); // privateKey true [redacted]
 * console.log(publicKey.toSsh().startsWith("ssh-ed25519 ")); // true
 *
 * const { findings } = await inspectDocument('{"agent_identity":"e30.e30.AAAA"}');
 * console.log(findings.map(({ code }) => code)); // [ 'identity_ignored', 'document_secret' ]
 * ```
 */
export async function inspectDocument(
  text: string,
  options?: InspectDocumentOptions,
): Promise<DocumentInspection> {
  try {
    refuseUnknown(options, DOCUMENT_OPTIONS);
    const { jwks } = readOptions(options, ["jwks"]);
    const found = core().inspectDocument(text, ...keysOf(options), jwks !== undefined, options);
    const { publicKey, ...document } = found;
    return {
      ...(document.kind === "jwt" && jwks !== undefined
        ? await judged(document, text, jwks, options)
        : document),
      ...(publicKey && { publicKey: AgentPublicKey.parse(publicKey) }),
    };
  } catch (error) {
    return { kind: "unknown", valid: undefined, parts: [], findings: [refusalOf(error)] };
  }
}

const DOCUMENT_OPTIONS = [...INSPECT_OPTIONS, "jwks"];

/** Adds the verdict on a JWT's signature, which the host's WebCrypto gives. */
async function judged(
  document: DocumentInspection,
  text: string,
  jwks: JwkSet,
  options: unknown,
): Promise<DocumentInspection> {
  const { now } = readOptions(options, ["now"]);
  try {
    await verifyAgentIdentityJwt(text.replace(/^\ufeff+/, ""), jwks, { now });
    return { ...document, valid: document.valid ?? true };
  } catch (error) {
    const finding = refusalOf(error);
    const isKnown = document.findings.some(({ code }) => code === finding.code);
    const valid = isAgentIdentityError(error, "webcrypto_unavailable") ? document.valid : false;
    return { ...document, valid, findings: isKnown ? document.findings : [finding, ...document.findings] };
  }
}
