import type { AgentIdentityClaims, JwkSet } from "agent-identity-wasm";
import { jsonText, withoutPrototype } from "../members.js";

// WebCrypto takes a member that an algorithm inherits for one of its own, so these have no prototype.
const RS256 = withoutPrototype({
  name: "RSASSA-PKCS1-v1_5",
  hash: withoutPrototype({ name: "SHA-256" }),
});
const NEW_KEY = withoutPrototype({
  ...RS256,
  modulusLength: 2048,
  publicExponent: new Uint8Array([1, 0, 1]),
});
const KEY_ID = "test-authority-1";

/** The authority's RSA key: it signs the JWTs that hand over a whole identity (PROTOCOL §7). It is made on first need. */
export class IdentityJwtIssuer {
  #jwks: JwkSet = Object.freeze({ keys: Object.freeze([]) });
  #privateKey: Promise<CryptoKey> | undefined;

  get jwks(): JwkSet {
    return this.#jwks;
  }

  async publishedJwks(): Promise<JwkSet> {
    await this.#key();
    return this.#jwks;
  }

  async issue(claims: AgentIdentityClaims): Promise<string> {
    const key = await this.#key();
    const signed = [{ alg: "RS256", typ: "JWT", kid: KEY_ID }, claimsOnTheWire(claims)]
      .map((part) => base64url(new TextEncoder().encode(jsonText(part))))
      .join(".");
    const signature = await crypto.subtle.sign(RS256, key, new TextEncoder().encode(signed));
    return `${signed}.${base64url(new Uint8Array(signature))}`;
  }

  #key(): Promise<CryptoKey> {
    this.#privateKey ??= this.#makeKey();
    return this.#privateKey;
  }

  async #makeKey(): Promise<CryptoKey> {
    const pair = (await crypto.subtle.generateKey(NEW_KEY, true, ["sign", "verify"])) as CryptoKeyPair;
    const { kty, n, e } = await crypto.subtle.exportKey("jwk", pair.publicKey);
    const jwk = Object.freeze({ kty, n, e, kid: KEY_ID, use: "sig", alg: "RS256" });
    this.#jwks = Object.freeze({ keys: Object.freeze([jwk]) });
    return pair.privateKey;
  }
}

/** The names and the order that the recorded JWTs have. */
function claimsOnTheWire(claims: AgentIdentityClaims): object {
  return {
    iss: claims.iss,
    aud: claims.aud,
    iat: claims.iat,
    exp: claims.exp,
    agent_runtime_id: claims.agentRuntimeId,
    agent_private_key: claims.agentPrivateKey,
    account_id: claims.accountId,
    chatgpt_user_id: claims.chatgptUserId,
    email: claims.email,
    plan_type: claims.planType,
    chatgpt_account_is_fedramp: claims.fedramp,
  };
}

function base64url(bytes: Uint8Array): string {
  const text = btoa(String.fromCharCode(...bytes));
  return text.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
