import type { AgentIdentityErrorCode } from "agent-identity-wasm";
import { CodedError } from "./error.js";

/** Writes the value of `WWW-Authenticate` for a refusal. */
export type Challenge = (code: AgentIdentityErrorCode, description: string) => string;

const SCHEME = "AgentAssertion";
const MAX_REALM_LENGTH = 256;

/**
 * Returns a writer of challenges (RFC 9110 §11.6.1, with the parameters of RFC 6750 §3). A request without credentials gets
 * no `error`, as RFC 6750 §3.1 says.
 */
export function challengeOf(realm: unknown): Challenge {
  const shared = realm === undefined ? [] : [`realm="${quotable(realm)}"`];
  const join = (parameters: string[]) => [SCHEME, parameters.join(", ")].join(" ").trimEnd();
  const plain = join(shared);
  return (code, description) => {
    if (code === "authorization_missing") return plain;
    return join([...shared, 'error="invalid_token"', `error_description="${description}"`]);
  };
}

/**
 * Writes a realm as the inside of a quoted string. Everything but printable ASCII is percent-encoded as UTF-8, because a
 * header cannot carry it.
 */
function quotable(realm: unknown): string {
  if (typeof realm !== "string") throw new CodedError("wrong_type", "realm must be a string");
  if (realm.length > MAX_REALM_LENGTH) {
    throw new CodedError("text_too_long", `realm has more than ${MAX_REALM_LENGTH} characters`);
  }
  // `encodeURIComponent` throws at half of a surrogate pair.
  const wellFormed = realm.replaceAll(/\p{Surrogate}/gu, "\ufffd");
  const encoded = wellFormed.replaceAll(/[^\x20-\x7e]+/g, encodeURIComponent);
  return encoded.replaceAll(/["\\]/g, "\\$&");
}
