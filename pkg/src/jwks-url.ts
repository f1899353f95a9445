import { CodedError } from "./error.js";

// A host in the WHATWG's serialized form: an address such as `127.1` is a loopback address too, and nobody writes it.
const HTTPS = /^https:\/\/[^\s/?#@\\]+([/?][^\s#\\]*)?$/i;
const LOOPBACK_HTTP =
  /^http:\/\/(localhost|127(\.(25[0-5]|2[0-4]\d|1?[1-9]?\d|10\d)){3}|\[::1\])(:\d{1,5})?([/?][^\s#\\]*)?$/i;
const LONGEST_URL = 4096;

/**
 * Refuses a URL from which keys must not be fetched: over `http:` anyone on the way could exchange them, unless it stays
 * on this machine.
 */
export function checkJwksUrl(url: unknown): asserts url is string {
  if (typeof url !== "string") throw new CodedError("wrong_type", "the URL of the JWKS must be a string");
  if (url.length <= LONGEST_URL && (HTTPS.test(url) || LOOPBACK_HTTP.test(url))) return;
  const message =
    "the URL of the JWKS must be https, or http to localhost, 127.0.0.0/8 or [::1], without a user or a fragment";
  throw new CodedError("jwks_url_invalid", message);
}
