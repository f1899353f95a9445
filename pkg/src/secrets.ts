import { core } from "./load.js";

/** A secret that {@link findSecrets} found. */
export interface FoundSecret {
  /**
   * - `privateKey`: a private key of any algorithm, encrypted or not, whole or damaged.
   * - `jwt`: a JWT. An Agent Identity JWT carries a private key.
   * - `credential`: an access token, a refresh token, an API key, a password or a cookie.
   * - `assertion`: the token of an assertion, which is a credential while it is fresh.
   */
  readonly kind: "privateKey" | "jwt" | "credential" | "assertion";
  /**
   * The start of the secret in UTF-16 code units, as `slice` takes it. A name or a scheme before the secret is not part
   * of it.
   */
  readonly start: number;
  /** The end of the secret in UTF-16 code units. */
  readonly end: number;
}

/**
 * Finds everything that looks like a secret in a text. Returns the secrets in the order of the text; no two of them
 * touch.
 *
 * A secret is recognized by its form, or by a name such as `refresh_token` before it. Escapes of JSON, URLs and HTML
 * are seen through, and so are base64 and hex, three deep. A bare 32-byte seed is not found: it looks like a public
 * key.
 *
 * @param text up to 1,048,576 UTF-16 code units
 * @throws {@link AgentIdentityError} `wrong_type`, `text_too_long`, `text_not_unicode`
 *
 * @example
 * ```js
 * import { AgentKey, findSecrets } from "agent-identity-wasm";
 *
 * const text = `my key: ${AgentKey.generate().exportPkcs8()}`;
 * console.log(findSecrets(text)); // [ { kind: 'privateKey', start: 8, end: 72 } ]
 * ```
 */
export function findSecrets(text: string): FoundSecret[] {
  return core().findSecrets(text);
}

/**
 * Returns the text with `[redacted]` in place of each secret that {@link findSecrets} finds, and of the secrets that
 * are named: of these, every part of 8 or more characters is redacted, escaped or encoded or not, and where the text
 * breaks off in one, a beginning of 4 or more.
 *
 * @param text up to 1,048,576 UTF-16 code units
 * @param secrets at most 100 secrets that you know, a token that you sent for example
 * @throws {@link AgentIdentityError} `wrong_type`, `text_too_long`, `text_not_unicode`, `number_out_of_range`
 *
 * @example
 * ```js
 * import { redactSecrets } from "agent-identity-wasm";
 *
 * console.log(redactSecrets("Authorization: Bearer abc")); // Authorization: Bearer [redacted]
console.log(redactSecrets("hunter-two is wrong", ["hunter-two"])); // [redacted] is wrong
 * ```
 */
export function redactSecrets(text: string, secrets: readonly string[] = []): string {
  return core().redactSecrets(text, secrets);
}
