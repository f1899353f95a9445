import { concealKey } from "./conceal.js";
import { CodedError } from "./error.js";
import { type AbortSignalLike, heeding } from "./http/abort.js";
import { core } from "./load.js";
import { hostGlobal, memberOf, withoutPrototype } from "./members.js";
import { readOptions } from "./options.js";
import { type JwkSet, keyCacheOf, type PreparedJwt, type RemoteJwks } from "./remote-jwks.js";
import { type RsaJwk, rsaSpki } from "./rsa-spki.js";
import type { Time } from "./time.js";

/**
 * A stored agent identity. `agentPrivateKey` is a secret: base64 of PKCS#8.
 *
 * Consoles do not show the key of a record that this package returns: Node.js, Bun and Deno print `[redacted]`, browsers
 * an accessor. `record.agentPrivateKey` gives it, and so do a spread, `structuredClone` and `JSON.stringify`, whose
 * results are plain: whoever makes them is responsible for them.
 */
export interface AgentIdentityRecord {
  /** The id that the authority gave the agent. */
  agentRuntimeId: string;
  /** A secret: the Ed25519 private key, base64 of PKCS#8 (RFC 8410). */
  agentPrivateKey: string;
  /** The ChatGPT account that the agent acts for; sent as `ChatGPT-Account-ID`. */
  accountId: string;
  /** The ChatGPT user that the agent belongs to. */
  chatgptUserId: string;
  /** The user's address, if the account has one. */
  email?: string;
  /** The plan as the file has it. A JWT's aliases `hc` and `education` are read as `enterprise` and `edu`. */
  planType: string;
  /** True if the account is a FedRAMP one; its requests say so with `X-OpenAI-Fedramp: true`. */
  fedramp: boolean;
  /** The task that was registered last. */
  taskId?: string;
}

/** The claims of an Agent Identity JWT. `agentPrivateKey` is a secret, and so is the JWT. */
export interface AgentIdentityClaims {
  /** The issuer, a URL. */
  iss: string;
  /** The audience; the first of several, with which {@link verifyAgentIdentityJwt} refuses the JWT. */
  aud: string;
  /** Seconds since 1970. */
  iat: number;
  /** Seconds since 1970. */
  exp: number;
  /** Seconds since 1970. */
  nbf?: number;
  /** The id that the authority gave the agent. */
  agentRuntimeId: string;
  /** A secret: the Ed25519 private key, base64 of PKCS#8 (RFC 8410). */
  agentPrivateKey: string;
  /** The ChatGPT account that the agent acts for. */
  accountId: string;
  /** The ChatGPT user that the agent belongs to. */
  chatgptUserId: string;
  /** The user's address, if the account has one. */
  email?: string;
  /** The account's plan; the aliases `hc` and `education` are read as `enterprise` and `edu`. */
  planType: string;
  /** True if the account is a FedRAMP one. */
  fedramp: boolean;
}

/**
 * Returns the claims of a JWT without verifying anything: neither its signature nor its issuer nor its expiry. White
 * space around the JWT is ignored.
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
  return concealKey(core().decodeUnverifiedAgentIdentityJwt(jwt));
}

/** When a JWT is accepted. */
export interface VerifyJwtOptions {
  /** The verifier's clock; that of the {@link RemoteJwks}, or the host's, unless given. */
  now?: Time;
  /** How far the clock may be off for `exp` and `nbf`; 60 unless given, as in the client. From 0 to 315,569,519,999. */
  clockToleranceSeconds?: number;
  /** Ends the wait for a {@link RemoteJwks}. */
  signal?: AbortSignalLike | undefined;
}

/**
 * Returns the claims of a JWT after checking its algorithm, `kid`, `iss`, `aud`, `exp` and `nbf`, and its RS256
 * signature (with the host's WebCrypto), in this order. No other algorithm is accepted, nor an array as `aud`.
 *
 * @param jwks the authority's keys: a {@link RemoteJwks}, which fetches them, or the key set itself
 * @throws {@link AgentIdentityError} `jwt_…`, `webcrypto_unavailable`, `json_…` if `jwks` is not a key set, and as
 *   {@link decodeUnverifiedAgentIdentityJwt}; with a {@link RemoteJwks} `request_…` and `response_…` as well
 *
 * @example
 * ```js
 * import { RemoteJwks, endpoints, isAgentIdentityError, verifyAgentIdentityJwt } from "agent-identity-wasm";
 *
 * const jwks = new RemoteJwks(endpoints().jwksUrl);
 * try {
 *   await verifyAgentIdentityJwt("e30.e30.AAAA", jwks);
 * } catch (error) {
 *   console.log(isAgentIdentityError(error) && error.code); // jwt_algorithm_invalid
 * }
 * ```
 */
export async function verifyAgentIdentityJwt(
  jwt: string,
  jwks: JwkSet | RemoteJwks,
  options?: VerifyJwtOptions,
): Promise<AgentIdentityClaims> {
  const cache = keyCacheOf(jwks);
  const given = readOptions(options, ["now", "clockToleranceSeconds"]);
  const times = () => ({ ...given, now: given.now ?? cache?.now() });
  core().checkAgentIdentityJwt(jwt, times());
  const prepared = cache
    ? await heeding(options, (signal) => cache.prepare(jwt, signal))
    : core().prepareAgentIdentityJwt(jwt, jwks);
  if (!(await isSigned(prepared))) {
    throw new CodedError("jwt_signature_invalid", "the JWT's signature is not by the key that it names");
  }
  // Time has passed if keys were fetched.
  return concealKey(core().readVerifiedAgentIdentityJwt(jwt, times()));
}

const SHA256 = withoutPrototype({ name: "SHA-256" });
const RS256 = withoutPrototype({ name: "RSASSA-PKCS1-v1_5", hash: SHA256 });

/** RSA is left to the host: in WebAssembly it would double the module. */
async function isSigned({ jwk, signature, signed }: PreparedJwt): Promise<boolean> {
  const crypto = hostGlobal("crypto") as Crypto | undefined;
  const subtle = crypto && (memberOf(crypto, "subtle") as SubtleCrypto | undefined);
  if (!subtle) {
    const message = "this environment has no WebCrypto (a page needs HTTPS for it)";
    throw new CodedError("webcrypto_unavailable", message);
  }
  try {
    const key = await subtle.importKey("spki", rsaSpki(jwk as RsaJwk), RS256, false, ["verify"]);
    return await subtle.verify(RS256, key, signature, signed);
  } catch (cause) {
    throw new CodedError("jwt_key_invalid", "WebCrypto does not take the key that the JWT names", cause);
  }
}
