/**
 * Sign, verify and inspect Codex Agent Identity assertions.
 *
 * Nothing here does I/O but {@link AgentTasks} and {@link registerAgent}, and those through `fetch`. Every
 * function works at once; the WebAssembly module is compiled on first use.
 * Every refusal is an {@link AgentIdentityError} with a stable `code`.
 *
 * @packageDocumentation
 */

declare global {
  interface SymbolConstructor {
    /** So that `using` type-checks without a `lib` setting of yours. */
    readonly dispose: unique symbol;
  }
}

// ---- loading ---------------------------------------------------------------------------------------

/** A compiled WebAssembly module, in whichever way your `lib` names it. */
export type WebAssemblyModule = typeof globalThis extends {
  WebAssembly: { Module: new (...args: never[]) => infer Module };
}
  ? Module
  : object;

/** Where the module comes from: a URL, a `Request`, a `Response`, its bytes, or the module that this realm compiled. */
export type InitSource =
  | { readonly href: string; readonly origin: string }
  | { readonly url: string; readonly method: string }
  | {
      readonly ok: boolean;
      readonly status: number;
      readonly url: string;
      arrayBuffer(): Promise<ArrayBuffer>;
    }
  | ArrayBuffer
  | ArrayBufferView
  | WebAssemblyModule;

/**
 * Compiles the module. Optional, but in `agent-identity-wasm/slim`: awaiting it once moves the compilation
 * (a few milliseconds) off the first call. Further calls do nothing.
 *
 * @param source what to compile instead of the bytes that came with the package
 * @throws {@link AgentIdentityError} `wasm_blocked`, `wasm_invalid`, `not_initialized`
 *
 * @example
 * ```js
 * import init from "agent-identity-wasm";
 *
 * await init();
 * ```
 */
export function init(source?: InitSource | Promise<InitSource>): Promise<void>;
export default init;

/**
 * The same without waiting, from bytes or a compiled module.
 *
 * @throws {@link AgentIdentityError} `wasm_blocked`, `wasm_invalid`, `not_initialized`
 *
 * @example
 * ```js
 * import { initSync } from "agent-identity-wasm";
 *
 * initSync();
 * ```
 */
export function initSync(source?: ArrayBuffer | ArrayBufferView | WebAssemblyModule): void;

/** The version of this package, as in its `package.json`. */
export const version: string;

// ---- errors ----------------------------------------------------------------------------------------

/**
 * Why something was refused. A code is never renamed or given another meaning within a major version.
 *
 * The sources of the rules are named in `docs/PROTOCOL.md` of the repository.
 */
export type AgentIdentityErrorCode =
  // arguments
  | "wrong_type" // an argument has a type that the function does not take
  | "text_too_long" // a text is longer than anything that could be right for it
  | "text_not_unicode" // a string holds half of a surrogate pair
  | "number_out_of_range" // a number is not finite, not whole where it must be, or outside its range
  | "time_out_of_range" // a clock reading is no time, or lies outside the years 0000 to 9999
  // this package
  | "not_initialized" // slim: `init` has not been called
  | "wasm_blocked" // WebAssembly is missing or forbidden here, by a Content-Security-Policy for example
  | "wasm_invalid" // what was given to `init` is not the module of this build, or never came
  | "random_unavailable" // the host has no secure random numbers
  | "freed" // an object is used after `free()`
  | "not_cloneable" // an object was given to `structuredClone`, `postMessage` or a spread
  // ids and times on the wire
  | "agent_runtime_id_invalid" // 1 to 256 bytes, no control characters or white space, none of : / \ ? #, not . or ..
  | "task_id_invalid" // 1 to 256 bytes, no control characters, no white space at its ends
  | "external_task_ref_invalid" // 1 to 512 bytes, no control characters, no white space at its ends
  | "timestamp_malformed" // not of the form 2026-11-22T06:16:09Z
  | "timestamp_impossible" // no such date or time: 30 February, second 60
  | "timestamp_expired" // older than the window allows
  | "timestamp_in_future" // further ahead of the clock than the window allows
  | "signature_malformed" // not canonical, padded, standard base64 of 64 bytes
  | "signature_invalid" // does not verify, strictly, with the key given
  // assertions and other documents
  | "assertion_too_long" // a header of more than 8192 bytes
  | "assertion_scheme_invalid" // not `AgentAssertion` and a space
  | "assertion_base64url_invalid" // not canonical base64url without padding (RFC 4648 §5)
  | "assertion_utf8_invalid" // the decoded token is not UTF-8
  | "json_invalid" // not JSON (RFC 8259)
  | "json_not_object" // JSON, but no object
  | "json_trailing_data" // something follows the object
  | "json_member_duplicate" // two members of one name
  | "json_member_missing" // a member that must be there is not
  | "json_member_not_string" // a member that must be a string is not
  | "agent_runtime_id_unexpected" // an assertion for another agent than expected
  | "task_id_unexpected" // an assertion for another task than expected
  // public keys
  | "public_key_unrecognized" // in no form that is known
  | "public_key_wrong_algorithm" // not Ed25519, or not for signatures
  | "public_key_malformed" // a known form with broken contents
  | "public_key_invalid_point" // no canonically encoded point of the curve (RFC 8032 §5.1.3)
  | "public_key_weak" // a point of small order: signatures by it prove nothing
  | "public_key_is_private" // a private key in the place of a public one
  // private keys
  | "private_key_unrecognized" // in no form that is known
  | "private_key_wrong_algorithm" // not Ed25519
  | "private_key_malformed" // PKCS#8 with broken contents
  | "private_key_truncated" // ends too early
  | "private_key_trailing_data" // something follows it
  | "private_key_mismatch" // version 2, with a public half that is not its own
  | "private_key_encrypted" // encrypted with a password
  | "private_key_is_public" // a public key in the place of a private one
  // tasks, registrations, hosts
  | "task_of_other_agent" // a registered task of another agent
  | "task_id_missing" // a response with no task id in it
  | "sealed_task_id_malformed" // not base64, or not UTF-8 once opened
  | "sealed_task_id_unopenable" // not for this agent's key, or altered
  | "access_token_invalid" // could not stand in a header
  | "account_id_invalid" // could not stand in a header
  | "registration_text_invalid" // empty, over 256 bytes, or with control characters
  // identities at rest
  | "identity_record_invalid" // a stored identity with a member that is missing or of the wrong type
  | "jwt_malformed" // not three parts of base64url with JSON in the first two (RFC 7519)
  | "jwt_algorithm_invalid" // not RS256
  | "jwt_key_unknown" // no key of the JWKS has the JWT's kid, or the JWT names none
  | "jwt_key_invalid" // the key it names is not one RSA signature key of 2048 bits or more
  | "jwt_signature_invalid" // does not verify with the key it names
  | "jwt_issuer_invalid" // issued by somebody else
  | "jwt_audience_invalid" // for somebody else
  | "jwt_expired" // at or after its exp
  | "jwt_claim_invalid" // a claim is missing or of the wrong type
  | "webcrypto_unavailable" // no crypto.subtle here, for RS256
  | "base_url_invalid" // no absolute http(s) URL without user, query and fragment
  | "base_url_unknown" // no AuthAPI is known for this ChatGPT base
  // requests that were sent
  | "request_failed" // no answer came, or it broke off: no connection, for example
  | "request_timed_out" // the answer was not there in full in time
  | "request_aborted" // the caller's signal was aborted; `cause` is its reason
  | "response_too_large" // an answer of more than 65536 bytes, or chunks
  | "response_status"; // an answer whose status is not 2xx; `status` and `body` say more

/**
 * What is thrown for every refusal: a real `Error` with a stack, a message for people that says what is
 * wrong and where, and a `code` for programs. It never contains key material.
 *
 * The ESM, CommonJS and slim builds each have a class of their own: across them, use
 * {@link isAgentIdentityError}, not `instanceof`.
 */
export class AgentIdentityError extends Error {
  private constructor();
  readonly name: "AgentIdentityError";
  readonly code: AgentIdentityErrorCode;
  /** What the host threw, or the signal's reason, where that is the reason. */
  readonly cause?: unknown;
  /** `response_status`: the status; 0 where a browser hides that of a redirect. */
  readonly status?: number;
  /**
   * `response_status`: the first 512 characters of the answer, after secrets were taken out of it: what looks
   * like one, and the access token that was sent, escaped or not, in whole or eight characters of it.
   */
  readonly body?: string;
  /** `response_status`: how long the authority asked to wait (`Retry-After`), where it did. */
  readonly retryAfterMs?: number;
  /** How often a request was tried, where that was more than once. */
  readonly attempts?: number;
  /**
   * {@link registerAgent}: the key of an agent that may be registered, although no answer says so. Not
   * enumerable. It is yours now: keep it, or free it.
   */
  readonly key?: AgentKey;
}

/**
 * Whether a caught value is an {@link AgentIdentityError}, and where `code` is given, one of that code.
 *
 * @example
 * ```js
 * import { isAgentIdentityError, parseAssertion } from "agent-identity-wasm";
 *
 * try {
 *   parseAssertion("Bearer abc");
 * } catch (error) {
 *   console.log(isAgentIdentityError(error, "assertion_scheme_invalid")); // true
 * }
 * ```
 */
export function isAgentIdentityError<Code extends AgentIdentityErrorCode = AgentIdentityErrorCode>(
  value: unknown,
  code?: Code,
): value is AgentIdentityError & { readonly code: Code };

// ---- keys ------------------------------------------------------------------------------------------

/**
 * An Ed25519 key pair (RFC 8032).
 *
 * The secret lives in WebAssembly memory and is wiped when the key is freed or collected. The key prints as
 * redacted and cannot be cloned. What {@link AgentKey.exportPkcs8} returns is an ordinary string, which
 * JavaScript cannot wipe.
 *
 * @example
 * ```js
 * import { AgentKey } from "agent-identity-wasm";
 *
 * const key = AgentKey.generate();
 * const stored = key.exportPkcs8(); // a secret: keep it in a SecretStorage or a key chain
 * const again = AgentKey.fromPkcs8(stored);
 * console.log(again.publicKey.equals(key.publicKey)); // true
 * key.free();
 * ```
 */
export class AgentKey {
  private constructor();

  /**
   * Makes a new key from the host's secure random numbers.
   *
   * @throws {@link AgentIdentityError} `random_unavailable`
   */
  static generate(): AgentKey;

  /**
   * Reads PKCS#8, version 1 (RFC 8410) or 2 (RFC 5958): base64 as Codex stores it, PEM, or DER bytes.
   * White space around a text is ignored, and so are attributes in the structure (RFC 5958 §2).
   *
   * @throws {@link AgentIdentityError} `private_key_…`, one code a fault
   */
  static fromPkcs8(source: string | Uint8Array): AgentKey;

  /** The public half; the same object every time. */
  readonly publicKey: AgentPublicKey;

  /** Base64 of PKCS#8 version 1, the form that everyone reads. */
  exportPkcs8(): string;

  /** Wipes the secret once no {@link AgentIdentity} uses it. Freeing twice does nothing. */
  free(): void;
  [Symbol.dispose](): void;
}

/** A public key as a JSON Web Key (RFC 8037). */
export interface AgentPublicJwk {
  kty: "OKP";
  crv: "Ed25519";
  /** The 32 bytes in base64url without padding. */
  x: string;
}

/** What is read of a JSON Web Key; every `JsonWebKey` of WebCrypto is one. */
export interface PublicJwkLike {
  kty?: string;
  crv?: string;
  x?: string;
}

/**
 * An Ed25519 public key (RFC 8032): a canonically encoded point whose order is not small.
 *
 * @example
 * ```js
 * import { AgentPublicKey } from "agent-identity-wasm";
 *
 * const line = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINdamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea";
 * const key = AgentPublicKey.parse(line);
 * console.log(key.fingerprint()); // SHA256:bbXpuKG6zhzdmnxq256TlqzFBzRl2f6OOg722cYNbU8
 * console.log(key.toJwk().x); // 11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo
 * ```
 */
export class AgentPublicKey {
  private constructor();

  /**
   * Reads an OpenSSH line; SPKI as PEM, DER bytes or base64 of them; a JWK as an object or as JSON; the 32
   * bytes raw, in hex, base64 or base64url. White space around a text is ignored.
   *
   * @throws {@link AgentIdentityError} `public_key_…`, one code a fault
   */
  static parse(source: string | Uint8Array | PublicJwkLike): AgentPublicKey;

  /**
   * `ssh-ed25519 <base64>`, and the comment after it where there is one.
   *
   * @throws {@link AgentIdentityError} `registration_text_invalid`: a comment with control characters
   */
  toSsh(comment?: string): string;

  /** The 32 bytes of RFC 8032 §5.1.2. */
  toBytes(): Uint8Array;
  toJwk(): AgentPublicJwk;

  /** `-----BEGIN PUBLIC KEY-----` … (RFC 8410). */
  toSpkiPem(): string;

  /** `SHA256:…`, as `ssh-keygen -l` prints it. */
  fingerprint(): string;
  equals(other: AgentPublicKey): boolean;

  /** Freeing twice does nothing. */
  free(): void;
  [Symbol.dispose](): void;
}

// ---- requests --------------------------------------------------------------------------------------

/** A request for you to send: `const { url, ...init } = request; await fetch(url, init)`. */
export interface HttpRequest {
  url: string;
  method: "POST" | "GET";
  headers: Record<string, string>;
  body?: string;
}

export type Environment = "production" | "staging";

/** Base URLs without trailing slashes, and the URLs below them. */
export interface Endpoints {
  chatgptBaseUrl: string;
  authApiBaseUrl: string;
  agentRegistrationUrl: string;
  jwksUrl: string;
  /** The id is percent-encoded as a path segment (RFC 3986). */
  taskRegistrationUrl(agentRuntimeId: string): string;
}

/**
 * Where the authority answers, by environment (`"production"` unless you say otherwise) or by ChatGPT base
 * URL. A base that belongs to no known environment needs `authApiBaseUrl`.
 *
 * @throws {@link AgentIdentityError} `base_url_invalid`, `base_url_unknown`
 *
 * @example
 * ```js
 * import { endpoints } from "agent-identity-wasm";
 *
 * console.log(endpoints("staging").agentRegistrationUrl);
 * // https://auth.api.openai.org/api/accounts/v1/agent/register
 * console.log(endpoints("http://127.0.0.1:8080", { authApiBaseUrl: "http://127.0.0.1:8081" }).jwksUrl);
 * // http://127.0.0.1:8080/agent-identities/jwks
 * ```
 */
export function endpoints(
  environmentOrBaseUrl?: Environment | (string & {}),
  overrides?: { authApiBaseUrl?: string },
): Endpoints;

/** Where a request goes: `"production"` unless you say otherwise. */
export interface Where {
  endpoints?: Endpoints | Environment | (string & {});
  authApiBaseUrl?: string;
}

/** A `Date`, or milliseconds since 1970 as `Date.now()` gives them. */
export type Time = Date | number;

/** What runs, and where. Each text has 1 to 256 bytes and no control characters. */
export interface AgentBillOfMaterials {
  /** The program's version, for example `0.169.0`. */
  agentVersion: string;
  /** `codex-app` inside VS Code, `codex-cli` elsewhere. */
  agentHarnessId: string;
  /** `<session source>-<operating system>`, for example `exec-linux`. */
  runningLocation: string;
}

/**
 * The request that registers a new agent's public key for an account.
 *
 * @param options.accessToken the account's; a secret
 * @param options.capabilities `["responsesapi"]` unless you say otherwise
 * @param options.ttlSeconds how long the agent is to live, in whole seconds; `null`: as the authority likes
 * @throws {@link AgentIdentityError} `access_token_invalid`, `registration_text_invalid`,
 * `number_out_of_range`, `base_url_…`
 *
 * @example
 * ```js
 * import { AgentKey, agentRegistrationRequest } from "agent-identity-wasm";
 *
 * const key = AgentKey.generate();
 * const { url, ...init } = agentRegistrationRequest({
 *   publicKey: key.publicKey,
 *   accessToken: "the account's access token",
 *   billOfMaterials: { agentVersion: "1.0.0", agentHarnessId: "codex-app", runningLocation: "vscode-linux" },
 * });
 * console.log(init.method, url); // POST https://auth.openai.com/api/accounts/v1/agent/register
 * ```
 */
export function agentRegistrationRequest(
  options: {
    publicKey: AgentPublicKey;
    accessToken: string;
    billOfMaterials: AgentBillOfMaterials;
    capabilities?: readonly string[];
    ttlSeconds?: number | null;
    fedramp?: boolean;
  } & Where,
): HttpRequest;

/**
 * The new agent's id, from the body of the authority's answer.
 *
 * @throws {@link AgentIdentityError} `json_…`, `agent_runtime_id_invalid`
 *
 * @example
 * ```js
 * import { readAgentRegistrationResponse } from "agent-identity-wasm";
 *
 * console.log(readAgentRegistrationResponse('{"agent_runtime_id":"agent-1"}')); // agent-1
 * ```
 */
export function readAgentRegistrationResponse(body: string | object): string;

// ---- an agent --------------------------------------------------------------------------------------

/** `thread`: one conversation, with a reference. `background`: the whole process, without. Never sent. */
export type AgentTaskKind = "thread" | "background";

/** A task that the authority has registered. */
export interface RegisteredAgentTask {
  readonly agentRuntimeId: string;
  readonly taskId: string;
  readonly kind: AgentTaskKind;
  readonly externalTaskRef?: string;
}

/**
 * A registered agent with its key: it signs.
 *
 * @example
 * ```js
 * import { AgentIdentity, AgentKey, verifyAssertion } from "agent-identity-wasm";
 *
 * const identity = new AgentIdentity("agent-1", AgentKey.generate());
 * const header = identity.authorizationHeader("task-1");
 * console.log(header.split(" ")[0]); // AgentAssertion
 * console.log(verifyAssertion(header, identity.publicKey).taskId); // task-1
 * ```
 */
export class AgentIdentity {
  /**
   * @throws {@link AgentIdentityError} `agent_runtime_id_invalid`, `freed`
   */
  constructor(agentRuntimeId: string, key: AgentKey);
  readonly agentRuntimeId: string;

  /** The public half of the key; the same object every time. */
  readonly publicKey: AgentPublicKey;

  /**
   * The value of the `Authorization` header: `AgentAssertion …`, good for 300 seconds at the usual verifier.
   * The same task gets the same header for as long as the second lasts.
   *
   * @param task a task's id, or a task of this agent
   * @param options.now the time to sign for; the host's clock unless given
   * @throws {@link AgentIdentityError} `task_id_invalid`, `task_of_other_agent`, `time_out_of_range`
   */
  authorizationHeader(task: string | RegisteredAgentTask, options?: { now?: Time }): string;

  /**
   * `Authorization`, `ChatGPT-Account-ID` and, for a FedRAMP account, `X-OpenAI-Fedramp`.
   * The signature covers none but the first.
   *
   * @throws {@link AgentIdentityError} as {@link AgentIdentity.authorizationHeader}, and `account_id_invalid`
   *
   * @example
   * ```js
   * import { AgentIdentity, AgentKey } from "agent-identity-wasm";
   *
   * const identity = new AgentIdentity("agent-1", AgentKey.generate());
   * const headers = identity.requestHeaders("task-1", { accountId: "account-1" });
   * console.log(Object.keys(headers)); // [ 'Authorization', 'ChatGPT-Account-ID' ]
   * ```
   */
  requestHeaders(
    task: string | RegisteredAgentTask,
    options: { accountId: string; fedramp?: boolean; now?: Time },
  ): Record<string, string>;

  /**
   * The request that registers a task.
   *
   * @param options.externalTaskRef your own stable name for the work, a thread's id for example. The signature
   * does not cover it. Leave it out for background work.
   * @throws {@link AgentIdentityError} `external_task_ref_invalid`, `time_out_of_range`, `base_url_…`
   *
   * @example
   * ```js
   * import { AgentIdentity, AgentKey } from "agent-identity-wasm";
   *
   * const identity = new AgentIdentity("agent-1", AgentKey.generate());
   * const { url, ...init } = identity.taskRegistrationRequest({ externalTaskRef: "thread-7" });
   * console.log(url); // https://auth.openai.com/api/accounts/v1/agent/agent-1/task/register
   * // const body = await (await fetch(url, init)).text();
   * const body = '{"task_id":"task-1"}';
   * const task = identity.readTaskRegistrationResponse(body, { externalTaskRef: "thread-7" });
   * console.log(task.kind, task.taskId); // thread task-1
   * ```
   */
  taskRegistrationRequest(options?: { externalTaskRef?: string; now?: Time } & Where): HttpRequest;

  /**
   * The task that the authority's answer names: plainly, or sealed for this agent's key.
   *
   * @param body the text of the answer, or the object it holds
   * @throws {@link AgentIdentityError} `json_…`, `task_id_missing`, `task_id_invalid`, `sealed_task_id_…`
   */
  readTaskRegistrationResponse(
    body: string | object,
    options?: { externalTaskRef?: string },
  ): RegisteredAgentTask;

  /** Wipes the secret once the {@link AgentKey} is freed as well. Freeing twice does nothing. */
  free(): void;
  [Symbol.dispose](): void;
}

// ---- the other side --------------------------------------------------------------------------------

/** What an assertion says. */
export interface Assertion {
  agentRuntimeId: string;
  taskId: string;
  /** As it was signed: `2026-11-22T06:16:09Z`. */
  timestamp: string;
  issuedAt: Date;
  /** 64 bytes, R ‖ S (RFC 8032 §5.1.6). */
  signature: Uint8Array;
  /** What the signature covers: `<agent_runtime_id>:<task_id>:<timestamp>`. */
  signedText: string;
  /** Members of the envelope beyond the four. Nothing covers them: do not rely on them. */
  unsignedMembers: Record<string, unknown>;
}

/**
 * The window's ends belong to it. Seconds are finite numbers from 0 to 315569519999; they count to the
 * millisecond, and of a clock's reading whole milliseconds do.
 */
export interface VerifyOptions {
  /** The verifier's clock; the host's unless given. */
  now?: Time;
  /** How old the timestamp may be; 300 unless given. */
  maxAgeSeconds?: number;
  /** How far ahead of the clock it may be; 300 unless given. */
  maxSkewSeconds?: number;
  /** The only agent that is accepted. */
  expectedAgentRuntimeId?: string;
  /** The only task that is accepted. */
  expectedTaskId?: string;
}

/**
 * Reads a header without judging its signature or its age: nothing it says is proven.
 *
 * @throws {@link AgentIdentityError} the first of the checks of form that fails
 *
 * @example
 * ```js
 * import { AgentIdentity, AgentKey, parseAssertion } from "agent-identity-wasm";
 *
 * const header = new AgentIdentity("agent-1", AgentKey.generate()).authorizationHeader("task-1", { now: 0 });
 * console.log(parseAssertion(header).signedText); // agent-1:task-1:1970-01-01T00:00:00Z
 * ```
 */
export function parseAssertion(header: string): Assertion;

/**
 * Reads a header and throws unless every check passes: form, signature (strictly: canonical S, no points of
 * small order), freshness, expected ids, in this order.
 *
 * A captured header passes until it is stale: the protocol has no nonce. Use TLS and keep the window small.
 *
 * @throws {@link AgentIdentityError} the first check that fails
 *
 * @example
 * ```js
 * import { AgentIdentity, AgentKey, isAgentIdentityError, verifyAssertion } from "agent-identity-wasm";
 *
 * const agent = new AgentIdentity("agent-1", AgentKey.generate());
 * const header = agent.authorizationHeader("task-1", { now: Date.now() - 301_000 });
 * try {
 *   verifyAssertion(header, agent.publicKey, { expectedTaskId: "task-1" });
 * } catch (error) {
 *   console.log(isAgentIdentityError(error) && error.code); // timestamp_expired
 * }
 * ```
 */
export function verifyAssertion(
  header: string,
  publicKey: AgentPublicKey,
  options?: VerifyOptions,
): Assertion;

export type Verdict = { ok: true; assertion: Assertion } | { ok: false; error: AgentIdentityError };

/**
 * As {@link verifyAssertion} for up to a million headers of one key: a verdict for each, in order. A bad
 * header never throws, nor does one that cannot be read (`wrong_type`); a bad key, option or list does.
 *
 * A key that has verified 24 headers, here or one by one, gets a table that halves the time of the next ones. The
 * 32 keys that were used last can have one, of 220 KB each: 7 MB of WebAssembly memory at most.
 *
 * @example
 * ```js
 * import { AgentIdentity, AgentKey, verifyAssertions } from "agent-identity-wasm";
 *
 * const agent = new AgentIdentity("agent-1", AgentKey.generate());
 * const verdicts = verifyAssertions([agent.authorizationHeader("task-1"), "rubbish"], agent.publicKey);
 * console.log(verdicts.map((verdict) => verdict.ok)); // [ true, false ]
 * ```
 */
export function verifyAssertions(
  headers: readonly string[],
  publicKey: AgentPublicKey,
  options?: VerifyOptions,
): Verdict[];

/** How an assertion stood in a text, or what is odd about it; refusals have an {@link AgentIdentityErrorCode}. */
export type InspectionNoteCode =
  | "form_token" // a token without its scheme
  | "form_header_line" // `Authorization: …`
  | "form_curl" // a curl command
  | "form_embedded" // some other text; its first assertion is inspected
  | "scheme_case" // not written `AgentAssertion`
  | "scheme_spaces" // several spaces after the scheme
  | "unsigned_member" // a member beyond the four
  | "signed_text_ambiguous" // a colon in the runtime id
  | "other_key_matches" // not by the key given, but by one of the others
  | "json_escapes" // escapes that are not needed
  | "json_white_space" // white space between members
  | "member_order"; // not sorted by name, as the Codex client writes them

/** One thing worth knowing. */
export interface Finding {
  /** `error`: a verifier refuses it. `warning`: accepted, but not to be relied on. `info`: merely odd. */
  severity: "error" | "warning" | "info";
  code: AgentIdentityErrorCode | InspectionNoteCode;
  message: string;
  /** UTF-16 range in the input or in the decoded JSON, where the finding has a place. */
  span?: { in: "text" | "json"; start: number; end: number };
}

/** What a text is, part by part. */
export interface Inspection {
  /** Whether {@link verifyAssertion} accepts it with the key given; never without a key. */
  valid: boolean;
  signature: "valid" | "invalid" | "unchecked";
  /** The fingerprint of the one of the keys given, others too, that the signature is by. */
  signedBy?: string;
  freshness: "fresh" | "expired" | "future" | "unknown";
  /** The header's value that was judged: as it was written or, for a bare token, with its scheme. */
  header?: string;
  /** The decoded token, where it is UTF-8. */
  json?: string;
  /** What could be read, each part by itself. */
  assertion?: Partial<Assertion>;
  /** Negative where the timestamp lies ahead of the clock. */
  ageSeconds?: number;
  /** Errors first, in the order of the checks; then warnings; then what is merely odd. */
  findings: Finding[];
}

/**
 * Says what a text is and everything worth knowing about it. It takes a bare token, a header value, a header
 * line, a `curl` command, or a longer text with one of these in it, up to 1 MiB. It never throws.
 *
 * @param options.publicKey the key that it should be signed by
 * @param options.otherPublicKeys up to a thousand keys to look among where it is not. They make nothing valid: a
 * match is a finding, and the inspection's `signedBy`.
 *
 * @example
 * ```js
 * import { AgentIdentity, AgentKey, inspectAssertion } from "agent-identity-wasm";
 *
 * const agent = new AgentIdentity("agent-1", AgentKey.generate());
 * const command = `curl -H 'Authorization: ${agent.authorizationHeader("task-1")}' https://a.example`;
 * const inspection = inspectAssertion(command, { publicKey: agent.publicKey });
 * console.log(inspection.valid, inspection.assertion?.taskId); // true task-1
 * console.log(inspection.findings.map((finding) => finding.code)); // [ 'form_curl' ]
 * ```
 */
export function inspectAssertion(
  text: string,
  options?: VerifyOptions & { publicKey?: AgentPublicKey; otherPublicKeys?: readonly AgentPublicKey[] },
): Inspection;

/** An assertion in a longer text, and where it stood. */
export interface ExtractedAssertion {
  /** As it was written, without JSON's escapes; nothing in it is checked. Longer than any header may be, it is cut. */
  header: string;
  /** Counted from 1. */
  line: number;
  /** The index in a HAR file's `log.entries`, or in an array that is the whole text. */
  entry?: number;
  /** Where the request went, as it was written, where the text tells. */
  url?: string;
  /** How it was sent, where the text tells. */
  method?: string;
}

/**
 * Finds every assertion in a text of any size that comes in pieces: a HAR file, NDJSON, a log, a shell's history.
 * The pieces may be cut anywhere, in a token or a character too. What is kept of the text is bounded.
 *
 * URL and method are read from the HAR entry, from members named `url` and `method` (`http.url`, `request.method` and
 * the like) that stand around an assertion or beside it, and from the words of a line: a request line, a `curl`
 * command, a log.
 *
 * @example
 * ```js
 * import { AssertionExtractor } from "agent-identity-wasm";
 *
 * const extractor = new AssertionExtractor();
 * const log = new Blob(["POST https://a.example/x authorization: AgentAssertion eyJhIjoxfQ 200\n"]);
 * const found = [];
 * for await (const chunk of log.stream()) found.push(...extractor.push(chunk));
 * found.push(...extractor.finish());
 * extractor.free();
 * console.log(found[0].line, found[0].method, found[0].url); // 1 POST https://a.example/x
 * ```
 */
export class AssertionExtractor {
  constructor();

  /**
   * Takes the next piece: bytes of UTF-8, or a string that ends in no half of a surrogate pair.
   *
   * @returns what is complete by now, in the order of the text; what was found last may come with a later piece
   * @throws {@link AgentIdentityError} `wrong_type`, `freed`; never because of what is in the text
   */
  push(chunk: string | Uint8Array): ExtractedAssertion[];

  /** The text is over. Returns what was still open, and is ready for another text. */
  finish(): ExtractedAssertion[];

  /** Freeing twice does nothing. */
  free(): void;
  [Symbol.dispose](): void;
}

/**
 * As {@link AssertionExtractor}, for a text that is there as a whole.
 *
 * @throws {@link AgentIdentityError} `wrong_type`; never because of what is in the text
 *
 * @example
 * ```js
 * import { extractAssertions } from "agent-identity-wasm";
 *
 * const request = {
 *   method: "GET",
 *   url: "https://a.example/x",
 *   headers: [{ name: "Authorization", value: "AgentAssertion eyJhIjoxfQ" }],
 * };
 * const har = JSON.stringify({ log: { entries: [{ request }] } });
 * console.log(extractAssertions(har)[0].entry, extractAssertions(har)[0].header); // 0 AgentAssertion eyJhIjoxfQ
 * ```
 */
export function extractAssertions(text: string | Uint8Array): ExtractedAssertion[];

/**
 * For whoever plays the authority: checks the body of a task registration; form, signature, freshness.
 *
 * @returns the signed timestamp, and the reference, which the signature does not cover
 * @throws {@link AgentIdentityError} the first check that fails
 *
 * @example
 * ```js
 * import { AgentIdentity, AgentKey, verifyTaskRegistration } from "agent-identity-wasm";
 *
 * const agent = new AgentIdentity("agent-1", AgentKey.generate());
 * const { body } = agent.taskRegistrationRequest({ externalTaskRef: "thread-7" });
 * console.log(verifyTaskRegistration(body, "agent-1", agent.publicKey).externalTaskRef); // thread-7
 * ```
 */
export function verifyTaskRegistration(
  body: string | object,
  agentRuntimeId: string,
  publicKey: AgentPublicKey,
  options?: { now?: Time; maxAgeSeconds?: number; maxSkewSeconds?: number },
): { timestamp: string; externalTaskRef?: string };

/**
 * For whoever plays the authority: seals a task id so that only the agent can read it (libsodium's
 * `crypto_box_seal`, in base64).
 *
 * @throws {@link AgentIdentityError} `task_id_invalid`, `random_unavailable`
 *
 * @example
 * ```js
 * import { AgentIdentity, AgentKey, sealTaskId } from "agent-identity-wasm";
 *
 * const agent = new AgentIdentity("agent-1", AgentKey.generate());
 * const answer = { encrypted_task_id: sealTaskId("task-1", agent.publicKey) };
 * console.log(agent.readTaskRegistrationResponse(answer).taskId); // task-1
 * ```
 */
export function sealTaskId(taskId: string, publicKey: AgentPublicKey): string;

// ---- identities at rest, opting in -----------------------------------------------------------------

/** What a stored agent identity holds. `agentPrivateKey` is a secret: base64 of PKCS#8. */
export interface AgentIdentityRecord {
  agentRuntimeId: string;
  agentPrivateKey: string;
  accountId: string;
  chatgptUserId: string;
  email?: string;
  /** `enterprise` where the file says `hc`; any other plan as it is there. */
  planType: string;
  fedramp: boolean;
  /** The task that was registered last. */
  taskId?: string;
}

/** What an Agent Identity JWT claims. `agentPrivateKey` is a secret, and so is the JWT. */
export interface AgentIdentityClaims {
  iss: string;
  aud: string;
  /** Seconds since 1970. */
  iat: number;
  /** Seconds since 1970. */
  exp: number;
  agentRuntimeId: string;
  agentPrivateKey: string;
  accountId: string;
  chatgptUserId: string;
  email?: string;
  planType: string;
  fedramp: boolean;
}

/**
 * What a JWT claims, whoever made it: nothing is verified, neither signature nor issuer nor expiry.
 *
 * @throws {@link AgentIdentityError} `jwt_malformed`, `jwt_claim_invalid`, `private_key_…`, `agent_runtime_id_invalid`
 *
 * @example
 * ```js
 * import { decodeUnverifiedAgentIdentityJwt, isAgentIdentityError } from "agent-identity-wasm";
 *
 * try {
 *   decodeUnverifiedAgentIdentityJwt("not.a.jwt");
 * } catch (error) {
 *   console.log(isAgentIdentityError(error) && error.code); // jwt_malformed
 * }
 * ```
 */
export function decodeUnverifiedAgentIdentityJwt(jwt: string): AgentIdentityClaims;

/**
 * What a JWT claims, once its RS256 signature (by the host's WebCrypto), `kid`, `iss`, `aud` and `exp` are
 * checked. No other algorithm is accepted.
 *
 * @param jwks the authority's keys, from the `jwksUrl` of {@link endpoints}
 * @throws {@link AgentIdentityError} `jwt_…`, `webcrypto_unavailable`, `json_…` where `jwks` is no key set, and as
 *   {@link decodeUnverifiedAgentIdentityJwt}
 *
 * @example
 * ```js
 * import { endpoints, isAgentIdentityError, verifyAgentIdentityJwt } from "agent-identity-wasm";
 *
 * // const jwks = await (await fetch(endpoints().jwksUrl)).json();
 * const jwks = { keys: [] };
 * try {
 *   await verifyAgentIdentityJwt("e30.e30.AAAA", jwks);
 * } catch (error) {
 *   console.log(isAgentIdentityError(error) && error.code); // jwt_algorithm_invalid
 * }
 * ```
 */
export function verifyAgentIdentityJwt(
  jwt: string,
  jwks: { keys: readonly object[] },
  options?: { now?: Time },
): Promise<AgentIdentityClaims>;

/**
 * The agent identity inside a Codex `auth.json`, whichever form it is stored in; `undefined` where there is
 * none. A JWT in it is decoded, not verified.
 *
 * @param text the file's text, up to 1 MiB
 * @throws {@link AgentIdentityError} `json_…`, `identity_record_invalid`, `jwt_…`, `private_key_…`,
 *   `agent_runtime_id_invalid`, `task_id_invalid`
 *
 * @example
 * ```js
 * import { readAuthJson } from "agent-identity-wasm";
 *
 * console.log(readAuthJson('{"auth_mode":"apikey","OPENAI_API_KEY":"…"}')); // undefined
 * ```
 */
export function readAuthJson(
  text: string,
): { record: AgentIdentityRecord; storedAs: "record" | "jwt"; authMode?: string } | undefined;

/**
 * The same file with its record replaced. Every other byte stays as it was: unknown members, their order,
 * white space and the form of numbers.
 *
 * @throws {@link AgentIdentityError} `json_…`, `wrong_type`, `private_key_…`, `agent_runtime_id_invalid`,
 *   `task_id_invalid`, `text_too_long` where the file would be larger than what can be read
 *
 * @example
 * ```js
 * import { AgentKey, readAuthJson, writeAuthJson } from "agent-identity-wasm";
 *
 * const record = {
 *   agentRuntimeId: "agent-1",
 *   agentPrivateKey: AgentKey.generate().exportPkcs8(),
 *   accountId: "account-1",
 *   chatgptUserId: "user-1",
 *   planType: "pro",
 *   fedramp: false,
 * };
 * const text = writeAuthJson('{ "last_refresh": 1.50 }', record);
 * console.log(readAuthJson(text).record.accountId); // account-1
 * console.log(text.startsWith('{ "last_refresh": 1.50')); // true
 * ```
 */
export function writeAuthJson(text: string, record: AgentIdentityRecord): string;

/** Experimental features and their defaults. */
export const features: readonly {
  readonly key: "use_agent_identity";
  readonly stage: "experimental";
  readonly defaultEnabled: false;
  readonly description: string;
}[];

/** What there is to authenticate with. */
export type AuthSnapshot =
  | { mode: "agentIdentity"; record: AgentIdentityRecord }
  | {
      mode: "chatgpt";
      accountId: string;
      chatgptUserId: string;
      fedramp?: boolean;
      stored?: AgentIdentityRecord;
    }
  | { mode: "apiKey" }
  | { mode: "none" };

/** What to do: sign with `record`, register a new agent, or authenticate as ever. */
export type AuthPlan =
  | { use: "agentIdentity"; record: AgentIdentityRecord }
  | {
      use: "register";
      accountId: string;
      chatgptUserId: string;
      fedramp: boolean;
      /** A stored record of another account or user. */
      replaces?: AgentIdentityRecord;
    }
  | { use: "unchanged"; because: "not_first_party" | "feature_off" | "no_account" };

/**
 * Whether a request carries an assertion, and of which identity. The whole table is in `docs/OPTING-IN.md` of
 * the repository.
 *
 * @param options.useAgentIdentity whether the feature `use_agent_identity` is on; `false` unless given
 * @param options.firstParty whether the request goes to a provider that uses OpenAI auth and has no key,
 * token, command or cloud credentials of its own; `true` unless given
 * @throws {@link AgentIdentityError} `wrong_type`, `private_key_…`
 *
 * @example
 * ```js
 * import { planAuth } from "agent-identity-wasm";
 *
 * const auth = { mode: "chatgpt", accountId: "account-1", chatgptUserId: "user-1" };
 * console.log(planAuth(auth).use); // unchanged
 * console.log(planAuth(auth, { useAgentIdentity: true }).use); // register
 * ```
 */
export function planAuth(
  auth: AuthSnapshot,
  options?: { useAgentIdentity?: boolean; firstParty?: boolean },
): AuthPlan;

// ---- requests that are sent ------------------------------------------------------------------------

/** What is used of an `AbortSignal`; every one will do. */
export interface AbortSignalLike {
  readonly aborted: boolean;
  // biome-ignore lint/suspicious/noExplicitAny: as the DOM declares it.
  readonly reason: any;
  addEventListener(type: "abort", listener: () => void): void;
  removeEventListener(type: "abort", listener: () => void): void;
}

/** An `AbortSignal`, where your `lib` has it. */
export type HostAbortSignal = typeof globalThis extends { AbortSignal: { prototype: infer Signal } }
  ? Signal
  : AbortSignalLike;

/** What is used of a `Response`; every one will do. */
export interface ResponseLike {
  readonly ok: boolean;
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  readonly body?: object | null;
  text(): Promise<string>;
}

/** What is used of `fetch`. Redirects are not for it to follow: what it gets is signed for one address. */
export type Fetch = (
  url: string,
  init: {
    method: "POST" | "GET";
    headers: Record<string, string>;
    body?: string;
    redirect: "manual";
    signal: HostAbortSignal;
  },
) => Promise<ResponseLike>;

/**
 * Time and chance, for tests that need to be in charge of them. The host's unless given. What throws, or gives
 * anything else than it should, ends the request: `wrong_type`, `number_out_of_range`.
 */
export interface Runtime {
  /** Milliseconds since 1970. */
  now?(): number;
  /** Comes back after this time, or throws as soon as the signal is aborted. */
  sleep?(ms: number, signal?: AbortSignalLike): Promise<void>;
  /** From 0 up to, but not including, 1. */
  random?(): number;
}

/** How requests are sent. */
export interface SendOptions {
  /** `globalThis.fetch` unless given. */
  fetch?: Fetch;
  /** How long a request may take, with all of its answer; 30000 unless given, 15000 for {@link registerAgent}. */
  timeoutMs?: number;
  /**
   * How often a request is sent again, at most; 3 unless given, and never more than 10. What is sent again,
   * see {@link AgentTasks} and {@link registerAgent}. Before that comes what `Retry-After` asks for, up to
   * a minute, and a random part of half a second, a second, two seconds, …
   */
  retries?: number;
  runtime?: Runtime;
}

/**
 * The tasks of an agent: one registration for each reference and one for background work, shared by all who
 * ask, and kept until it is forgotten. A failure is not kept: the next call tries again.
 *
 * Sent again are requests that got no answer in time or in full, a 429 or a 5xx, each time with a new
 * timestamp and signature.
 *
 * @example
 * ```js
 * import { AgentIdentity, AgentKey, AgentTasks } from "agent-identity-wasm";
 *
 * const identity = new AgentIdentity("agent-1", AgentKey.generate());
 * // In place of the authority. Leave `fetch` out to ask the real one.
 * const fetch = async (url) => new Response('{"task_id":"task-1"}');
 * const tasks = new AgentTasks(identity, { fetch });
 * const [task, same] = await Promise.all([tasks.thread("thread-7"), tasks.thread("thread-7")]);
 * console.log(task.kind, task.taskId, task === same); // thread task-1 true
 * console.log(identity.authorizationHeader(task).split(" ")[0]); // AgentAssertion
 * ```
 */
export class AgentTasks {
  /**
   * @throws {@link AgentIdentityError} `wrong_type`, `number_out_of_range`, `freed`, `base_url_…`
   */
  constructor(identity: AgentIdentity, options?: SendOptions & Where);

  /**
   * The task of one conversation.
   *
   * @param externalTaskRef your own stable name for it, a thread's id for example
   * @param options.signal ends your wait. The registration goes on, for others and for the next call.
   * @throws {@link AgentIdentityError} `external_task_ref_invalid`, before anything is sent; `request_…`,
   * `response_…`; as {@link AgentIdentity.readTaskRegistrationResponse}
   */
  thread(
    externalTaskRef: string,
    options?: { signal?: AbortSignalLike | undefined },
  ): Promise<RegisteredAgentTask>;

  /** The task of the whole process, which has no reference. Else as {@link AgentTasks.thread}. */
  background(options?: { signal?: AbortSignalLike | undefined }): Promise<RegisteredAgentTask>;

  /**
   * Call this when the authority has refused a task: the next call registers a new one, and only one,
   * however many notice and call this with the task they were given. What is no longer kept is left alone.
   *
   * @param task as it was given to you; a copy stands for every task that is equal to it
   * @throws {@link AgentIdentityError} `wrong_type`
   *
   * @example
   * ```js
   * import { AgentIdentity, AgentKey, AgentTasks } from "agent-identity-wasm";
   *
   * let registered = 0;
   * const fetch = async () => new Response(`{"task_id":"task-${++registered}"}`);
   * const tasks = new AgentTasks(new AgentIdentity("agent-1", AgentKey.generate()), { fetch });
   * const refused = await tasks.background();
   * tasks.forget(refused);
   * const task = await tasks.background();
   * tasks.forget(refused); // someone else, later
   * console.log(task.taskId, task === (await tasks.background())); // task-2 true
   * ```
   */
  forget(task: RegisteredAgentTask): void;
}

/**
 * Registers a new agent for an account. The request is sent again after a 429 and nothing else: two
 * registrations are two agents.
 *
 * Once the request was sent, every failure has the `key` in it ({@link AgentIdentityError.key}), since the
 * agent may be registered all the same.
 *
 * @param options.accessToken the account's; a secret
 * @param options.key the agent's; a new one unless given
 * @param options.account whose agent it is; with it, the answer has a `record` for {@link writeAuthJson}
 * @param options.signal ends the request
 * @returns the key and the agent that signs with it; both are yours to free
 * @throws {@link AgentIdentityError} as {@link agentRegistrationRequest} and
 * {@link readAgentRegistrationResponse}; `request_…`, `response_…`
 *
 * @example
 * ```js
 * import { registerAgent } from "agent-identity-wasm";
 *
 * const { agentRuntimeId, key } = await registerAgent({
 *   accessToken: "the account's access token",
 *   billOfMaterials: { agentVersion: "1.0.0", agentHarnessId: "codex-app", runningLocation: "vscode-linux" },
 *   // In place of the authority. Leave `fetch` out to ask the real one.
 *   fetch: async (url) => new Response('{"agent_runtime_id":"agent-1"}'),
 * });
 * const stored = key.exportPkcs8(); // a secret: keep it in a SecretStorage or a key chain
 * console.log(agentRuntimeId); // agent-1
 * ```
 */
export function registerAgent(
  options: {
    accessToken: string;
    billOfMaterials: AgentBillOfMaterials;
    capabilities?: readonly string[];
    ttlSeconds?: number | null;
    fedramp?: boolean;
    key?: AgentKey;
    account?: { accountId: string; chatgptUserId: string; planType: string; email?: string };
    signal?: AbortSignalLike | undefined;
  } & SendOptions &
    Where,
): Promise<{
  agentRuntimeId: string;
  key: AgentKey;
  identity: AgentIdentity;
  /** Where `account` was given. It holds the private key. */
  record?: AgentIdentityRecord;
}>;
