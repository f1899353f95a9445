import { CodedError } from "./error.js";
import { core } from "./load.js";
import type { Time } from "./time.js";

/** A stored agent identity. `agentPrivateKey` is a secret: base64 of PKCS#8. */
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

/** The claims of an Agent Identity JWT. `agentPrivateKey` is a secret, and so is the JWT. */
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
 * Returns the claims of a JWT without verifying anything: neither its signature nor its issuer nor its expiry.
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
export function decodeUnverifiedAgentIdentityJwt(jwt: string): AgentIdentityClaims {
  return core().decodeUnverifiedAgentIdentityJwt(jwt);
}

/**
 * Returns the claims of a JWT after checking its RS256 signature (with the host's WebCrypto), `kid`, `iss`, `aud` and
 * `exp`. No other algorithm is accepted.
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
export async function verifyAgentIdentityJwt(
  jwt: string,
  jwks: { keys: readonly object[] },
  options?: { now?: Time },
): Promise<AgentIdentityClaims> {
  const { jwk, signed, signature } = core().prepareAgentIdentityJwt(jwt, jwks);
  if (!(await isSigned(jwk, signature, signed))) {
    throw new CodedError("jwt_signature_invalid", "the JWT's signature is not by the key that it names");
  }
  return core().readVerifiedAgentIdentityJwt(jwt, options);
}

/**
 * Returns the agent identity inside a Codex `auth.json`, in whichever form it is stored, or `undefined` if the file has
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
): { record: AgentIdentityRecord; storedAs: "record" | "jwt"; authMode?: string } | undefined {
  return core().readAuthJson(text);
}

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
export function writeAuthJson(text: string, record: AgentIdentityRecord): string {
  return core().writeAuthJson(text, record);
}

const RS256 = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };

/** RSA is left to the host: in WebAssembly it would double the module. */
async function isSigned(
  jwk: JsonWebKey,
  signature: Uint8Array<ArrayBuffer>,
  signed: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  const subtle = globalThis.crypto?.subtle;
  if (!subtle) {
    const message = "this environment has no WebCrypto (a page needs HTTPS for it)";
    throw new CodedError("webcrypto_unavailable", message);
  }
  try {
    const key = await subtle.importKey("jwk", jwk, RS256, false, ["verify"]);
    return await subtle.verify(RS256, key, signature, signed);
  } catch (cause) {
    throw new CodedError("jwt_key_invalid", "WebCrypto does not take the key that the JWT names", cause);
  }
}
